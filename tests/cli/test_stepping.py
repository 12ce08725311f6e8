"""A step from the command line: the same guards, refusals and records as on the pages; bad input of every kind changes nothing."""

import json

import pytest

from procflow.cli import exits

CLAIM = {"item": "serve_masses", "deed_on": "2024-04-27", "points": "2.5", "description": "修路"}


def fields(**more):
    return [word for name, value in {**CLAIM, **more}.items() if value is not None for word in ("--field", f"{name}={value}")]


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "证明.txt"
    path.write_text("我村张建国参加修路。", encoding="utf-8")
    return path


@pytest.fixture
def last(rows):
    """The newest record's outcome and body."""

    def newest():
        row = rows("SELECT outcome, body FROM audit_event ORDER BY id DESC LIMIT 1")[0]
        return row.outcome, json.loads(row.body)

    return newest


def test_a_case_begun_and_a_step_taken_are_told_with_their_records(act, claim, paper, last):
    said = act("step", claim, "submit", "--as", "M01", *fields(), "--file", paper, "--json")
    assert said.code == exits.DONE
    assert (said.data["case"], said.data["plan"]["to"]) == (claim, "submitted")
    assert [each["step"] for each in said.data["plan"]["follows"]] == ["to_verify"]
    assert last()[1]["cause"] == said.data["record"]


def test_points_from_a_json_form_are_exact(act, claim, paper, rows):
    """2.5 in JSON is two and a half points, whatever a float would make of it."""
    form = json.dumps({**CLAIM, "points": 2.5})
    assert act("step", claim, "submit", "--as", "M01", "--json-form", "-", "--file", paper, given=form).code == exits.DONE
    taken = json.loads(rows(f"SELECT taken FROM proc_case WHERE no = '{claim}'")[0].taken)
    assert taken[1]["form"]["points"] == 250


def test_a_field_named_on_the_line_stands_before_the_file(act, claim, paper, tmp_path, rows):
    (tmp_path / "form.json").write_text(json.dumps({**CLAIM, "points": "1"}), encoding="utf-8")
    words = ("--json-form", tmp_path / "form.json", "--field", "points=3", "--file", paper)
    assert act("step", claim, "submit", "--as", "M01", *words).code == exits.DONE
    assert json.loads(rows(f"SELECT taken FROM proc_case WHERE no = '{claim}'")[0].taken)[1]["form"]["points"] == 300


def test_a_preview_says_what_would_happen_and_changes_nothing(act, claim, rows):
    before = rows("SELECT count(*) FROM audit_event")
    said = act("step", claim, "withdraw", "--as", "M01", "--preview", "--json")
    assert (said.code, said.data["plan"]["to"]) == (exits.DONE, "withdrawn")
    assert rows("SELECT count(*) FROM audit_event") == before


def test_a_preview_finds_the_evidence_and_says_that_it_is_stored(act, claim, paper, rows):
    words = ("step", claim, "submit", "--as", "M01", *fields(), "--file", paper)
    assert "stored" in act(*words, "--preview", "--lang", "en").out
    assert act(*words).code == exits.DONE
    assert rows("SELECT count(*) FROM evidence_file WHERE uploaded_by = 'M01' AND name = '证明.txt'")[0][0] == 1


def test_what_was_previewed_can_be_confirmed_and_nothing_else(act, claim):
    shown = act("step", claim, "withdraw", "--as", "M01", "--preview", "--json").data["preview"]
    assert act("step", claim, "withdraw", "--as", "M01", "--confirm", "0" * 64).code == exits.CONFLICT
    assert act("step", claim, "withdraw", "--as", "M01", "--confirm", shown).code == exits.DONE


def test_the_refusal_that_is_told_is_the_one_on_record(act, claim, last):
    """Without evidence and with too many points: every reason, each with code, sentence and clause."""
    said = act("step", claim, "submit", "--as", "M01", *fields(points="90"), "--json")
    outcome, body = last()
    assert (said.code, outcome) == (exits.REFUSED, "refused")
    assert said.data["error"] == body["refusal"]["code"]
    assert [each["code"] for each in said.data["refusals"]] == [each["code"] for each in body["refusal"]["reasons"]]
    assert {"MISSING_EVIDENCE", "GUARD_FAILED"} <= {each["code"] for each in said.data["refusals"]}
    assert said.data["record"] == body["event_id"]


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (("submit", "--as", "M02", *fields()), "FORBIDDEN_ROLE", exits.REFUSED),
        (("nonsense", "--as", "M01"), "UNKNOWN_TRANSITION", exits.MISSING),
        (("post", "--as", "Y02"), "ILLEGAL_STATE", exits.CONFLICT),
        (("withdraw", "--as", "M01", "--version", "7"), "STALE_VERSION", exits.CONFLICT),
    ],
)
def test_each_refusal_has_its_exit_code_in_both_languages(act, claim, last, words, code, exit_code):
    for lang in ("zh", "en"):
        said = act("step", claim, *words, "--lang", lang)
        assert (said.code, last()[1]["refusal"]["code"]) == (exit_code, code)
        assert said.err.startswith(code)


def test_a_refused_preview_is_told_and_leaves_no_record(act, claim, rows):
    before = rows("SELECT count(*) FROM audit_event")
    assert act("step", claim, "submit", "--as", "M02", *fields(), "--preview").code == exits.REFUSED
    assert rows("SELECT count(*) FROM audit_event") == before


