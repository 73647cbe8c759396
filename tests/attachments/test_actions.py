"""Linking files to contacts, taking them off and back, and what is removed for good."""

import os
from datetime import timedelta

import pytest

from crm import clock
from crm.accounts.models import Role
from crm.attachments import actions, previews, queries, store
from crm.attachments.models import Attachment
from crm.errors import Forbidden, Invalid, NotFound, Refused
from crm.interactions import actions as interactions
from crm.interactions import queries as contacts
from crm.interactions.actions import Values
from crm.journal import Change
from tests import factories


def names(contact) -> list[str]:
    return [one.name for one in queries.of_contact(contact.id)]


def verbs() -> list[str]:
    return [change.verb for change in Change.select().where(Change.verb.contains("tach")).order_by(Change.id)]


def test_a_logged_contact_takes_its_files_in_the_same_transaction(sent, customer, alice):
    files = [sent("a.txt"), sent("b.txt")]
    keys = [one.key for one in files]

    def also(interaction):
        actions.link(interaction, keys, by=alice)

    values = Values(channel="visit", direction="out", body="Gemeten.")
    logged, _created = interactions.log(customer.id, values, by=alice, also=[also])
    assert names(logged) == ["a.txt", "b.txt"] and queries.pending(keys, alice) == []
    with pytest.raises(Invalid):
        interactions.log(customer.id, Values(channel="visit", direction="out", body="Nog eens."), by=alice, also=[also])
    assert contacts.Interaction.select().count() == 1 and names(logged) == ["a.txt", "b.txt"]


def test_files_of_others_and_of_other_contacts_are_not_taken(sent, attached, contact, alice, bob):
    theirs, taken = sent("van bob.txt", by=bob), attached("al bij iets.txt")
    for key in (theirs.key, taken.key, "0" * 32, "../../crm.db"):
        with pytest.raises(Invalid):
            actions.attach(contact.id, [key], by=alice)
    assert names(contact) == ["al bij iets.txt"] and queries.pending([theirs.key], alice) == []


def test_adding_and_removing_stand_in_the_history_with_the_names(attached, contact, alice):
    file = attached("meting.txt")
    actions.remove(file.id, by=alice)
    actions.remove(file.id, by=alice)
    assert names(contact) == []
    actions.restore(file.id, by=alice)
    actions.restore(file.id, by=alice)
    assert names(contact) == ["meting.txt"]
    assert verbs() == ["interaction.attach", "interaction.detach", "interaction.attach"]
    [_first, removed, _last] = Change.select().where(Change.verb.contains("tach")).order_by(Change.id)
    assert removed.values == {"before": {"attachments": ["meting.txt"]}, "after": {"attachments": []}}
    assert removed.record == contact.id and removed.customer == contact.customer_id


def test_only_who_may_change_the_contact_adds_and_removes(attached, sent, contact, alice, bob, charlie):
    file, of_bob = attached(), sent("bob.txt", by=bob)
    manager = factories.user("Marloes Kooistra", role=Role.MANAGER)
    for who in (bob, charlie):
        for deed in (actions.remove, actions.restore):
            with pytest.raises(Forbidden):
                deed(file.id, by=who)
    with pytest.raises(Forbidden):
        actions.attach(contact.id, [of_bob.key], by=bob)
    with pytest.raises(Forbidden):
        sent(by=charlie)
    actions.remove(file.id, by=manager)
    assert names(contact) == []


def test_a_contact_has_at_most_twenty(sent, contact, alice):
    keys = [sent(f"{number}.zip").key for number in range(21)]
    with pytest.raises(Invalid):
        actions.attach(contact.id, keys, by=alice)
    actions.attach(contact.id, keys[:20], by=alice)
    with pytest.raises(Invalid):
        actions.attach(contact.id, keys[20:], by=alice)
    assert len(names(contact)) == 20


def test_files_without_a_contact_have_a_limit_too(sent, monkeypatch):
    monkeypatch.setattr(actions, "MOST_WAITING", 2)
    sent(), sent()
    with pytest.raises(Invalid, match="wait for their contact"):
        sent()


def test_the_limit_holds_for_files_that_come_at_the_same_time(sent, monkeypatch):
    def make(*_args):
        monkeypatch.undo()
        monkeypatch.setattr(actions, "MOST_WAITING", 1)
        others.append(sent("b.png"))
        return False

    others: list[Attachment] = []
    monkeypatch.setattr(actions, "MOST_WAITING", 1)
    monkeypatch.setattr(previews, "make", make)
    with pytest.raises(Invalid, match="wait for their contact"):
        sent("a.txt")
    assert list(Attachment.select()) == others
    folder = store.path("0" * 32).parent.parent
    assert {one for one in folder.rglob("*") if one.is_file()} == set(store.files_of(others[0].key))


def test_files_go_and_come_back_with_their_contact(attached, contact, alice, bob):
    file = attached()
    interactions.delete(contact.id, by=alice)
    for deed in (actions.remove, actions.restore):
        with pytest.raises(NotFound):
            deed(file.id, by=alice)
    with pytest.raises(NotFound):
        queries.get(file.id, alice)
    interactions.restore(contact.id, by=alice)
    assert queries.get(file.id, bob).name == file.name


def test_what_waits_can_be_thrown_away_by_its_sender_only(sent, alice, bob):
    file = sent()
    actions.discard(file.id, by=bob)
    assert store.files_of(file.key)
    actions.discard(file.id, by=alice)
    actions.discard(file.id, by=alice)
    assert store.files_of(file.key) == [] and not Attachment.select().exists()


def test_emptying_takes_what_nobody_can_bring_back_and_nothing_else(attached, sent, alice, contact):
    kept, removed, fresh = attached("blijft.png"), attached("weg.png"), attached("pas weg.txt")
    waits, forgotten = sent("wacht.txt"), sent("vergeten.txt")
    actions.remove(removed.id, by=alice)
    actions.remove(fresh.id, by=alice)
    Attachment.update(removed_at=clock.now() - timedelta(days=31)).where(Attachment.id == removed.id).execute()
    Attachment.update(created_at=clock.now() - timedelta(days=3)).where(Attachment.id == forgotten.id).execute()
    orphan, new_orphan = sent("wees.png"), sent("verse wees.txt")
    Attachment.delete().where(Attachment.id.in_([orphan.id, new_orphan.id])).execute()
    half = store.path(kept.key).with_name("part.0123")
    half.write_bytes(b"half")
    for file in (*store.files_of(orphan.key), *store.files_of(kept.key), half):
        os.utime(file, (0, 0))
    with pytest.raises(Refused):
        actions.restore(removed.id, by=alice)
    assert actions.purge(clock.now()) == 4  # long removed, forgotten, orphan, half
    for one in (removed, forgotten, orphan):
        assert store.files_of(one.key) == []
    for one in (kept, fresh, waits, new_orphan):
        assert store.files_of(one.key), one.name
    assert not half.exists() and names(contact) == ["blijft.png"]
    assert actions.purge(clock.now()) == 0


def test_a_page_of_contacts_asks_once_for_all_files(attached, contact, customer, alice, query_count):
    attached("a.png"), attached("b.png"), attached("c.txt")

    def count_of(ids) -> int:
        with query_count() as count:
            contacts.by_ids(ids)
            return count()

    one = count_of([contact.id])
    more = [factories.interaction(customer, by=alice) for _number in range(10)]
    assert count_of([contact.id, *(each.id for each in more)]) == one
    [facts] = contacts.entry(contact.id).facts
    assert [(icon, str(words)) for icon, words in facts.meta] == [("image", "2 photos"), ("paperclip", "1 file")]
