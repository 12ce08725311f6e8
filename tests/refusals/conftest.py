"""Each scene is played once, and the command line is asked on its database."""

from contextlib import ExitStack
from functools import cache

import pytest
from click.testing import CliRunner

from procflow.app import create_app
from procflow.cli import main
from procflow.config import Settings
from tests.refusals.tries import staged

NONE = dict.fromkeys(("PROCFLOW_HOME", "PROCFLOW_DATABASE_URL", "PROCFLOW_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "PROCFLOW_PASSWORD"))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """One site for all scenes: it shows the scene whose reader was asked for last."""
    folder = tmp_path_factory.mktemp("site")
    app = create_app(Settings(home=folder, database_url=f"sqlite:///{folder / 'none.sqlite3'}"))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture(scope="session")
def stages(site, tmp_path_factory):
    """The stage of a scene: played when it is first asked for, and closed when all is over."""
    with ExitStack() as opened:
        yield cache(lambda play: opened.enter_context(staged(play, tmp_path_factory.mktemp("scene"), site)))


@pytest.fixture(scope="session")
def command():
    """Call the program on a stage: exit code, standard output and errors; whatever it is told, it shows no traceback."""

    def called(stage, words, typed_in=""):
        environ = {**NONE, "PROCFLOW_DATABASE_URL": str(stage.engine.url), "PROCFLOW_HOME": str(stage.folder)}
        result = CliRunner().invoke(main, [str(word) for word in words], input=typed_in, env=environ)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result.exit_code, result.stdout, result.stderr

    return called
