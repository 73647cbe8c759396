"""Writing expectations down, and looking whether they were met."""

from datetime import timedelta

import pytest

from crm import clock
from crm.errors import Forbidden, Invalid, NotFound, Outdated, Refused
from crm.expectations import actions
from crm.expectations.checks import Review, Values
from crm.expectations.models import Expectation
from crm.journal import Change, revision
from tests import factories

QUOTE = "Dat jullie zelf bellen als het later wordt."


@pytest.fixture
def today():
    return factories.today()


@pytest.fixture
def made(contact, bob) -> Expectation:
    return factories.expectation(contact, by=bob)


def verbs() -> list[str]:
    kept = Change.select(Change.verb).where(Change.kind == "expectation").order_by(Change.id)
    return [verb for (verb,) in kept.tuples()]


def test_it_is_kept_in_their_words_at_its_contact(contact, customer, bob, today):
    kept = Expectation.get_by_id(actions.create(contact.id, Values(f" {QUOTE}\n", today), by=bob).id)
    assert (kept.body, kept.review_on, kept.outcome) == (QUOTE, today, "")
    assert (kept.customer_id, kept.interaction_id, kept.created_by_id) == (customer.id, contact.id, bob.id)


def test_the_same_request_writes_once(contact, bob, today):
    for _turn in range(2):
        actions.create(contact.id, Values(QUOTE, today), by=bob, request_key="een")
    assert verbs() == ["expectation.create"]


@pytest.mark.parametrize(
    ("body", "days", "field"),
    [
        (" ", 3, "body"),
        ("x" * 501, 3, "body"),
        (QUOTE, None, "review_on"),
        (QUOTE, -1, "review_on"),
        (QUOTE, 1099, "review_on"),
    ],
)
def test_what_is_refused_says_where(contact, bob, today, body, days, field):
    day = None if days is None else today + timedelta(days=days)
    with pytest.raises(Invalid) as refused:
        actions.create(contact.id, Values(body, day), by=bob)
    assert list(refused.value.fields) == [field] and Expectation.select().count() == 0


@pytest.mark.parametrize(
    ("moment", "is_over"),
    [
        ("2027-03-28T21:59:59+00:00", False),  # the night in which the clock goes forward: 23 hours
        ("2027-03-28T22:00:00+00:00", True),
    ],
)
def test_today_is_the_companys_day(contact, bob, monkeypatch, moment, is_over):
    monkeypatch.setattr(clock, "now", lambda: factories.at(moment))
    values = Values(QUOTE, factories.at("2027-03-28T12:00:00+00:00").date())
    if is_over:
        with pytest.raises(Invalid):
            actions.create(contact.id, values, by=bob)
    else:
        assert actions.create(contact.id, values, by=bob).outcome == ""


def test_who_may_change_and_take_back(contact, made, alice, bob, eva, charlie, today):
    for number, by in enumerate((bob, alice, eva)):
        assert actions.edit(made.id, Values(f"Versie {number}.", today), by=by).body == f"Versie {number}."
        actions.delete(made.id, by=by)
        assert actions.restore(made.id, by=by).deleted_at is None
    for by in (factories.user("Frits de Boer", department="Binnendienst"), charlie):
        for deed in (actions.delete, actions.restore, lambda id, by: actions.edit(id, Values("Nee.", today), by=by)):
            with pytest.raises(Forbidden):
                deed(made.id, by=by)


def test_a_day_that_is_over_may_stay_while_the_words_change(contact, bob):
    late = factories.expectation(contact, by=bob, days=-3)
    assert actions.edit(late.id, Values("Anders gezegd.", late.review_on), by=bob).body == "Anders gezegd."
    with pytest.raises(Invalid):
        actions.edit(late.id, Values("Anders.", late.review_on + timedelta(days=1)), by=bob)


def test_who_edits_what_a_colleague_changed_meanwhile_is_told(made, alice, bob, today):
    seen = revision("expectation", made.id)
    actions.edit(made.id, Values("Van Alice.", today), by=alice, seen=seen)
    with pytest.raises(Outdated):
        actions.edit(made.id, Values("Van Bob.", today), by=bob, seen=seen)


