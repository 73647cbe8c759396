"""Filling an empty file with the demo company."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from crm import clock
from crm.accounts import actions as accounts
from crm.accounts import passwords
from crm.accounts.models import Role, User
from crm.attachments import store
from crm.attachments.models import Attachment
from crm.customers.models import ContactPoint, Customer, CustomerView, Person
from crm.demo import actions
from crm.demo.todo import ASKED
from crm.errors import Refused
from crm.followups import queries as followups
from crm.followups.models import FollowUp
from crm.interactions.models import Comment, Interaction, InteractionPerson
from crm.journal import Change
from crm.web import company
from tests import factories

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@pytest.fixture
def filled(app: Flask) -> actions.Filled:
    return actions.fill(customers=40, interactions=600, now=NOW)


def test_it_writes_what_was_asked_for(filled: actions.Filled):
    assert filled.counts["customers"] == Customer.select().count() == 40
    assert filled.counts["people"] == Person.select().count() == 80
    assert filled.counts["interactions"] == Interaction.select().count() == 600
    assert filled.counts["comments"] == Comment.select().count() > 20


def test_the_file_says_that_it_is_a_demo(filled: actions.Filled):
    assert company.is_demo()
    assert company.name() == "Van Rijnsbergen Techniek"


def test_everybody_logs_in_with_the_password_that_was_made(filled: actions.Filled):
    assert accounts.log_in("zoe@vanrijnsbergen.example", filled.password, address=None)
    assert all(passwords.fault(filled.password, one.email, one.name) is None for one in filled.users)
    assert {one.role for one in filled.users} == {Role.READER, Role.STAFF, Role.MANAGER, Role.ADMIN}
    assert len(filled.users) == 13


def test_each_demo_has_another_password(filled: actions.Filled):
    assert filled.password != actions._new_password()


def test_who_left_cannot_log_in_but_their_contacts_stay(filled: actions.Filled):
    gerrit = User.get(User.email == "gerrit@vanrijnsbergen.example")
    assert gerrit.password is None
    assert gerrit.disabled_at < NOW
    assert all(one.occurred_at < gerrit.disabled_at for one in gerrit.interactions)


def test_the_story_of_van_den_berg_stands_with_its_people(filled: actions.Filled):
    berg = Customer.get(Customer.number == "10482")
    assert berg.sort_name.startswith("kwekerij")
    newest = berg.interactions.order_by(Interaction.occurred_at.desc()).first()
    assert newest.subject == "Pomp lekt weer, vervanging niet gekomen"
    assert newest.department.name == "Binnendienst"
    assert newest.pinned_at
    took_part = [one.person.name for one in InteractionPerson.select().where(InteractionPerson.interaction == newest)]
    assert took_part == ["Kees van den Berg"]
    annelies = ContactPoint.get(ContactPoint.normal == "+31612345678")
    assert annelies.person.name == "Annelies van den Berg"
    assert annelies.person.sort_name.startswith("berg annelies")
    assert annelies.reversed.startswith("8765")


def test_a_visit_of_that_story_has_its_photos(filled: actions.Filled):
    photos = list(Attachment.select(Attachment, Interaction).join(Interaction).order_by(Attachment.id))
    assert [photo.name for photo in photos] == ["kas 3, pomp links.jpg", "kas 3, nieuwe asafdichting.jpg"]
    for photo in photos:
        assert photo.preview and len(store.files_of(photo.key)) == 3 and photo.created_at < clock.now()
        assert photo.interaction.channel == "visit" and photo.uploaded_by_id == photo.interaction.author_id


def test_people_take_part_only_in_contacts_of_their_own_customer(filled: actions.Filled):
    strangers = (
        InteractionPerson.select()
        .join(Interaction)
        .switch(InteractionPerson)
        .join(Person)
        .where(Person.customer != Interaction.customer)
    )
    assert strangers.count() == 0
    assert InteractionPerson.select().count() > 300


def test_nothing_is_written_down_in_the_future(filled: actions.Filled):
    for field in (Interaction.occurred_at, Interaction.created_at, Comment.created_at, CustomerView.seen_at):
        assert field.model.select().where(field > NOW).count() == 0


def test_every_colleague_looked_at_customers_lately(filled: actions.Filled):
    assert CustomerView.select(CustomerView.user).distinct().count() == 13
    joost = User.get(User.email == "joost@vanrijnsbergen.example")
    look = CustomerView.get(
        CustomerView.user == joost, CustomerView.customer == Customer.get(Customer.number == "10482")
    )
    assert f"{look.seen_at:%d-%m %H:%M}" == "18-11 15:20"  # 16:20 in Amsterdam
    assert look.before_at < look.seen_at


def test_the_journal_names_every_record_once(filled: actions.Filled):
    for verb, model in (("customer.demo", Customer), ("person.demo", Person), ("interaction.demo", Interaction)):
        changes = Change.select().where(Change.verb == verb)
        ids = [number for change in changes for number in change.values["ids"]]
        assert sorted(ids) == [one.id for one in model.select(model.id).order_by(model.id)]


def test_a_file_in_use_is_refused(filled: actions.Filled):
    with pytest.raises(Refused):
        actions.fill(customers=5, interactions=5)


def test_a_file_with_a_customer_but_no_colleague_is_refused(app: Flask):
    factories.customer(name="Kwekerij Hofstede")
    with pytest.raises(Refused):
        actions.fill(customers=5, interactions=5)
    assert not company.is_demo()


@pytest.mark.parametrize("sizes", [{"customers": 0}, {"customers": 1_000_001}, {"interactions": -1}, {"people": -1}])
def test_silly_sizes_are_refused_before_anything_is_written(app: Flask, sizes: dict[str, int]):
    with pytest.raises(Refused):
        actions.fill(**sizes)
    assert User.select().count() == 0


def test_progress_ends_at_the_whole(app: Flask):
    seen = []
    actions.fill(customers=3, interactions=50, now=NOW, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (53, 53)


def test_the_stories_ask_for_follow_ups_open_late_and_done(app: Flask):
    actions.fill(customers=40, interactions=3000, now=NOW)
    joost = User.get(User.email == "joost@vanrijnsbergen.example")
    mine, more = followups.mine(joost)
    assert mine[0].what == "Kees terugbellen over de vervangende pomp"
    assert sum(one.due_on < NOW.date() for one in mine) == 2 and len(mine) > 4 and not more
    assert FollowUp.select().count() == len(ASKED)  # each hangs on a contact that is told
    for one in FollowUp.select():
        assert one.interaction.customer_id == one.customer_id
        assert one.result is None or one.result.author_id == one.done_by_id
    assert FollowUp.select().where(FollowUp.done_at.is_null(False)).count() == len([one for one in ASKED if one.done])
