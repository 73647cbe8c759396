"""Logging, changing, commenting and pinning contacts: what is kept, who may, and what the journal says of it."""

import threading
from datetime import timedelta

import pytest

from crm import clock, db
from crm.accounts.models import CONSOLE, Role, User
from crm.errors import Forbidden, Invalid, NotFound
from crm.interactions import actions, queries
from crm.interactions.actions import Values
from crm.interactions.models import Comment, Interaction
from crm.journal import Change
from tests import factories

BODY = "Pomp in kas 3 lekt weer langs de as.\nMonteur komt donderdag."


@pytest.fixture
def customer(app):
    return factories.customer()


def call(**changed) -> Values:
    """A phone call that came in."""
    return Values(**{"channel": "phone", "direction": "in", "body": BODY} | changed)


def changes() -> list[Change]:
    """What the journal got about contacts and comments, oldest first."""
    return list(Change.select().where(Change.kind.in_(("interaction", "comment"))).order_by(Change.id))


def errors(**changed) -> dict[str, str]:
    """What is wrong with a call."""
    with pytest.raises(Invalid) as refused:
        actions.check(call(**changed))
    return {name: str(text) for name, text in refused.value.fields.items()}


def test_a_contact_is_kept_with_author_department_and_people(alice, customer, person):
    yesterday = clock.now() - timedelta(days=1)
    logged, created = actions.log(
        customer.id, call(subject="Lekkage kas 3", occurred_at=yesterday, person_ids=[person.id]), by=alice
    )
    assert created
    entry = queries.entry(logged.id)
    assert (entry.subject, entry.body, entry.channel, entry.direction) == ("Lekkage kas 3", BODY, "phone", "in")
    assert (entry.occurred_at, entry.author_name, entry.department.name) == (yesterday, alice.name, "Verkoop")
    assert [one.name for one in entry.people] == [person.name]
    assert entry.reached and entry.edited_at is None


def test_a_contact_gives_one_change_that_says_everything(alice, customer, person):
    logged, _ = actions.log(customer.id, call(person_ids=[person.id]), by=alice)
    [change] = changes()
    assert (change.verb, change.record, change.customer) == ("interaction.log", logged.id, customer.id)
    assert change.user == alice.id and "before" not in change.values
    after = change.values["after"]
    assert (after["body"], after["people"], after["occurred_at"]) == (BODY, [person.id], logged.occurred_at.isoformat())


def test_without_a_moment_a_contact_is_now_and_the_console_has_no_author(customer):
    logged, _ = actions.log(customer.id, call(), by=CONSOLE)
    assert timedelta() <= clock.now() - logged.occurred_at < timedelta(seconds=5)
    assert queries.entry(logged.id).author_name is None


def test_the_department_is_that_of_the_author_at_the_time(alice, customer, contact):
    User.update(department=factories.department("Buitendienst")).where(User.id == alice.id).execute()
    later = factories.interaction(customer, by=User.get_by_id(alice.id))
    assert [queries.entry(one.id).department.name for one in (contact, later)] == ["Verkoop", "Buitendienst"]


def test_the_same_form_sent_twice_logs_once(alice, customer):
    first, created = actions.log(customer.id, call(), by=alice, request_key="form:1:abc")
    again, created_again = actions.log(customer.id, call(), by=alice, request_key="form:1:abc")
    assert (created, created_again, again.id) == (True, False, first.id)
    assert (Interaction.select().count(), len(changes())) == (1, 1)


def test_the_same_form_sent_by_two_requests_at_once_logs_once(alice, customer):
    start, logged = threading.Barrier(4), []

    def send() -> None:
        with db.database.connection_context():
            start.wait()
            logged.append(actions.log(customer.id, call(), by=alice, request_key="form:1:abc"))

    senders = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(created for _, created in logged) == [False, False, False, True]
    assert len({one.id for one, _ in logged}) == 1
    assert (Interaction.select().count(), len(changes())) == (1, 1)


def test_the_same_external_id_is_one_contact(alice, customer):
    first, _ = actions.log(customer.id, call(), by=alice, external_id="centrale-4711")
    again, created = actions.log(customer.id, call(body="iets anders"), by=alice, external_id="centrale-4711")
    assert (again.id, created) == (first.id, False)
    assert queries.entry(first.id).body == BODY