def test_the_same_key_is_done_once_and_with_other_content_refused(act, rows):
    begin = ("step", "--begin", "bonus_claim", "--unit", "lh1", "--as", "M01", "--key", "once")
    first, again = act(*begin, "--json"), act(*begin, "--json")
    assert first.data["case"] == again.data["case"]
    other = act("step", "--begin", "bonus_claim", "--unit", "lh1", "--as", "M01", "--key", "once", "--period", "2024-Q1", "--json")
    assert (other.code, other.data["error"]) == (exits.CONFLICT, "KEY_REUSED")


def test_paper_entered_for_a_member_needs_its_scan(act, paper):
    words = ("step", "--begin", "bonus_claim", "--unit", "lh1", "--subject", "M02", "--for", "M02", "--as", "Y02")
    assert "MISSING_EVIDENCE" in act(*words).err
    assert act(*words, "--file", paper).code == exits.DONE


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (fields(nosuch="1"), "nosuch"),
        (fields(points="many"), "points"),
        (fields(points="2.555"), "points"),
        (fields(deed_on="2024-02-30"), "deed_on"),
        (fields(description="长" * 2001), "description"),
        (fields(description=None), "description"),
        (("--field", "points"), "field"),
        (("--field", "=3"), "field"),
        ((*fields(), "--field", "points=3"), "points"),
        ((*fields(), "--file", "/nonexistent/paper.pdf"), "/nonexistent/paper.pdf"),
        ((*fields(), "--file", "/"), "/"),
        (("--json-form", "/nonexistent.json"), "/nonexistent.json"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_input_that_cannot_be_read_is_told_by_its_field_and_not_recorded(act, claim, rows, words, named, lang):
    before = rows("SELECT count(*) FROM audit_event")
    said = act("step", claim, "submit", "--as", "M01", *words, "--lang", lang)
    assert (said.code, said.out) == (exits.INVALID, "")
    assert named in said.err
    assert rows("SELECT count(*) FROM audit_event") == before


@pytest.mark.parametrize(
    "form",
    ["", "{", "[]", "7", '{"points": NaN}', '{"points": 1, "points": 2}', '{"points": ' + "9" * 5000 + "}", "[" * 100_000, '{"points": {"a": []}}',
     '{"item": "\\ud800"}', '{"description": 5}', '{"description": null}', "\ufeff{}", '{"": 1}', '{"\\u0000": 1}'],
)  # fmt: skip
def test_a_json_form_of_any_odd_kind_is_invalid_and_no_more(act, claim, form):
    said = act("step", claim, "submit", "--as", "M01", "--json-form", "-", "--json", given=form)
    assert (said.code, said.data["error"]) == (exits.INVALID, "INVALID")


def test_a_json_form_that_is_no_text_or_too_large_is_invalid(act, claim, tmp_path):
    (tmp_path / "odd").write_bytes(b"\xff\xfe{}")
    (tmp_path / "large").write_bytes(b'{"a": "' + b"x" * (8 * 1024 * 1024) + b'"}')
    for name in ("odd", "large"):
        assert act("step", claim, "submit", "--as", "M01", "--json-form", tmp_path / name).code == exits.INVALID


@pytest.mark.parametrize(("content", "name"), [(b"", "empty.pdf"), (b"MZ\x00\x01", "virus.pdf"), (b"%PDF-" + b"0" * 2048, "large.pdf")])
def test_a_file_that_is_empty_of_unknown_kind_or_too_large_is_refused_and_not_kept(act, claim, tmp_path, rows, content, name):
    before = rows("SELECT count(*) FROM evidence_file")
    (tmp_path / name).write_bytes(content)
    said = act("step", claim, "submit", "--as", "M01", *fields(), "--file", tmp_path / name, PROCFLOW_MAX_FILE_BYTES="1024")
    assert said.code == exits.INVALID
    assert rows("SELECT count(*) FROM evidence_file") == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("LH1-JL-1999-0001", "submit", "--as", "M01"), exits.MISSING),
        (("--begin", "nosuch", "--unit", "lh1", "--as", "M01"), exits.MISSING),
        (("--begin", "bonus_claim", "--unit", "nosuch", "--as", "M01"), exits.MISSING),
        (("--begin", "bonus_claim", "--unit", "lh1", "--as", "NOBODY"), exits.MISSING),
        (("--begin", "bonus_claim", "--unit", "lh1", "--as", "Y02", "--for", "NOBODY"), exits.MISSING),
        (("--begin", "bonus_claim", "--unit", "qsx", "--as", "M01"), exits.REFUSED),
        (("--begin", "bonus_claim", "--unit", "lh1", "--as", "X15"), exits.REFUSED),
    ],
)
def test_what_there_is_not_or_is_not_yours_is_told_so(act, words, code):
    assert act("step", *words).code == code


def test_a_stranger_leaves_no_record_in_anybodys_name(act, claim, rows):
    before = rows("SELECT count(*) FROM audit_event")
    assert act("step", claim, "submit", "--as", "NOBODY", *fields()).code == exits.MISSING
    assert rows("SELECT count(*) FROM audit_event") == before