@pytest.mark.parametrize("outcome", ["met", "exceeded", "not_met"])
def test_any_colleague_says_how_it_turned_out_with_the_contact_that_shows_it(made, customer, alice, today, outcome):
    shows = factories.interaction(customer, by=alice, body="Kees is gebeld voor het later werd.")
    frits = factories.user("Frits de Boer", department="Binnendienst")
    actions.review(made.id, Review(outcome, shows.id, " Netjes\ngebeld. "), by=frits)
    kept = Expectation.get_by_id(made.id)
    assert (kept.outcome, kept.reviewed_on, kept.reviewed_in_id) == (outcome, today, shows.id)
    assert kept.note == "Netjes gebeld." and verbs() == ["expectation.create", "expectation.review"]


def test_a_review_that_cannot_be_is_refused(made, bob, charlie, today):
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    for review, error in (
        (Review("open"), Invalid),
        (Review("met", note="x" * 301), Invalid),
        (Review("met", next_on=today - timedelta(days=1)), Invalid),
        (Review("met", elsewhere.id), NotFound),
    ):
        with pytest.raises(error):
            actions.review(made.id, review, by=bob)
    with pytest.raises(Forbidden):
        actions.review(made.id, Review("met"), by=charlie)
    assert Expectation.get_by_id(made.id).outcome == "" and verbs() == ["expectation.create"]


def test_of_two_at_once_the_second_is_told_and_the_same_twice_is_one(made, alice, bob):
    for _turn in range(2):
        actions.review(made.id, Review("met", note="Gebeld."), by=alice)
    with pytest.raises(Refused):
        actions.review(made.id, Review("not_met"), by=bob)
    with pytest.raises(Refused):
        actions.review(made.id, Review("met", note="Gebeld.", next_on=factories.today()), by=bob)
    assert actions.reviewed_by(made.id) == alice.id
    assert Expectation.get_by_id(made.id).outcome == "met" and verbs().count("expectation.review") == 1


def test_what_was_reviewed_is_not_changed_until_it_is_reopened(made, bob, today):
    actions.review(made.id, Review("not_met", note="Niet gebeld."), by=bob)
    with pytest.raises(Refused):
        actions.edit(made.id, Values("Anders.", today), by=bob)
    for _turn in range(2):
        actions.reopen(made.id, by=bob)
    kept = Expectation.get_by_id(made.id)
    assert (kept.outcome, kept.reviewed_on, kept.note) == ("", None, "")
    assert actions.edit(made.id, Values("Anders.", today), by=bob).body == "Anders."
    assert verbs().count("expectation.reopen") == 1


def test_once_more_makes_a_new_one_in_the_contact_that_shows_it(made, customer, alice, today):
    shows = factories.interaction(customer, by=alice)
    for _turn in range(2):
        actions.review(made.id, Review("met", shows.id, next_on=today + timedelta(days=90)), by=alice)
    old, new = Expectation.select().order_by(Expectation.id)
    assert (old.outcome, new.outcome, new.body) == ("met", "", made.body)
    assert (new.interaction_id, new.review_on, new.created_by_id) == (shows.id, today + timedelta(days=90), alice.id)


def test_reopened_the_new_one_goes_unless_somebody_changed_it(made, contact, alice, bob, today):
    later = today + timedelta(days=90)
    actions.review(made.id, Review("met", next_on=later), by=bob)
    actions.reopen(made.id, by=alice)
    assert Expectation.select().where(Expectation.deleted_at.is_null()).count() == 1
    actions.review(made.id, Review("met", next_on=later), by=bob)
    new = Expectation.select().order_by(Expectation.id.desc()).first()
    actions.edit(new.id, Values("Anders gezegd.", later), by=bob)
    actions.reopen(made.id, by=alice)
    assert Expectation.get_by_id(new.id).deleted_at is None


def test_its_history_keeps_what_went_out_of_the_file_and_what_came_back(made, bob):
    actions.delete(made.id, by=bob)
    actions.restore(made.id, by=bob)
    deeds = Change.select().where(Change.kind == "expectation").order_by(Change.id.desc()).limit(2)
    back, gone = (one.values for one in deeds)
    assert gone["before"]["body"] == back["after"]["body"] == made.body and not gone.get("after")
