"""Emptying the bin: what goes for good, what stays, and that nothing of it is left anywhere."""

from datetime import timedelta

import pytest

from crm import clock
from crm.accounts.models import CONSOLE
from crm.bin import actions as bin_actions
from crm.bin.actions import empty
from crm.customers import actions as customers
from crm.customers.models import Customer, Person
from crm.errors import Forbidden, NotFound
from crm.followups import actions as followups
from crm.followups.models import FollowUp
from crm.interactions import actions
from crm.interactions.models import Comment, Interaction
from crm.journal import Change
from crm.search import queries as searching
from crm.search import upkeep
from tests import factories
from tests.databases import contents, dangling

LONG_AGO = timedelta(days=31)


def later():
    return clock.now() + LONG_AGO


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice, phones=["0174 62 41 88"])


@pytest.fixture
def contact(customer, alice, bob):
    made = factories.interaction(customer, by=alice, people=[factories.person(customer)])
    actions.comment(made.id, "Zwanenhals besteld.", by=bob)
    return made


def everything() -> str:
    """All that the file holds, as one text."""
    return "\n".join(map(repr, contents()))


def sound() -> bool:
    return not dangling() and all(finding.sound for finding in upkeep.check())


def test_a_contact_goes_with_its_comments_and_the_journal_keeps_only_who_and_when(customer, contact, alice):
    actions.delete(contact.id, by=alice)
    done = empty(later())
    assert (done.customers, done.people, done.interactions) == (0, 0, 1)
    assert not Interaction.select().exists() and not Comment.select().exists() and sound()
    text = everything()
    assert "Zwanenhals" not in text and "lekt" not in text
    kept = Change.select(Change.verb, Change.user, Change.data).where(Change.record == contact.id)
    assert (("interaction.log", alice.id, "{}")) in list(kept.tuples())
    assert searching.search("zwanenhals").empty and not searching.search("kwekerij").empty


def test_a_person_goes_and_contacts_are_no_longer_found_by_the_name(customer, contact, alice):
    person = Person.get()
    customers.delete_person(person.id, by=alice)
    assert [hit.id for hit in searching.search("Annelies").interactions] == [contact.id]
    assert empty(later()).people == 1
    assert searching.search("Annelies").empty and "Annelies" not in everything() and sound()
    assert [hit.id for hit in searching.search("pomp").interactions] == [contact.id]


def test_a_deleted_follow_up_goes_and_the_others_stay(customer, alice):
    gone = factories.followup(customer, by=alice, what="Zwanenhals bestellen")
    stays = factories.followup(customer, by=alice)
    followups.delete(gone.id, by=alice)
    assert empty(later()).followups == 1
    assert [one.id for one in FollowUp.select()] == [stays.id] and "Zwanenhals" not in everything()


def test_a_customer_goes_with_everything(customer, contact, alice, bob, monkeypatch):
    monkeypatch.setattr(bin_actions, "BATCH", 3)
    for number in range(10):
        factories.interaction(customer, by=alice, body=f"Zwanenhals {number} geleverd.")
    made = {"created_at": clock.now(), "updated_at": clock.now(), "created_by": bob}
    FollowUp.create(customer=customer, interaction=contact, what="Terugbellen", due_on="2026-12-01", user=bob, **made)
    customers.follow(customer.id, by=bob)
    customers.mark_viewed(customer.id, by=bob)
    other = factories.customer("Wasserij Steenbeek", city="Oudewater")
    customers.delete(customer.id, by=CONSOLE)
    done = empty(later())
    assert (done.customers, done.people, done.interactions) == (1, 1, 11)
    assert [one.id for one in Customer.select()] == [other.id] and not FollowUp.select().exists() and sound()
    text = everything()
    assert not [word for word in ("Zwanenhals", "Kwekerij", "Annelies", "62 41 88", "Gravenzande") if word in text]


def test_what_is_not_there_30_days_yet_stays(customer, contact, alice):
    actions.delete(contact.id, by=alice)
    customers.delete(customer.id, by=CONSOLE)
    done = empty(clock.now() + timedelta(days=29, hours=23))
    assert (done.customers, done.people, done.interactions) == (0, 0, 0)
    customers.restore(customer.id, by=CONSOLE)
    actions.restore(contact.id, by=alice)
    assert not searching.search("zwanenhals").empty and sound()


def test_what_may_be_going_already_can_no_longer_be_brought_back(customer, contact, alice, diana):
    person = Person.get()
    for model, record in ((Customer, customer), (Person, person), (Interaction, contact)):
        model.update(deleted_at=clock.now() - LONG_AGO).where(model.id == record.id).execute()
    for restore, record in (
        (customers.restore, customer),
        (customers.restore_person, person),
        (actions.restore, contact),
    ):
        with pytest.raises(NotFound):
            restore(record.id, by=diana)


def test_twice_does_no_harm_and_an_empty_bin_writes_nothing(customer, contact, alice):
    actions.delete(contact.id, by=alice)
    empty(later())
    before = everything()
    assert empty(later()).interactions == 0 and everything() == before


def test_only_administrators_and_the_console_empty_it(alice, diana):
    with pytest.raises(Forbidden):
        empty(clock.now(), by=alice)
    assert empty(clock.now(), by=diana).customers == 0


def test_the_command_says_in_one_line_what_went(command, customer, contact, alice):
    actions.delete(contact.id, by=alice)
    Interaction.update(deleted_at=clock.now() - LONG_AGO).execute()
    done = command("bin", "empty")
    assert done.exit_code == 0
    assert done.output == "removed for good: 0 customers, 0 people, 1 contacts, 0 follow-ups, 0 files\n"
