"""A process that seals and publishes, and is killed at one moment of it: it stands here so that a fresh process can import it."""

import os
import signal
from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from procflow.proof import keys, notes
from procflow.proof.publishing import publish
from procflow.proof.sealer import seal
from procflow.proof.signer import Signer


def run(url, folder, dies):
    """Seal in batches of seven, then publish; `dies` says when."""
    commits = iter(range(1000))
    step, _, number = dies.partition(":")

    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    if step in ("before_commit", "after_commit"):
        event.listen(Session, step, lambda _: die() if next(commits) == int(number) else None)
    if step == "before_state":
        keys.save = die
    if step == "after_state":
        notes.sign = die
    with Session(create_engine(url)) as session:
        seal(session, at_once=7)
        if step == "before_note":
            event.listen(Session, "before_commit", die)
        publish(session, Signer(Path(folder)))
