"""The same commands against a server: the same lines, the same data, the same refusals and exit codes; and a token instead of --as."""

import json
import shutil

import pytest

from procflow.app import create_app
from procflow.cli import exits
from procflow.cli.listening import listening
from procflow.db import db
from procflow.engine.tokens import give
from procflow.web.sessions import real_now
from tests.cli.conftest import settings_of

pytestmark = pytest.mark.loopback
CASE = "LH1-JL-2024-0001"
READ = [("inbox", "--box", "done", "--limit", "3"), ("inbox",), ("inbox", "--find", "张建国", "--box", "done"), ("case", CASE), ("points", "M01"),
        ("points", "M01", "--period", "2024-Q1"), ("procedures",), ("procedures", "bonus_claim"), ("audit", "trace", CASE)]  # fmt: skip


@pytest.fixture(scope="module")
def served(built, tmp_path_factory):
    """A copy of the demo behind a server: its home, its address, a token of each person."""
    home = shutil.copytree(built, tmp_path_factory.mktemp("served") / "home")
    app = create_app(settings_of(home))
    with app.app_context():
        secrets = {each: give(db.session(), each, "", "act", 1, real_now()).secret for each in ("Y02", "Y04", "M01", "M02")}
        db.session.remove()
    with listening(app) as url:
        yield home, url, secrets
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def there(call, served):
    """Call the program against the server, as the holder of a token."""
    return lambda person, *words, **more: call(*words, "--server", served[1], PROCFLOW_TOKEN=served[2][person], **more)


@pytest.fixture
def here(call, served):
    """The same on the database."""
    return lambda person, *words, **more: call(*words, *(("--as", person) if words[0] != "procedures" else ()), "--home", served[0], **more)


@pytest.mark.parametrize("words", READ, ids=" ".join)
@pytest.mark.parametrize("form", [(), ("--json",), ("--lang", "en"), ("--lang", "en", "--json")], ids=" ".join)
def test_what_is_read_at_a_server_is_told_as_on_the_database(there, here, words, form):
    far, near = there("Y02", *words, *form), here("Y02", *words, *form)
    assert (far.code, far.out, far.err) == (exits.DONE, near.out, near.err)


@pytest.fixture
def claim(there):
    return there("M01", "step", "--begin", "bonus_claim", "--unit", "lh1", "--json").data["case"]


def test_a_step_with_its_paper_is_previewed_and_taken(there, here, claim, tmp_path):
    (tmp_path / "证明.txt").write_text("修路。", encoding="utf-8")
    fields = ("--field", "item=serve_masses", "--field", "deed_on=2024-04-27", "--field", "points=2.5", "--field", "description=修路")
    words = ("step", claim, "submit", *fields, "--file", tmp_path / "证明.txt")
    shown = there("M01", *words, "--preview", "--json")
    assert (shown.code, shown.data["plan"]["to"]) == (exits.DONE, "submitted")
    done = there("M01", *words, "--confirm", shown.data["preview"], "--version", "1", "--json")
    assert (done.code, done.data["case"], done.data["plan"]["preview"]) == (exits.DONE, claim, shown.data["preview"])
    assert [each["step"] for each in here("M01", "audit", "trace", claim, "--json").data["events"]][:2] == ["create", "submit"]


