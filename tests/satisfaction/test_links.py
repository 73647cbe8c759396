"""Asking by mail, and the mark that comes in by the link: once, in time, and for nobody else."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from crm import clock
from crm.accounts.keys import hash_of
from crm.accounts.throttle import Throttled
from crm.customers import actions as customers
from crm.customers.models import Customer
from crm.db import database
from crm.errors import Forbidden, Invalid, NotFound, Refused
from crm.interactions import actions as interactions
from crm.jobs.models import Job
from crm.journal import Change
from crm.mail.models import Mail
from crm.notifications.models import Notification
from crm.satisfaction import actions, asked
from crm.satisfaction.actions import Values, links
from crm.satisfaction.models import Rating, RatingRequest
from tests import factories
from tests.satisfaction.conftest import a_letter

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def test_the_mail_goes_with_the_request_and_only_the_hash_of_its_key_is_kept(ask, contact, annelies, bob):
    key, mail, made = ask(), Mail.get(), RatingRequest.get()
    assert (made.key_hash, made.email, made.person_id) == (hash_of(key), "annelies@vandenberg.example", annelies.id)
    assert made.expires_at - made.created_at == 30 * DAY == mail.expires_at - mail.created_at
    assert mail.secret and (mail.address, mail.name) == (made.email, annelies.name)
    assert Job.select().where(Job.kind == "mail.deliver").count() == 1
    kept = [json.dumps(one.__data__, default=str) for one in (*Change.select(), *RatingRequest.select())]
    assert key not in "".join(kept)
    assert Change.get(Change.verb == "rating_request.create").user == bob.id


def test_where_the_letter_fails_nothing_was_asked(mail_server, contact, bob):
    def broken(*_about):
        raise RuntimeError("no letter")

    with pytest.raises(RuntimeError):
        actions.ask(contact.id, asked.addresses(contact)[0].point_id, by=bob, write=broken)
    assert RatingRequest.select().count() == Mail.select().count() == 0


def test_the_addresses_are_those_of_who_took_part_then_of_others_then_of_the_customer(contact, customer):
    factories.person(customer, "Kees van den Berg", emails=["kees@vandenberg.example"])
    gone = factories.person(customer, "Jan Vos", emails=["jan@vandenberg.example"])
    customers.archive_person(gone.id, by=factories.user("Eva Smit"))
    assert [(one.email, one.present) for one in asked.addresses(contact)] == [
        ("annelies@vandenberg.example", True),
        ("kees@vandenberg.example", False),
        ("info@vandenberg.example", False),
    ]


def test_only_a_known_address_of_that_customer_is_written_to(mail_server, contact, bob):
    other = factories.interaction(factories.customer("Wasserij", emails=["info@wasserij.example"]), by=bob)
    foreign = asked.addresses(other)[0].point_id
    for point in (foreign, None, 0):
        with pytest.raises(Invalid) as problem:
            actions.ask(contact.id, point, by=bob, write=a_letter)
        assert set(problem.value.fields) == {"address"}


def test_without_a_mail_server_and_by_readers_nothing_is_asked(app, contact, bob, charlie):
    point = asked.addresses(contact)[0].point_id
    with pytest.raises(Refused):
        actions.ask(contact.id, point, by=bob, write=a_letter)
    with pytest.raises(Forbidden):
        actions.ask(contact.id, point, by=charlie, write=a_letter)


def test_a_customer_is_left_in_peace_for_30_days_whatever_the_contact(ask, contact, customer, alice, later):
    ask()
    with pytest.raises(Refused, match="already"):
        ask()
    second = factories.interaction(customer, by=alice, body="Monteur is langs geweest.")
    later(30 * DAY - SECOND)
    with pytest.raises(Refused, match="30 days"):
        ask(second)
    later(SECOND)
    assert len(ask(second)) == 43


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"reached": False, "body": ""}, "Nobody was reached"),
        ({"direction": "internal", "channel": "note"}, "among ourselves"),
        ({"direction": "internal", "channel": "meeting"}, "among ourselves"),
        ({"ago": 60 * DAY + timedelta(minutes=1)}, "60 days ago"),
    ],
)
def test_nobody_is_asked_about_what_was_no_contact_or_long_ago(ask, customer, alice, about, said):
    with pytest.raises(Refused, match=said):
        ask(factories.interaction(customer, by=alice, **about))
    assert Mail.select().count() == 0
    assert ask(factories.interaction(customer, by=alice, ago=60 * DAY - timedelta(minutes=1)))


def test_a_former_customer_is_not_asked(ask, customer):
    Customer.update(status="former").where(Customer.id == customer.id).execute()
    with pytest.raises(Refused, match="former customer"):
        ask()


def test_a_mark_by_the_link_is_of_the_contact_it_was_asked_about_and_of_nobody_here(ask, contact, annelies):
    found = actions.give(ask(), Values(8, "Snel geholpen."))
    assert (found.interaction_id, found.customer_id, found.person_id) == (contact.id, contact.customer_id, annelies.id)
    assert (found.source, found.created_by_id, found.score) == ("link", None, 8)
    change = Change.get(Change.verb == "rating.give")
    assert change.user is None and change.values["after"]["score"] == 8
    made = RatingRequest.get()
    assert made.rating_id == found.id and made.answered_at is not None


def test_a_second_mark_by_the_same_link_changes_nothing(ask):
    key = ask()
    actions.give(key, Values(8))
    assert actions.give(key, Values(2)) is None
    assert [one.score for one in Rating.select()] == [8]


def test_two_at_once_give_one_mark(ask):
    key, both = ask(), Barrier(2)

    def give(score: int) -> bool:
        with database.connection_context():
            both.wait()
            return actions.give(key, Values(score)) is not None

    database.close()
    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(give, (3, 9)))
    database.connect()
    assert sorted(won) == [False, True]
    assert [one.score for one in Rating.select()] == [3 if won[0] else 9]


def test_a_link_that_was_used_meanwhile_is_not_used_again(ask):
    key = ask()
    stale = asked.of_key(key)
    assert links._take(stale, clock.now()) and not links._take(stale, clock.now())
    assert actions.give(key, Values(5)) is None and Rating.select().count() == 0


def test_it_works_for_30_days_to_the_second(ask, later):
    key = ask()
    later(30 * DAY - SECOND)
    assert asked.works(asked.of_key(key), clock.now())
    later(SECOND)
    with pytest.raises(NotFound):
        actions.give(key, Values(8))


@pytest.mark.parametrize("gone", ["revoked", "contact", "customer"])
def test_a_link_ends_with_who_ends_it_its_contact_and_its_customer(ask, contact, alice, diana, bob, gone):
    key = ask()
    if gone == "revoked":
        for _turn in range(2):
            actions.revoke(RatingRequest.get().id, by=bob)
        assert Change.select().where(Change.verb == "rating_request.revoke").count() == 1
    elif gone == "contact":
        interactions.delete(contact.id, by=alice)
    else:
        customers.delete(contact.customer_id, by=diana)
    with pytest.raises(NotFound):
        actions.give(key, Values(8))
    assert Rating.select().count() == 0


def test_what_was_answered_cannot_be_ended(ask, bob):
    actions.give(ask(), Values(8))
    assert actions.revoke(RatingRequest.get().id, by=bob).revoked_at is None


def test_an_at_sign_of_a_customer_rings_no_colleagues_bell(ask, alice, bob):
    actions.give(ask(), Values(9, f"Groeten aan @{bob.name} en @Verkoop"))
    kinds = {(one.user_id, one.kind) for one in Notification.select()}
    assert kinds == {(alice.id, "rating")}


def test_wrong_keys_are_counted_per_address_and_for_every_process(app):
    for _turn in range(30):
        actions.count_wrong("192.0.2.7")
    with pytest.raises(Throttled):
        actions.refuse_hasty("192.0.2.7")
    actions.refuse_hasty("192.0.2.8")
    with pytest.raises(Throttled):
        actions.count_wrong("192.0.2.7")
