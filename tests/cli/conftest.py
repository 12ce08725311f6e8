"""The command line as a user calls it, on a copy of a demo that is built once; nothing of this machine's own settings reaches it."""

import json
import shutil
from dataclasses import dataclass

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from procflow import demo
from procflow.cli import main
from procflow.config import Settings
from tests import spring

NONE = dict.fromkeys(
    (
        "PROCFLOW_HOME",
        "PROCFLOW_DATABASE_URL",
        "PROCFLOW_LANG",
        "PROCFLOW_SERVER",
        "PROCFLOW_TOKEN",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "PROCFLOW_PASSWORD",
    )
)


@dataclass
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self):
        return json.loads(self.out)

    @property
    def all(self):
        return self.out + self.err


@pytest.fixture
def call():
    """Call the program; whatever it is told, it shows no traceback."""

    def called(*words, given=None, **environ):
        result = CliRunner().invoke(main, [str(word) for word in words], input=given, env={**NONE, **environ})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        said = Said(result.exit_code, result.stdout, result.stderr)
        assert "Traceback" not in said.all
        return said

    return called


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The home of a demo, built once and copied by whoever changes it."""
    home = tmp_path_factory.mktemp("demo") / "home"
    demo.ensure(settings_of(home), spring.script)
    return home


@pytest.fixture
def home(built, tmp_path):
    shutil.copytree(built, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def act(call, home):
    """Call the program on the copied demo."""
    return lambda *words, **more: call(*words, "--home", home, **more)


@pytest.fixture
def claim(act):
    """A fresh claim of M01 in the demo: its number."""
    return act("step", "--begin", "bonus_claim", "--unit", "lh1", "--as", "M01", "--json").data["case"]


def settings_of(home):
    return Settings(home=home, database_url=f"sqlite:///{home / 'procflow.db'}")


@pytest.fixture
def rows(home):
    """Ask the demo's database, past every door."""

    def asked(statement):
        engine = create_engine(settings_of(home).database_url, poolclass=NullPool)
        with engine.connect() as connection:
            return list(connection.exec_driver_sql(statement))

    return asked


INIT = ("init", "--unit", "b1", "--unit-title", "第一党支部", "--unit-code", "B1", "--admin", "root", "--admin-name", "王明", "--password",
        "correct horse")  # fmt: skip


@pytest.fixture
def installed(call, tmp_path):
    """The home of a new installation on the real clock."""
    assert call(*INIT, "--home", tmp_path / "installed").code == 0
    return tmp_path / "installed"