@pytest.mark.parametrize(
    ("person", "words"),
    [("M01", ("submit", "--field", "points=90")), ("Y04", ("withdraw",)), ("M01", ("nonsense",)), ("M01", ("withdraw", "--version", "7")),
     ("M01", ("withdraw", "--confirm", "0" * 64)), ("M01", ("submit", "--field", "points=many")), ("M01", ("withdraw", "--preview", "--field", "a=b"))],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_refused_there_is_refused_here_with_the_same_words_and_code(there, here, claim, person, words, lang):
    far, near = (each(person, "step", claim, *words, "--lang", lang, "--json") for each in (there, here))
    assert far.code == near.code != exits.DONE
    for name in ("error", "refusals", "fields"):
        assert far.data.get(name) == near.data.get(name)


@pytest.mark.parametrize(("person", "words"), [("M02", ("case", CASE)), ("M02", ("points", "M01")), ("Y02", ("case", "LH1-JL-1999-0001"))])
def test_what_is_not_yours_is_not_found_there_either(there, person, words):
    said = there(person, *words, "--json")
    assert (said.code, said.data["error"]) == (exits.MISSING, "NOT_FOUND")


def test_as_may_repeat_who_the_token_is_and_name_nobody_else(there):
    assert there("M01", "inbox", "--as", "M01").code == exits.DONE
    other = there("M01", "inbox", "--as", "Y02")
    assert (other.code, "M01" in other.err) == (exits.INVALID, True)


def test_on_the_database_somebody_must_be_named(call, served):
    said = call("inbox", "--home", served[0])
    assert (said.code, "--as" in said.err) == (exits.INVALID, True)


def test_server_and_token_may_come_from_the_surroundings_and_a_folder_here_stands_before_them(call, served):
    surroundings = {"PROCFLOW_SERVER": served[1], "PROCFLOW_TOKEN": served[2]["M01"]}
    assert call("inbox", **surroundings).code == exits.DONE
    assert call("inbox", "--home", served[0], **surroundings).code == exits.INVALID
    assert call("--server", served[1], "inbox", PROCFLOW_TOKEN=served[2]["M01"]).code == exits.DONE
    assert call("inbox", "--home", served[0], "--server", served[1]).code == exits.INVALID


def test_a_token_file_that_others_may_read_is_not_used(call, served, tmp_path):
    path = tmp_path / "token"
    path.write_text(served[2]["M01"] + "\n", encoding="ascii")
    words = ("inbox", "--server", served[1], "--token-file", path)
    path.chmod(0o644)
    said = call(*words)
    assert (said.code, f"chmod 600 {path}" in said.err) == (exits.MISCONFIGURED, True)
    path.chmod(0o600)
    assert call(*words).code == exits.DONE
    assert call("inbox", "--server", served[1], "--token-file", tmp_path / "none").code == exits.INVALID


@pytest.mark.parametrize("words", [("audit", "verify"), ("clock", "show"), ("register", "R5", "--unit", "lh1", "--as", "Y02"), ("token", "list", "--as", "M01"),
                                   ("rehearse", "township-2024-q1"), ("serve",), ("upgrade",)], ids=" ".join)  # fmt: skip
def test_a_command_that_no_server_takes_says_so(call, served, words):
    said = call(*words, "--server", served[1], "--lang", "en")
    assert (said.code, said.out) == (exits.INVALID, "")
    assert "not against a server" in said.err


def test_a_command_on_records_does_not_take_data_here_for_those_of_the_server(call, served):
    assert call("audit", "verify", PROCFLOW_SERVER=served[1]).code == exits.INVALID


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("token", "code"), [("", exits.INVALID), ("pf_wrong", exits.MISCONFIGURED), ("a b", exits.INVALID)])
def test_without_a_valid_token_nothing_is_told(call, served, token, code, lang):
    said = call("inbox", "--server", served[1], "--lang", lang, PROCFLOW_TOKEN=token)
    assert (said.code, said.out) == (code, "")
    assert "token" in said.err.lower() or "令牌" in said.err


def test_a_server_that_is_not_there_leaves_the_key_to_try_again_with(call):
    said = call("step", CASE, "withdraw", "--key", "once-more", "--server", "http://127.0.0.1:9", "--json", PROCFLOW_TOKEN="pf_x")
    assert (said.code, said.data["error"], said.data["key"]) == (exits.MISCONFIGURED, "NO_ANSWER", "once-more")
    assert "--key" in said.data["message"]


def test_a_token_is_given_out_once_listed_without_its_secret_and_withdrawn(call, served):
    home, url, _ = served
    issued = call("token", "new", "--as", "Y04", "--title", "统计程序", "--scope", "read", "--days", "7", "--home", home, "--json").data
    told = call("token", "list", "--as", "Y04", "--home", home)
    assert (issued["token"]["token"] in told.out, issued["secret"] in told.out) == (True, False)
    assert call("inbox", "--server", url, PROCFLOW_TOKEN=issued["secret"]).code == exits.DONE
    begin = ("step", "--begin", "bonus_claim", "--unit", "lh1", "--server", url)
    assert call(*begin, PROCFLOW_TOKEN=issued["secret"]).code == exits.MISCONFIGURED
    assert call("token", "end", issued["token"]["token"], "--as", "M01", "--home", home).code == exits.MISSING
    assert call("token", "end", issued["token"]["token"], "--as", "Y04", "--home", home).code == exits.DONE
    assert call("inbox", "--server", url, PROCFLOW_TOKEN=issued["secret"]).code == exits.MISCONFIGURED


def test_a_token_given_out_is_on_record_with_what_it_may_do_and_without_its_secret(act, rows):
    issued = act("token", "new", "--as", "M01", "--scope", "act", "--json").data
    (row,) = rows("SELECT body FROM audit_event WHERE type = 'token.issued'")
    assert json.loads(row.body)["form"] == {name: issued["token"][name] for name in ("token", "scope", "expires")}
    assert issued["secret"].encode() not in row.body


@pytest.mark.parametrize("words", [("--as", "NOBODY"), ("--as", "M01", "--days", "0"), ("--as", "M01", "--title", "长" * 81), ()])
def test_no_token_for_nobody_for_ever_or_for_a_novel(act, rows, words):
    assert act("token", "new", *words).code in (exits.MISSING, exits.INVALID)
    assert rows("SELECT count(*) FROM api_token")[0][0] == 0
