"""`procflow account`: what an administrator does with accounts, from the machine of the database."""

from procflow.cli import exits


def test_an_account_is_made_and_its_password_told_once(act, rows):
    act("account", "lock", "M01")
    said = act("account", "new", "M01")
    assert (said.code, "已经有账号" in said.err) == (exits.INVALID, True)
    rows_before = len(rows("SELECT * FROM account"))
    assert act("account", "reset", "M01", "--json").data["password"].count("-") == 3
    assert len(rows("SELECT * FROM account")) == rows_before


def test_the_list_tells_who_may_sign_in(act):
    act("account", "lock", "M01")
    found = {each["person"]: each["state"] for each in act("account", "list", "--json").data}
    assert (found["M01"], found["M02"]) == ("shut", "open")
    assert "已停用" in act("account", "list").out
    assert act("account", "unlock", "M01", "--json").data[0]["state"] == "open"
    assert act("account", "end", "M01", "--json").data == {"person": "M01", "ended": 0}


def test_a_first_account_is_made_for_somebody_who_has_none(call, installed):
    said = call("account", "new", "nobody", "--home", installed)
    assert said.code == exits.MISSING
    assert call("account", "list", "--home", installed, "--json").data[0]["login"] == "root"


def test_the_first_administrator_takes_no_password_that_everybody_takes(call, tmp_path):
    said = call("init", "--unit", "b1", "--unit-title", "第一党支部", "--unit-code", "B1", "--admin", "root", "--admin-name", "王明",
                "--password", "password123", "--home", tmp_path / "new")  # fmt: skip
    assert (said.code, "太常见" in said.err) == (exits.INVALID, True)