def test_contacts_without_a_key_are_each_their_own(alice, customer):
    for _ in range(2):
        actions.log(customer.id, call(), by=alice)
    assert Interaction.select().count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"channel": "fax"}, "channel"),
        ({"channel": ""}, "channel"),
        ({"direction": ""}, "direction"),
        ({"direction": "missed"}, "direction"),
        ({"body": " \n\t "}, "body"),
        ({"body": "", "subject": "  "}, "body"),
        ({"body": "w" * 100_001}, "body"),
        ({"subject": "w" * 201}, "subject"),
        ({"person_ids": list(range(51))}, "people"),
        ({"occurred_at": clock.now() + timedelta(hours=2)}, "occurred_at"),
    ],
)
def test_what_cannot_be_a_contact_is_refused_by_field(wrong, field):
    assert list(errors(**wrong)) == [field]


def test_everything_that_is_wrong_is_said_at_once():
    assert set(errors(channel="fax", direction="", body="")) == {"channel", "direction", "body"}


@pytest.mark.parametrize(
    "fine",
    [
        {"body": "w" * 100_000},
        {"body": " " * 10 + "€" * 100_000 + "\n"},
        {"body": "", "subject": "Offerte gemaild"},
        {"body": "", "reached": False},
        {"subject": "w" * 200},
        {"occurred_at": clock.now() + timedelta(minutes=30)},
    ],
)
def test_what_can_be_a_contact_passes(fine):
    actions.check(call(**fine))


def test_space_around_a_text_is_taken_off_and_a_subject_is_one_line(alice, customer):
    logged, _ = actions.log(customer.id, call(body=f"\n {BODY} \n", subject=" Lekkage\n kas\t3 "), by=alice)
    entry = queries.entry(logged.id)
    assert (entry.body, entry.subject) == (BODY, "Lekkage kas 3")


def test_people_of_another_customer_cannot_have_taken_part(alice, customer):
    stranger = factories.person(factories.customer("Bakkerij Smit"))
    for ids in ([stranger.id], [999], [None]):
        with pytest.raises(Invalid) as refused:
            actions.log(customer.id, call(person_ids=ids), by=alice)
        assert list(refused.value.fields) == ["people"]
    assert not Interaction.select().exists() and changes() == []


def test_an_edit_has_before_and_after_and_shows_as_edited(alice, customer, person, contact):
    actions.edit(contact.id, call(channel="visit", body="Toch de dichting.", person_ids=[person.id]), by=alice)
    entry = queries.entry(contact.id)
    assert (entry.channel, entry.body, [one.id for one in entry.people]) == ("visit", "Toch de dichting.", [person.id])
    assert entry.edited_at is not None and entry.occurred_at == contact.occurred_at
    change = changes()[-1]
    assert (change.verb, change.record, change.customer) == ("interaction.edit", contact.id, customer.id)
    before, after = change.values["before"], change.values["after"]
    assert (before["channel"], after["channel"]) == ("phone", "visit")
    assert (before["people"], after["people"]) == ([], [person.id])


def test_an_edit_that_changes_nothing_is_not_journalled_and_not_edited(alice, contact):
    same = Values(channel="phone", direction="out", body=contact.body)
    actions.edit(contact.id, same, by=alice)
    assert [change.verb for change in changes()] == ["interaction.log"]
    assert queries.entry(contact.id).edited_at is None


def test_a_refused_edit_leaves_people_and_text(alice, customer, person):
    contact = factories.interaction(customer, by=alice, people=[person])
    with pytest.raises(Invalid):
        actions.edit(contact.id, call(body="anders", person_ids=[999]), by=alice)
    entry = queries.entry(contact.id)
    assert (entry.body, [one.id for one in entry.people]) == (contact.body, [person.id])


def test_only_the_author_and_managers_change_a_contact(alice, bob, diana, contact):
    with pytest.raises(Forbidden) as refused:
        actions.edit(contact.id, call(body="van Bob"), by=bob)
    assert "comment" in str(refused.value.text)
    assert queries.entry(contact.id).body == contact.body
    manager = factories.user("Mees Kuiper", role=Role.MANAGER)
    for by in (alice, manager, diana, CONSOLE):
        assert actions.edit(contact.id, call(body=f"gewijzigd {by.id}"), by=by).body == f"gewijzigd {by.id}"


