"""Facts in the bin: they go with their contact, or alone when they were taken back, and the journal keeps no word."""

from datetime import timedelta

import pytest

from crm import clock
from crm.accounts.deeds import deeds
from crm.bin import hanging
from crm.bin.actions import empty
from crm.complaints import actions as complaints
from crm.complaints.models import Complaint, ComplaintCause
from crm.customers import actions as customers
from crm.interactions import actions, facts
from crm.journal import Change
from crm.notifications.models import Notification
from crm.refusals import actions as refusals
from crm.refusals.models import Refusal
from crm.satisfaction import actions as satisfaction
from crm.surprises import actions as surprises
from crm.surprises.models import Surprise
from tests import factories
from tests.databases import contents, dangling

SECRET = "Zwanenhals"
MONTH = timedelta(days=31)


@pytest.fixture
def contact(alice):
    return factories.interaction(factories.customer(owner=alice), by=alice, ago=timedelta(hours=2))


def everything() -> str:
    return "\n".join(map(repr, contents()))


def one_of_each(contact, alice, bob) -> None:
    """A fact of every register, each with the secret word in all that can be typed."""
    factories.agreement(contact, by=bob, body=SECRET)
    factories.complaint(contact, by=bob, body=SECRET, cause=f"{SECRET} brak", remedy=SECRET, lesson=SECRET)
    factories.compliment(contact, by=bob, named=[alice], body=SECRET)
    factories.refusal(contact, by=bob, body=SECRET, reason=SECRET)
    factories.expectation(contact, by=bob, body=SECRET)
    factories.quotation(contact, by=bob, body=SECRET)
    factories.rating(contact, by=bob, body=SECRET)
    surprises.mark(contact.id, None, by=bob)


def test_every_register_is_known_and_goes_with_its_contact_without_a_word_left(contact, alice, bob):
    one_of_each(contact, alice, bob)
    assert all(model.select().exists() for model in facts.registers()) and Notification.select().exists()
    actions.delete(contact.id, by=alice)
    empty(clock.now() + timedelta(days=29))
    assert SECRET in everything()
    empty(clock.now() + MONTH)
    assert SECRET not in everything() and not dangling()
    assert not any(model.select().exists() for model in hanging.on_contacts())
    assert not ComplaintCause.select().exists()
    kept = Change.select(Change.user, Change.data).where(Change.verb == "complaint.create").tuples()
    assert list(kept) == [(bob.id, "{}")]  # who and when stays


def test_with_a_customer_all_of_it_goes_too(contact, alice, bob, diana):
    one_of_each(contact, alice, bob)
    customers.delete(contact.customer_id, by=diana)
    empty(clock.now() + MONTH)
    assert SECRET not in everything() and not dangling()


@pytest.mark.parametrize(
    ("make", "take_back"),
    [("refusal", refusals.delete), ("complaint", complaints.delete), ("another_rating", satisfaction.delete)],
)
def test_what_was_taken_back_stays_30_days(contact, alice, bob, make, take_back):
    stays = getattr(factories, make)(contact, by=bob, body="Blijft staan")
    gone = getattr(factories, make)(contact, by=bob, body=SECRET)
    take_back(gone.id, by=bob)
    model = type(gone)
    empty(clock.now() + timedelta(days=29))
    assert model.select().count() == 2
    empty(clock.now() + MONTH)
    assert [one.id for one in model.select()] == [stays.id] and SECRET not in everything() and not dangling()


def test_a_surprise_taken_back_goes_and_the_contact_stays(contact, alice):
    found, _new = surprises.mark(contact.id, None, by=alice)
    surprises.delete(found.id, by=alice)
    assert empty(clock.now() + MONTH).interactions == 0
    assert not Surprise.select().exists()


def test_who_gets_its_number_has_a_history_of_its_own(contact, alice, bob):
    """SQLite gives the highest number out again."""
    gone = factories.refusal(contact, by=bob)
    refusals.delete(gone.id, by=bob)
    empty(clock.now() + MONTH)
    made = factories.refusal(contact, by=alice)
    assert [(deed.verb, deed.user_name) for deed in deeds("refusal", made.id)] == [("refusal.create", alice.name)]
    assert Refusal.select().count() == 1


def test_the_cause_goes_with_the_last_complaint_only(contact, bob):
    gone, other = (factories.complaint(contact, by=bob, cause=cause) for cause in ("Pakking", "Te laat"))
    factories.complaint(contact, by=bob, cause="te laat")
    for one in (gone, other):
        complaints.delete(one.id, by=bob)
    empty(clock.now() + MONTH)
    assert [cause.name for cause in ComplaintCause.select()] == ["Te laat"] and Complaint.select().count() == 1
