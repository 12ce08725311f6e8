"""django-viewflow's side, by its activations or through its own views: `python -m benchmarks.peers.by_viewflow URL api|http`, in the peers' environment."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings

from benchmarks.peers.words import OPINION, STATEMENT, Side, Watch, answer

STEPS = (
    ("review", {"opinion": OPINION}),
    ("vote", {"in_favour": 18, "against": 1}),
    ("enrol", {}),
)
PAGES = "benchmarks.peers.approval"


def configure(url: str) -> None:
    """A project as Django begins one, on this database, without debugging."""
    at = urlsplit(url)
    sqlite = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": url.removeprefix("sqlite:///"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
        },
    }
    server = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": at.path.strip("/"),
        "HOST": at.hostname,
        "PORT": at.port,
        "USER": at.username,
    }
    contrib = ("contenttypes", "auth", "sessions", "messages")
    middleware = (
        "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    )  # fmt: skip
    settings.configure(
        DATABASES={"default": (sqlite if at.scheme == "sqlite" else server) | {"CONN_MAX_AGE": None}},
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in contrib), "viewflow", "viewflow.workflow", PAGES],
        MIDDLEWARE=list(middleware), ROOT_URLCONF=f"{PAGES}.urls", SECRET_KEY="benchmark", ALLOWED_HOSTS=["testserver"], USE_TZ=True,
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", LOCKING=at.scheme != "sqlite",
    )  # fmt: skip
    django.setup()


def people() -> dict[str, Any]:
    """The tables are made; then somebody for each step, who may see approvals and take this step of them."""
    from django.contrib.auth.models import Permission, User
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    found = {}
    for step in ("apply", *(name for name, _ in STEPS)):
        user = User.objects.create(username=step)
        wanted = (f"can_{step}_approval", "view_approval")  # the first as viewflow names it, the second as its pages ask
        user.user_permissions.add(*Permission.objects.filter(content_type__app_label="approval", codename__in=wanted))
        found[step] = User.objects.get(pk=user.pk)
    return found


class ByActivations:
    """Each step in one transaction. People are read once and keep their permissions with them, which a process that serves many cannot do."""

    def __init__(self) -> None:
        self.people = people()

    def case(self, watch: Watch) -> None:
        from benchmarks.peers.approval.flows import ApprovalFlow

        with watch:
            process = self.begin()
        for step, said in STEPS:
            task = ApprovalFlow.task_class.objects.get(process_id=process, flow_task=getattr(ApprovalFlow, step)).pk
            with watch:
                self.step(task, step, said)

    def begin(self) -> int:
        from django.db import transaction

        from benchmarks.peers.approval.flows import ApprovalFlow

        user = self.people["apply"]
        with transaction.atomic():
            activation = ApprovalFlow.apply.activation_class.create(ApprovalFlow.apply, None, None)
            permit(ApprovalFlow.apply.can_execute(user, activation.task))
            activation.start(SimpleNamespace(user=user))
            activation.process.statement = STATEMENT
            activation.execute()
        return int(activation.process.pk)

    def step(self, pk: int, step: str, said: dict[str, Any]) -> None:
        from benchmarks.peers.approval.flows import ApprovalFlow

        user = self.people[step]
        with ApprovalFlow.task_class.objects.get(pk=pk).activation() as activation:  # locked, in one transaction
            permit(activation.assign.has_perm(user))
            activation.assign(user)
            permit(activation.start.has_perm(user))
            activation.start(SimpleNamespace(user=user))
            for name, value in said.items():
                setattr(activation.process, name, value)
            activation.process.save()
            activation.execute()

    def rows(self) -> dict[str, int]:
        return counted()


class ThroughViews:
    """A task is taken (assign) and done (execute), as viewflow's pages do it: seven requests and seven commits a case."""

    def __init__(self) -> None:
        from django.test import Client

        self.clients = {name: Client() for name in people()}
        from django.contrib.auth.models import User

        for name, client in self.clients.items():
            client.force_login(User.objects.get(username=name))

    def case(self, watch: Watch) -> None:
        from benchmarks.peers.approval.flows import ApprovalFlow

        with watch:
            done(self.clients["apply"].post("/apply/", {"statement": STATEMENT}))
        process = ApprovalFlow.process_class.objects.latest("pk").pk
        for step, said in STEPS:
            task = ApprovalFlow.task_class.objects.get(process_id=process, flow_task=getattr(ApprovalFlow, step)).pk
            with watch:
                done(self.clients[step].post(f"/{process}/{step}/{task}/assign/", {}))
                done(self.clients[step].post(f"/{process}/{step}/{task}/execute/", said))

    def rows(self) -> dict[str, int]:
        return counted()


def permit(held: object) -> None:
    if not held:
        raise SystemExit("viewflow does not permit it")


def done(reply: Any) -> None:
    if reply.status_code != 302:
        raise SystemExit(f"{reply.status_code}: {reply.content.decode()[-60000:]}")


def counted() -> dict[str, int]:
    from viewflow.workflow.models import Process, Task

    return {"cases": Process.objects.filter(status="DONE").count(), "records": Task.objects.filter(status="DONE").count()}


def main(url: str, way: str) -> None:
    configure(url)
    side: Side = ByActivations() if way == "api" else ThroughViews()
    answer(side)


if __name__ == "__main__":
    main(*sys.argv[1:])