def test_an_author_who_became_a_reader_changes_nothing_any_more(alice, contact):
    User.update(role=Role.READER).where(User.id == alice.id).execute()
    assert not actions.may_edit(alice.id, by=User.get_by_id(alice.id))


def test_a_comment_is_kept_with_its_author(bob, contact):
    added = actions.comment(contact.id, "  Heb ik al besteld. \n", by=bob)
    [comment] = queries.comments(contact.id)
    assert (comment.author_name, comment.body) == (bob.name, "Heb ik al besteld.")
    assert queries.entry(contact.id).comment_count == 1
    change = changes()[-1]
    assert (change.verb, change.record, change.customer) == ("comment.add", added.id, contact.customer_id)
    assert change.values == {"after": {"body": "Heb ik al besteld."}}


def test_a_comment_that_is_sent_twice_is_added_once(bob, contact):
    ids = {actions.comment(contact.id, "Besteld.", by=bob, request_key="form:2:x").id for _ in range(2)}
    assert len(ids) == 1 and Comment.select().count() == 1
    assert [change.verb for change in changes()].count("comment.add") == 1


@pytest.mark.parametrize("body", ["", " \n ", "w" * 10_001])
def test_an_empty_or_endless_comment_is_refused(bob, contact, body):
    with pytest.raises(Invalid) as refused:
        actions.comment(contact.id, body, by=bob)
    assert list(refused.value.fields) == ["body"] and not Comment.select().exists()


def test_pinning_twice_is_once_and_so_is_letting_go(bob, contact):
    for _ in range(2):
        actions.pin(contact.id, by=bob)
    assert queries.entry(contact.id).pinned
    for _ in range(2):
        actions.unpin(contact.id, by=bob)
    assert not queries.entry(contact.id).pinned
    assert [change.verb for change in changes()] == ["interaction.log", "interaction.pin", "interaction.unpin"]


WRITES = {
    "log": lambda by: actions.log(1, call(), by=by),
    "edit": lambda by: actions.edit(1, call(), by=by),
    "comment": lambda by: actions.comment(1, "Besteld.", by=by),
    "pin": lambda by: actions.pin(1, by=by),
    "unpin": lambda by: actions.unpin(1, by=by),
}


@pytest.mark.parametrize("verb", WRITES)
def test_a_reader_may_write_nothing(charlie, contact, verb):
    before = Change.select().count()
    with pytest.raises(Forbidden):
        WRITES[verb](charlie)
    assert Change.select().count() == before


@pytest.mark.parametrize("verb", WRITES)
def test_what_is_not_in_the_file_cannot_be_written_to(app, verb):
    with pytest.raises(NotFound):
        WRITES[verb](CONSOLE)


@pytest.mark.parametrize(
    ("subject", "body", "title"),
    [
        ("Lekkage", "Pomp lekt.", "Lekkage"),
        ("", "Pomp lekt. Monteur komt.", "Pomp lekt"),
        ("", "\n\nEerste regel\nTweede.", "Eerste regel"),
        ("", "Dit " + "is een heel lange zin zonder eind " * 5, None),
        ("", "x" * 200, None),
        ("", "", ""),
    ],
)
def test_without_a_subject_the_first_sentence_serves(alice, customer, subject, body, title):
    logged = factories.interaction(customer, by=alice, subject=subject, body=body, reached=bool(subject or body))
    shown = queries.entry(logged.id).title
    assert shown == title if title is not None else len(shown) <= 92 and shown.endswith("…")


def test_the_last_person_is_the_one_of_the_newest_contact_who_is_still_there(alice, customer, person):
    left = factories.person(customer, "Kees de Wit")
    factories.interaction(customer, by=alice, people=[person], ago=timedelta(days=2))
    factories.interaction(customer, by=alice, people=[left], ago=timedelta(days=1))
    factories.interaction(customer, by=alice)
    assert queries.last_person(customer.id) == left.id
    left.archived_at = clock.now()
    left.save()
    assert queries.last_person(customer.id) == person.id
