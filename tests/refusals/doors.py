"""The two ways to a refusal, as people come to it: the pages, from form to confirmation, and the command line. Each says what it was told."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from procflow.cli import exits
from procflow.engine import Command, note, preview
from procflow.web.errors import STATUS
from procflow.wording import say
from tests.refusals.tries import Stage, Try
from tests.web.client import Page

RAW = re.compile(r"[a-z]{2,}_[a-z_]+|\{\w*\}|Traceback|\bNone\b|(?<![\w-])[MYUP]\d\d(?!\w)")
BRACES = re.compile(r"\{\w+\}")


class Browser:
    """One attempt, page by page."""

    def __init__(self, stage: Stage, one: Try) -> None:
        self.stage, self.one, self.reader = stage, one, stage.reader(one.actor)
        self.no = "" if one.begins else stage.names[one.case]
        self.at = f"/start/{one.begins}" if one.begins else f"/cases/{self.no}/do/{one.step}"
        self.about = {"about-subject": one.subject, "about-period": one.period, "about-for": one.entered_for}
        if self.file:  # a paper hangs where whoever sent it hangs it
            sent = {"sha256": stage.names[self.file]}
            note(stage.world.session, kind="evidence.stored", actor=one.actor, data=sent, key=f"sent-{sent['sha256'][:12]}")

    @property
    def fields(self) -> dict[str, str]:
        """What the form would send, with what goes on from page to page."""
        seen = self.one.version if self.one.version is not None else self.stage.world.case(self.no).version if self.no else None
        carried = {**self.about, "version": "" if seen is None else str(seen)}
        kept = {"files-kept": self.stage.names[self.file]} if self.file else {}
        return dict(flat(self.stage.meant(self.one.form))) | {name: value for name, value in carried.items() if value} | kept

    def form(self) -> Page:
        query = "&".join(f"{name}={value}" for name, value in self.about.items() if value)
        return self.reader.get(f"{self.at}?{query}" if query else self.at)

    def check(self) -> Page:
        return self.reader.post(f"{self.at}/check", **self.fields)

    def confirm(self, key: str) -> Page:
        return self.sent(self.fields, self.one.key or key)

    def sent(self, fields: Mapping[str, str], key: str = "k1") -> Page:
        """A confirmation of what was filled in."""
        to = f"{self.at}/begin" if self.one.begins else f"/cases/{self.no}/steps"
        return self.reader.post(to, step=self.one.step, key=key, **fields)

    def expected(self) -> list[Mapping[str, Any]]:
        """What the write door would say: the same attempt, taken back."""
        one, world = self.one, self.stage.world
        about = (
            {"procedure": one.begins, "unit": world.unit, "subject": one.subject, "period": one.period} if one.begins else {"case": self.no}
        )
        files = (self.stage.names[self.file],) if self.file else ()
        asked = Command(step=one.step, actor=one.actor, key="draft", form=self.stage.meant(one.form), files=files, version=one.version,
                        entered_for=one.entered_for, **about)  # fmt: skip
        found = preview(world.session, asked).body["refusal"]["reasons"]
        world.session.commit()
        return list(found)

    @property
    def file(self) -> str:
        """What the scene calls the file that is sent; "" for none."""
        return self.one.document or ("paper" if self.one.paper else "")

    @property
    def back(self) -> str:
        """Where the way back from a refusal leads: to the form, with everything in it."""
        return f"/start/{self.one.begins}" if self.one.begins else f"/do/{self.one.step}"

    def lost(self, page: Page, ending: str) -> dict[str, set[str]]:
        """What was sent and is not in a page's form as it stands: nothing, where everything typed stays. (It shows the newest version.)"""
        there = page.form(ending)[1]
        sent = {name: set(value.split()) for name, value in self.fields.items() if name != "version"}
        return {name: words for name, words in sent.items() if words - set(" ".join(there.getlist(name)).split())}


def flat(form: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, str]]:
    """A form's values by the names that its page gives them."""
    for name, value in form.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for place, line in enumerate(value):
                yield from flat(line, f"{at}{name}-{place}-")
        else:
            yield at + name, " ".join(value) if isinstance(value, list) else str(value)


def typed(stage: Stage, one: Try) -> list[str]:
    """The words of the command."""
    about = {"--subject": one.subject, "--period": one.period, "--for": one.entered_for, "--key": one.key}
    if one.version is not None:
        about["--version"] = str(one.version)
    words = (
        ["step", "--begin", one.begins, "--unit", stage.world.unit, one.step] if one.begins else ["step", stage.names[one.case], one.step]
    )
    words += ["--as", one.actor, *(word for name, value in about.items() if value for word in (name, value))]
    words += ["--json-form", "-"] if one.form else []
    return words + (["--file", str(paper(stage, one))] if one.paper or one.document else [])


def paper(stage: Stage, one: Try) -> Any:
    path = stage.folder / "材料.txt"
    path.write_text(stage.names[f"{one.document}_text"] if one.document else "一份材料", encoding="utf-8")
    return path


def given(stage: Stage, one: Try) -> str:
    return json.dumps(stage.meant(one.form), ensure_ascii=False)


def status(code: str) -> int:
    return STATUS.get(code, 422)


def exit_code(code: str) -> int:
    return exits.of_refusal(code)


def missing(reasons: list[Mapping[str, Any]], text: str, lang: str = "zh") -> list[str]:
    """The parts of the refusals' sentences that a text does not have: nothing, where each is told in whole."""
    parts = [part.strip() for each in reasons for part in BRACES.split(say(each["sentence"], lang))]
    return [part for part in parts if part not in re.sub(r"\s+", " ", text)]


def raw(text: str) -> list[str]:
    """What no reader should see: ids, names of code, unfilled braces."""
    return RAW.findall(text)
