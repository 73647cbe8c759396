"""Writing down what we said no to, changing it, taking it back: who may, and what is refused."""

import pytest

from crm.errors import Forbidden, Invalid, NotFound, Outdated
from crm.interactions import actions as interactions
from crm.journal import Change, revision
from crm.refusals import actions, queries
from crm.refusals.actions import Values
from crm.refusals.models import Refusal
from tests import factories

NO = Values("24-uurs storingscontract", "Buiten werktijd hebben we geen monteurs.")


def verbs() -> list[str]:
    kept = Change.select(Change.verb).where(Change.kind == "refusal").order_by(Change.id)
    return [verb for (verb,) in kept.tuples()]


def test_it_is_kept_with_its_reason_at_its_contact_and_customer(contact, customer, bob):
    made = actions.create(contact.id, Values("  24-uurs\nstoringscontract ", " Geen\0 monteurs. "), by=bob)
    kept = Refusal.get_by_id(made.id)
    assert (kept.body, kept.reason) == ("24-uurs storingscontract", "Geen monteurs.")
    assert (kept.customer_id, kept.interaction_id, kept.created_by_id) == (customer.id, contact.id, bob.id)
    assert Change.get(Change.verb == "refusal.create").customer == customer.id


def test_the_same_request_writes_once(contact, bob):
    first, again = (actions.create(contact.id, NO, by=bob, request_key="een") for _turn in range(2))
    assert first.id == again.id and verbs() == ["refusal.create"]


@pytest.mark.parametrize(
    ("body", "reason", "fields"),
    [(" ", "Nee.", ["body"]), ("x" * 301, "Nee.", ["body"]), ("Korting", "", ["reason"]), ("", "x" * 501, None)],
)
def test_what_is_refused_says_where(contact, bob, body, reason, fields):
    with pytest.raises(Invalid) as refused:
        actions.create(contact.id, Values(body, reason), by=bob)
    assert list(refused.value.fields) == (fields or ["body", "reason"]) and Refusal.select().count() == 0


def test_the_longest_texts_fit(contact, bob):
    assert len(actions.create(contact.id, Values("x" * 300, "y" * 500), by=bob).reason) == 500


def test_readers_may_not_and_the_contact_must_be_the_customers(contact, bob, charlie):
    with pytest.raises(Forbidden):
        actions.create(contact.id, NO, by=charlie)
    other = factories.customer("Wasserij Steenbeek")
    with pytest.raises(NotFound):
        actions.create(contact.id, NO, by=bob, customer_id=other.id)


def test_who_wrote_it_whose_customer_it_is_and_managers_may_change_it(contact, alice, bob, eva, charlie):
    made = actions.create(contact.id, NO, by=bob)
    for number, by in enumerate((bob, alice, eva)):
        assert actions.edit(made.id, Values(f"Versie {number}.", "Nee."), by=by).body == f"Versie {number}."
        actions.delete(made.id, by=by)
        assert actions.restore(made.id, by=by).deleted_at is None
    for by in (factories.user("Frits de Boer", department="Binnendienst"), charlie):
        for deed in (actions.delete, actions.restore, lambda id, by: actions.edit(id, Values("Nee.", "Nee."), by=by)):
            with pytest.raises(Forbidden):
                deed(made.id, by=by)
    assert Refusal.get().body == "Versie 2." and Refusal.get().deleted_at is None


def test_taken_back_twice_is_once_and_what_is_taken_back_is_not_changed(contact, bob):
    made = actions.create(contact.id, NO, by=bob)
    for _turn in range(2):
        actions.delete(made.id, by=bob)
    with pytest.raises(NotFound):
        actions.edit(made.id, NO, by=bob)
    for _turn in range(2):
        actions.restore(made.id, by=bob)
    actions.edit(made.id, Values(made.body, made.reason), by=bob)
    assert verbs() == ["refusal.create", "refusal.delete", "refusal.restore"]


def test_who_edits_what_a_colleague_changed_meanwhile_is_told(contact, alice, bob):
    made = actions.create(contact.id, NO, by=bob)
    seen = revision("refusal", made.id)
    actions.edit(made.id, Values("Weekendcontract", "Nee."), by=alice, seen=seen)
    with pytest.raises(Outdated):
        actions.edit(made.id, NO, by=bob, seen=seen)
    assert Refusal.get().body == "Weekendcontract"


def test_it_goes_into_the_bin_with_its_contact_and_comes_back_with_it(contact, customer, alice):
    made = actions.create(contact.id, NO, by=alice)
    interactions.delete(contact.id, by=alice)
    assert queries.of_customer(customer.id) == []
    with pytest.raises(NotFound):
        actions.get(made.id)
    interactions.restore(contact.id, by=alice)
    assert [item.id for item in queries.of_customer(customer.id)] == [made.id]


def test_its_history_keeps_what_went_out_of_the_file_and_what_came_back(contact, bob):
    made = actions.create(contact.id, NO, by=bob)
    actions.delete(made.id, by=bob)
    actions.restore(made.id, by=bob)
    deeds = Change.select().where(Change.kind == "refusal").order_by(Change.id.desc()).limit(2)
    back, gone = (one.values for one in deeds)
    assert gone["before"]["body"] == back["after"]["body"] == made.body and not gone.get("after")
