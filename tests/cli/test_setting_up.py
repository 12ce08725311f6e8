"""The first start in an empty folder: a database, and a code for the browser; from the command line all goes on from there as well."""

import re

from sqlalchemy import create_engine

from procflow.cli import exits
from procflow.cli.place import Place
from procflow.cli.serving import ready
from tests.cli.conftest import INIT, settings_of

CODE = re.compile(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}")


def started(home, capsys):
    place = Place({}, "zh", home=str(home))
    ready(place, settings_of(home))
    return capsys.readouterr().out


def test_the_first_start_tells_a_code_which_is_kept_nowhere(tmp_path, capsys):
    first, second = started(tmp_path / "new", capsys), started(tmp_path / "new", capsys)
    codes = [CODE.search(said)[0] for said in (first, second)]
    assert codes[0] != codes[1], "each start has its own, the one before is void"
    engine = create_engine(settings_of(tmp_path / "new").database_url)
    with engine.connect() as connection:
        kept = dict(tuple(row) for row in connection.exec_driver_sql("SELECT name, value FROM installation"))
    engine.dispose()
    assert kept["log"] == "procflow.local/log"
    assert len(kept["setup"]) == 64
    assert not any(code in value for code in codes for value in kept.values())


def test_what_a_start_has_begun_is_finished_from_the_command_line(call, tmp_path, capsys):
    assert CODE.search(started(tmp_path / "new", capsys))
    assert call(*INIT, "--home", tmp_path / "new").code == exits.DONE
    assert started(tmp_path / "new", capsys) == ""
    assert call("audit", "verify", "--home", tmp_path / "new").code == exits.DONE
    assert call(*INIT, "--home", tmp_path / "new").code == exits.MISCONFIGURED


def test_a_database_that_is_something_else_is_not_touched(call, tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'procflow.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (name TEXT)")
    engine.dispose()
    said = call("serve", "--home", tmp_path, "--port", "0")
    assert (said.code, "procflow init" in said.err) == (exits.MISCONFIGURED, True)
