"""Setting up from the command line: once, whole or not at all, and never over something that is there."""

import shutil

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from procflow.cli import exits
from tests.cli.conftest import INIT


def test_a_new_installation_has_its_unit_its_administrator_and_a_sign_in(call, database_url, tmp_path):
    said = call(*INIT, "--regime", "township_star", "--home", tmp_path, "--database", database_url, "--json")
    assert said.code == exits.DONE
    assert said.data == {"unit": "b1", "admin": "root", "login": "root", "log": "procflow.local/log"}
    assert call("inbox", "--as", "root", "--home", tmp_path, "--database", database_url).code == exits.DONE
    assert call("audit", "verify", "--home", tmp_path, "--database", database_url).code == exits.DONE
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.connect() as connection:
        (row,) = connection.exec_driver_sql("SELECT login, person, password FROM account")
        kinds = [kind for (kind,) in connection.exec_driver_sql("SELECT DISTINCT kind FROM dated_fact ORDER BY kind")]
    assert (row.login, row.person, row.password[:10]) == ("root", "root", "$argon2id$")
    assert {"adoption", "person", "role", "unit"} <= set(kinds)


def test_a_second_init_is_refused_and_changes_nothing(call, installed):
    before = call("audit", "verify", "--home", installed, "--json").data["counts"]
    said = call(*INIT, "--home", installed)
    assert (said.code, said.out) == (exits.MISCONFIGURED, "")
    assert call("audit", "verify", "--home", installed, "--json").data["counts"] == before


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (("--unit", "b 1"), "unit"),
        (("--unit-code", "支部"), "unit-code"),
        (("--unit-title", "  "), "unit-title"),
        (("--unit-kind", "choir"), "--unit-kind"),
        (("--admin", "-x"), "admin"),
        (("--admin-name", ""), "admin-name"),
        (("--login", "a b"), "login"),
        (("--password", "short"), "password"),
        (("--regime", "nosuch"), "regime"),
        (("--simulated", "soon"), "--simulated"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wrong_answer_is_told_before_anything_is_made(call, tmp_path, wrong, named, lang):
    said = call(*INIT, *wrong, "--home", tmp_path / "new", "--lang", lang)
    assert (said.code, said.out) == (exits.INVALID, "")
    assert named in said.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("words", [("inbox", "--as", "M01"), ("worker",), ("audit", "verify"), ("clock", "show"), ("upgrade",)])
def test_without_an_installation_every_command_says_how_to_make_one(call, tmp_path, words):
    said = call(*words, "--home", tmp_path / "nowhere")
    assert said.code == exits.MISCONFIGURED
    assert "procflow init" in said.err
    assert not (tmp_path / "nowhere" / "procflow.db").exists()


@pytest.mark.parametrize(
    "url", ["mysql://root:secret@host/db", "sqlite://", "sqlite:///:memory:", "postgresql://u:secret@127.0.0.1:1/none?connect_timeout=1"]
)
@pytest.mark.loopback
def test_a_database_that_cannot_be_used_is_told_without_its_password(call, tmp_path, url):
    said = call("inbox", "--as", "M01", "--home", tmp_path, "--database", url)
    assert said.code == exits.MISCONFIGURED
    assert "secret" not in said.all


def test_a_file_that_is_no_database_is_told_so(call, tmp_path):
    (tmp_path / "procflow.db").write_bytes(b"this is no database, but it is long enough to look at" * 40)
    assert call("inbox", "--as", "M01", "--home", tmp_path).code == exits.MISCONFIGURED


def test_an_upgrade_of_the_newest_shape_changes_nothing(call, installed):
    assert call("upgrade", "--home", installed).code == exits.DONE
    assert call("audit", "verify", "--home", installed).code == exits.DONE


def test_an_upgrade_is_refused_while_cases_run_on_an_edition_that_is_gone(call, home, monkeypatch):
    from procflow.grammar import editions

    monkeypatch.setattr(editions, "edition", lambda _: ("0" * 64, b""))
    said = call("upgrade", "--home", home)
    assert said.code == exits.MISCONFIGURED
    assert "LH1-JZ-2024-0002" in said.err


def test_in_a_folder_with_a_demo_alone_the_demo_is_meant(call, built, tmp_path, monkeypatch):
    shutil.copytree(built, tmp_path / "procflow-demo")
    monkeypatch.chdir(tmp_path)
    assert call("clock", "show", "--json").data["clock"] == "rehearsal"
