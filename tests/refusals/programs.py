"""The third way to a refusal: a program with somebody's token, over the same addresses as any other program."""

from tests.refusals.doors import Browser
from tests.refusals.tries import Stage, Try

ROOT = "/api/v1"


class Program:
    """One attempt through the API, with the version that the scene means or whichever it is."""

    def __init__(self, stage: Stage, one: Try) -> None:
        self.stage, self.one, self.door = stage, one, Browser(stage, one)
        self.client = stage.app.test_client()
        secret = self.client.post(f"{ROOT}/rehearsal/tokens", json={"person": one.actor}).json["secret"]
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.client.get(f"{ROOT}/me", headers=self.headers)  # the first call of a day is a record of its own

    def take(self, key):
        """The answer to the attempt."""
        one, about = self.one, {"entered_for": self.one.entered_for or None}
        body = {
            "step": one.step,
            "form": self.stage.meant(one.form),
            "files": [self.stage.names[self.door.file]] if self.door.file else [],
            **about,
        }
        keyed = {**self.headers, "Idempotency-Key": one.key or key}
        if one.begins:
            more = {"procedure": one.begins, "unit": self.stage.world.unit, "subject": one.subject or None, "period": one.period or None}
            return self.client.post(f"{ROOT}/cases", json=body | more, headers=keyed)
        seen = {"If-Match": "*" if one.version is None else f'"{one.version}"'}
        return self.client.post(f"{ROOT}/cases/{self.stage.names[one.case]}/steps", json=body, headers=keyed | seen)
