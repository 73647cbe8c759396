"""What the worker does every night, in portions: all of it in the end, and little at a time."""

from datetime import timedelta
from io import BytesIO

import pytest

from crm import clock
from crm.attachments import actions as attachments
from crm.attachments import store
from crm.attachments.models import Attachment
from crm.bin import actions as bin_actions
from crm.customers import actions as customers
from crm.customers.models import Customer
from crm.db import KEPT_IN_BIN
from crm.followups.models import FollowUp
from crm.interactions import actions
from crm.interactions.models import Interaction
from crm.jobs import periodic
from crm.jobs.models import Job, Task
from crm.search import queries as searching
from crm.search import upkeep
from crm.search.models import SearchWord
from tests import factories
from tests.drained import drain

DAY = timedelta(days=1)


@pytest.fixture
def night(app, monkeypatch):
    """``night(name)``: the worker does this task at its moment of the coming night."""

    def fall(name: str) -> None:
        with app.app_context():
            periodic.tick(clock.now())
            moment = Task.get_by_id(name).next_at
            monkeypatch.setattr(clock, "now", lambda: moment)
            periodic.tick(moment)
            assert Job.select().where(Job.kind == name).exists()
            drain()
        assert (Task.get_by_id(name).error, Task.get_by_id(name).done_at) == ("", moment)

    return fall


def test_the_bin_is_emptied_batch_by_batch_and_its_words_are_forgotten(night, alice, monkeypatch):
    kept, gone = factories.customer(owner=alice), factories.customer("Wasserij Steenbeek", owner=alice)
    for number in range(3):
        contact = factories.interaction(kept, by=alice, body=f"Zwanenhals nummer {number} besteld.")
        actions.delete(contact.id, by=alice)
        factories.interaction(gone, by=alice)
    factories.interaction(kept, by=alice, body="Membraan vervangen.")
    factories.followup(gone, by=alice)
    customers.delete(gone.id, by=bin_actions.CONSOLE)
    monkeypatch.setattr(bin_actions, "BATCH", 2)
    later = clock.now() + KEPT_IN_BIN + DAY
    assert bin_actions.empty_some(later, seconds=0)
    assert Interaction.select().where(Interaction.customer == kept).count() == 2  # two of three, and what stays
    portions = 1
    while bin_actions.empty_some(later, seconds=0):
        portions += 1
    assert portions > 4 and [one.id for one in Customer.select()] == [kept.id]
    assert Interaction.select().count() == 1 and not FollowUp.select().exists()
    assert not SearchWord.select().where(SearchWord.word == "zwanenhals").exists()
    assert SearchWord.select().where(SearchWord.word == "membraan").exists()
    assert not bin_actions.empty_some(later, seconds=0)


def test_at_night_the_bin_is_emptied_of_what_lay_there_for_thirty_days(night, alice):
    lately, long_ago = (factories.interaction(factories.customer(), by=alice) for _number in range(2))
    for contact, days in ((lately, 20), (long_ago, 31)):
        actions.delete(contact.id, by=alice)
        then = clock.now() - timedelta(days=days)
        Interaction.update(deleted_at=then).where(Interaction.id == contact.id).execute()
    night("bin.empty")
    assert [one.id for one in Interaction.select()] == [lately.id]


def unread_file(text: str, alice) -> int:
    """A file with a contact that came in when there was no time to read it; the id of the contact."""
    contact = factories.interaction(factories.customer(), by=alice)
    sent = attachments.upload(BytesIO(text.encode()), "verslag.txt", by=alice)
    attachments.attach(contact.id, [sent.key], by=alice)
    Attachment.update(text=None).where(Attachment.id == sent.id).execute()
    return contact.id


def test_at_night_files_that_were_not_read_are_read_one_by_one(night, alice, monkeypatch):
    contacts = [unread_file(f"De {word} is vervangen.", alice) for word in ("zwanenhals", "membraanpomp")]
    assert upkeep.read_some(seconds=0) and upkeep.files.unread() == 1
    night("search.read")
    assert upkeep.files.unread() == 0
    for word, contact in zip(("zwanenhals", "membraanpomp"), contacts, strict=True):
        assert [hit.id for hit in searching.search(word).interactions] == [contact]


def test_a_file_that_is_not_there_does_not_keep_the_worker_busy(alice):
    for number in range(2):
        unread_file(f"Verslag {number}.", alice)
    for file in Attachment.select():
        store.remove(file.key)
    assert not upkeep.read_some(seconds=0) and upkeep.files.unread() == 2


def test_what_was_given_up_is_shown_for_ninety_days(night):
    now = clock.now()
    for days in (80, 100):
        then = now - timedelta(days=days)
        Job.create(kind="mail.deliver", run_at=then, created_at=then, failed_at=then, tries=10, key=f"{days}")
    night("jobs.forget")
    assert [job.key for job in Job.select()] == ["80"]
