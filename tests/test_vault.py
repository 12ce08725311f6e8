"""The vault: texts stand in records as salted commitments, open again, and may be erased without breaking a record."""

from unicodedata import normalize

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procflow import vault
from procflow.models import Vaulted
from procflow.vault import Sealing

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(lambda text: normalize("NFC", text))


def kept(session, event="e1", subject="M01", **texts):
    sealing = Sealing(event, subject)
    for field, text in texts.items():
        sealing.put(field, text)
    sealing.keep(session)
    return sealing


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT)
def test_what_was_put_opens_again(session, text):
    sealing = kept(session, form_reason=text)
    (commitment,) = sealing.fields.values()
    assert vault.read(session, [commitment]) == {commitment: text}
    assert vault.holds(session, "e1", sealing.fields) == []
    session.rollback()


def test_the_same_text_twice_shows_nothing_of_it(session):
    first, second = kept(session, form_reason="同意"), kept(session, form_reason="同意")
    assert first.fields != second.fields


def test_a_text_moved_to_another_record_or_field_no_longer_fits(session):
    sealing = kept(session, form_reason="同意", form_other="不同意")
    assert vault.holds(session, "e2", sealing.fields) == ["form_reason", "form_other"]
    swapped = dict(zip(sealing.fields, reversed(list(sealing.fields.values())), strict=True))
    assert vault.holds(session, "e1", swapped) == ["form_reason", "form_other"]


def test_a_text_altered_in_the_vault_is_named(session):
    sealing = kept(session, form_reason="同意", form_other="好")
    session.query(Vaulted).filter_by(field="form_reason").update({"value": "反对"})
    assert vault.holds(session, "e1", sealing.fields) == ["form_reason"]


def test_an_erased_text_is_gone_and_the_record_still_holds(session):
    """Audit-ledger §5.8: erasing is deleting salt and value."""
    sealing = kept(session, form_reason="同意", form_other="好")
    session.query(Vaulted).filter_by(field="form_reason").delete()
    assert vault.read(session, sealing.fields.values()) == {sealing.fields["form_other"]: "好"}
    assert vault.holds(session, "e1", sealing.fields) == []


def test_each_text_belongs_to_the_person_it_is_about(session):
    sealing = Sealing("e1", "M01")
    sealing.put("form_reason", "一")
    sealing.put("request", "二", "Y01")
    sealing.keep(session)
    assert {row.field: row.subject_id for row in session.query(Vaulted).all()} == {"form_reason": "M01", "request": "Y01"}


def test_any_number_is_read_at_once_and_nothing_of_nothing(session):
    sealing = kept(session, **{f"f{number}": str(number) for number in range(1201)})
    assert sorted(vault.read(session, sealing.fields.values()).values(), key=int) == [str(number) for number in range(1201)]
    assert vault.read(session, ["", "0" * 64]) == {}
