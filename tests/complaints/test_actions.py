"""Writing a complaint down, changing it, handing it over and taking it back."""

from datetime import timedelta

import pytest

from crm.complaints import actions
from crm.complaints.actions import Values
from crm.complaints.actions.keeping import usual_due
from crm.complaints.models import Complaint, ComplaintCause
from crm.errors import Forbidden, Invalid, NotFound, Outdated
from crm.interactions import actions as interactions
from crm.journal import Change, revision
from tests import factories


def changes(verb: str = "") -> list[Change]:
    kept = Change.select().where(Change.kind == "complaint").order_by(Change.id)
    return [one for one in kept if not verb or one.verb == f"complaint.{verb}"]


def test_a_complaint_is_kept_with_its_contact_and_who_sees_to_it(customer, contact, bob, alice):
    day = factories.today() + timedelta(days=2)
    made = actions.create(contact.id, Values(" Pomp  lekt\nweer. ", "Afdichting", alice.id, day), by=bob)
    made = Complaint.get_by_id(made.id)
    assert (made.body, made.state, made.cause.name, made.due_on) == ("Pomp lekt weer.", "received", "Afdichting", day)
    assert (made.customer_id, made.owner_id, made.created_by_id) == (customer.id, alice.id, bob.id)
    assert made.received_at == contact.occurred_at
    after = changes("create")[0].values["after"]
    assert (after["state"], after["received_at"]) == ("received", int(contact.occurred_at.timestamp()))
    assert (after["answered_at"], after["cost_cents"], after["due_on"]) == (None, None, day.isoformat())


def test_without_a_name_whoever_writes_it_down_sees_to_it(complain, bob):
    assert complain().owner_id == bob.id


def test_the_same_request_writes_once(complain):
    assert complain(request_key="een").id == complain(request_key="een").id
    assert Complaint.select().count() == len(changes()) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"body": " \n "}, "body"),
        ({"body": "x" * 301}, "body"),
        ({"cause": "x" * 81}, "cause"),
        ({"due_on": timedelta(days=-1)}, "due_on"),
        ({"due_on": timedelta(days=367)}, "due_on"),
        ({"owner_id": 999}, "owner"),
    ],
)
def test_what_is_refused_says_where(contact, bob, values, field):
    if "due_on" in values:
        values = {"due_on": factories.today() + values["due_on"]}
    with pytest.raises(Invalid) as refused:
        actions.create(contact.id, Values(**{"body": "Pomp lekt."} | values), by=bob)
    assert list(refused.value.fields) == [field] and Complaint.select().count() == 0


def test_readers_write_none_and_are_given_none(contact, charlie, bob):
    with pytest.raises(Forbidden):
        actions.create(contact.id, Values("Pomp lekt."), by=charlie)
    with pytest.raises(Invalid):
        actions.create(contact.id, Values("Pomp lekt.", owner_id=charlie.id), by=bob)


def test_a_contact_in_the_bin_has_no_complaints(contact, complain, alice, bob):
    made = complain()
    interactions.delete(contact.id, by=alice)
    with pytest.raises(NotFound):
        actions.create(contact.id, Values("Pomp lekt."), by=bob)
    with pytest.raises(NotFound):
        actions.solve(made.id, actions.Step(remedy="Vervangen."), by=bob)


def test_the_same_cause_is_one_however_it_is_typed(complain):
    made = [complain(cause=name) for name in ("Te laat geléverd", "te  laat GELEVERD ", "Te laat geleverd")]
    assert {one.cause_id for one in made} == {made[0].cause_id}
    assert [one.name for one in ComplaintCause.select()] == ["Te laat geléverd"]
    assert complain(cause="").cause_id is None


def test_who_wrote_it_sees_to_it_whose_customer_it_is_and_managers_may_change_it(complain, alice, bob, eva, charlie):
    frits = factories.user("Frits de Boer", department="Binnendienst")
    made = complain(owner_id=frits.id)
    for number, by in enumerate((bob, frits, alice, eva)):
        assert actions.edit(made.id, Values(f"Versie {number}."), by=by).body == f"Versie {number}."
    for by in (charlie, factories.user("Wim Mol", department="Binnendienst")):
        with pytest.raises(Forbidden):
            actions.edit(made.id, Values("Anders."), by=by)
        with pytest.raises(Forbidden):
            actions.delete(made.id, by=by)


def test_an_edit_without_a_change_leaves_no_trace(complain, bob):
    made = complain(cause="")
    actions.edit(made.id, Values(made.body), by=bob)
    assert [one.verb for one in changes()] == ["complaint.create"]


def test_who_saves_later_is_told_also_of_a_step(complain, bob, alice):
    made = complain(cause="")
    seen = revision("complaint", made.id)
    actions.answer(made.id, actions.Step(remedy="Monteur komt donderdag."), by=alice)
    with pytest.raises(Outdated):
        actions.edit(made.id, Values("Anders."), by=bob, seen=seen)


@pytest.mark.parametrize("missing", ["remedy", "lesson", "cause"])
def test_what_a_step_was_taken_with_stays_filled_in(complain, bob, missing):
    made = complain(state="learnt")
    texts = {"cause": "Afdichting", "remedy": "Vervangen.", "lesson": "Meteen een nieuwe."} | {missing: ""}
    with pytest.raises(Invalid) as refused:
        actions.edit(made.id, Values("Pomp lekt.", **texts), by=bob)
    assert list(refused.value.fields) == [missing]


def test_it_is_handed_over_with_a_word_and_anybody_may_take_it_on(complain, bob, alice, charlie):
    frits = factories.user("Frits de Boer", department="Binnendienst")
    made = complain()
    with pytest.raises(Forbidden):
        actions.hand_over(made.id, alice.id, "", by=frits)
    assert actions.hand_over(made.id, frits.id, "", by=frits).owner_id == frits.id
    assert actions.hand_over(made.id, alice.id, " Jij kent\nKees. ", by=bob).owner_id == alice.id
    told = changes("hand_over")[-1].values
    assert (told["word"], told["before"]["owner"], told["after"]["owner"]) == ("Jij kent Kees.", frits.id, alice.id)
    for to in (charlie.id, 999, None):
        with pytest.raises(Invalid):
            actions.hand_over(made.id, to, "", by=bob)


def test_what_was_taken_back_can_be_brought_back_once(complain, bob):
    made = complain()
    for _again in (1, 2):
        actions.delete(made.id, by=bob)
    with pytest.raises(NotFound):
        actions.get(made.id)
    for _again in (1, 2):
        actions.restore(made.id, by=bob)
    assert [one.verb for one in changes()] == ["complaint.create", "complaint.delete", "complaint.restore"]
    assert changes("delete")[0].values["before"]["state"] == "received"


@pytest.mark.parametrize(
    ("today", "due"),
    [
        ("2026-11-23", "2026-11-25"),
        ("2026-11-26", "2026-11-30"),
        ("2026-11-27", "2026-12-01"),
        ("2026-11-29", "2026-12-01"),
    ],
)
def test_an_answer_is_due_in_two_working_days(today, due):
    day = factories.at(f"{today}T12:00").date()
    assert usual_due(day).isoformat() == due
