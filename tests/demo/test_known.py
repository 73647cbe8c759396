"""What the demo company knew and did not know: each by the rules of the room it belongs to."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask

from crm.absences import queries as absences
from crm.accounts.models import User
from crm.consults import queries as consults
from crm.consults.models import Consult
from crm.customers.models import Customer, CustomerView
from crm.customers.queries import SITTING
from crm.demo import actions, looks
from crm.demo.plan import Plan
from crm.demo.surprised import SURPRISED
from crm.demo.warned import WARNED
from crm.followups.models import FollowUp, Kind
from crm.handovers.models import HandOver, HandOverCustomer
from crm.headsups.models import HeadsUp
from crm.interactions.models import Comment, Interaction
from crm.notifications import records
from crm.notifications.models import Notification
from crm.surprises import causes
from crm.surprises.models import Cause, Surprise

FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def friday(app: Flask) -> datetime:
    """The demo company as it is on a Friday afternoon."""
    actions.fill(customers=40, interactions=1_500, now=FRIDAY)
    return FRIDAY


def named(first: str) -> User:
    return User.get(User.name.startswith(first))


def test_surprises_have_all_four_causes_and_each_follows_from_the_file(friday):
    marked = list(Surprise.select())
    assert {one.cause for one in marked} == set(Cause) and len(marked) == len(SURPRISED)
    for one in marked:
        assert causes.of(one.interaction, one.missed) == one.cause
        assert one.created_by_id == one.interaction.author_id and one.interaction.customer_id == one.customer_id
        assert one.created_at >= one.interaction.created_at
        assert one.missed is None or one.created_at >= one.missed.created_at
    assert (max(one.created_at for one in marked) - min(one.created_at for one in marked)).days > 50


def test_a_warning_holds_for_some_days_and_another_is_over(friday):
    found = {one.customer.number: one for one in HeadsUp.select()}
    assert len(found) == len(WARNED)
    berg = found["10482"]
    assert "winterorder" in berg.body and berg.interaction.subject == "Pomp lekt weer, vervanging niet gekomen"
    assert timedelta() < berg.until_on - friday.date() <= timedelta(days=6)
    assert found["10064"].until_on < friday.date()
    assert all(one.created_at > one.interaction.created_at for one in found.values())


def test_who_looked_did_so_before_now_and_no_sitting_meets_the_next(friday):
    rows = list(Consult.select().order_by(Consult.user, Consult.customer, Consult.started_at))
    for one in rows:
        assert one.started_at <= one.last_at <= friday and one.started_at > friday - timedelta(days=90)
        assert one.brief_at is None or one.started_at <= one.brief_at <= one.last_at
    for one, following in pairwise(rows):
        if (one.user_id, one.customer_id) == (following.user_id, following.customer_id):
            assert (following.started_at - one.last_at).total_seconds() >= SITTING


def test_most_outgoing_contacts_were_looked_up_and_not_all(friday):
    since = friday - timedelta(days=80)
    outgoing = Interaction.select().where((Interaction.direction == "out") & (Interaction.occurred_at > since))
    ids = [one.id for one in outgoing]
    assert 0.5 * len(ids) < len(consults.before(ids)) < 0.85 * len(ids)
    apology = Interaction.get(Interaction.subject == "Excuses aangeboden")
    offer = Interaction.get(Interaction.subject == "Offerte regelaars nabellen")
    assert offer.id not in consults.before([apology.id, offer.id])  # that is what it is about


def test_when_somebody_last_looked_is_when_their_last_sitting_ended(friday):
    ended = {}
    for one in Consult.select().order_by(Consult.last_at):
        ended[one.user_id, one.customer_id] = one.last_at
    views = {(one.user_id, one.customer_id): one for one in CustomerView.select()}
    assert ended.keys() <= views.keys()
    for whose, last_at in ended.items():
        assert views[whose].seen_at == last_at and (views[whose].before_at or last_at - timedelta(1)) < last_at


def test_follow_ups_are_of_every_kind(friday):
    found = list(FollowUp.select())
    assert {one.kind for one in found} == set(Kind)
    assert all(one.phone and one.person.customer_id == one.customer_id for one in found if one.kind == Kind.CALL)
    assert any(one.kind == Kind.VISIT and one.at_minute for one in found)
    assert any(one.repeats for one in found)
    assert any(one.snoozed_until and friday.date() < one.snoozed_until < one.due_on for one in found)
    (taken,) = [one for one in found if one.user_id and one.department_id]
    assert taken.user.department_id == taken.department_id
    assert all(one.due_on >= one.created_at.date() for one in found)
    assert all(one.reminded_on == one.due_on for one in found if one.due_on <= friday.date())


def test_henk_is_away_and_ruben_stands_in(friday):
    assert absences.stand_ins([named("Henk").id], friday) == {named("Henk").id: named("Ruben").id}
    since = absences.away(friday)[named("Henk").id].starts_on
    begun = datetime(since.year, since.month, since.day, tzinfo=UTC)
    wrote = Interaction.select().where((Interaction.author == named("Henk")) & (Interaction.occurred_at > begun))
    looked = Consult.select().where((Consult.user == named("Henk")) & (Consult.last_at > begun))
    assert not wrote.exists() and not looked.exists()


def test_what_gerrit_left_went_to_bram(friday):
    (made,) = HandOver.select()
    assert (made.from_user.name, made.to_user.name) == ("Gerrit Postma", "Bram Verhoeven")
    assert made.created_at < made.from_user.disabled_at
    went = HandOverCustomer.select(HandOverCustomer, Customer).join(Customer)
    assert went.count() > 2 and all(one.customer.owner_id == made.to_user_id for one in went)


def test_joost_has_something_of_every_kind_to_read_and_it_leads_somewhere(friday):
    mine = list(Notification.select().where(Notification.user == named("Joost")))
    unread = Counter(one.kind for one in mine if one.read_at is None)
    assert {"mention", "followup", "due", "surprise", "headsup"} <= set(unread)
    assert any(one.read_at for one in mine)
    for one in Notification.select():
        assert records.path(one), one.__data__
        assert one.actor_id != one.user_id and one.created_at <= friday
        assert one.read_at is None or one.created_at < one.read_at <= friday


def test_names_in_comments_are_of_colleagues_who_hear_of_it(friday):
    named_in = [one for one in Comment.select() if "@" in one.body]
    quoted = {one.words for one in Notification.select().where(Notification.kind == "mention")}
    assert len(named_in) >= 4
    assert all(
        any(one.body.startswith(words[:40]) for words in quoted)
        for one in named_in
        if one.created_at > friday - timedelta(days=10)
    )


def test_the_same_seed_and_moment_give_the_same_looks(friday):
    plan = Plan(actions.SEED, FRIDAY, 40, 80, 1_500)
    again = [one for one in looks.sittings(plan, actions._lately(plan)) if one.kept]
    kept = Consult.select().order_by(Consult.id)
    assert [(one.colleague + 1, one.place + 1, one.started_at) for one in again] == [
        (one.user_id, one.customer_id, int(one.started_at.timestamp())) for one in kept
    ]


def test_who_looked_is_bounded_whatever_the_size(app: Flask, monkeypatch):
    monkeypatch.setattr(actions, "LOOKED_AT", 20)
    actions.fill(customers=40, interactions=1_500, now=FRIDAY)
    assert Consult.select().count() < 20 * 7 + 2 * len(looks.TEAM) * looks.EACH + 10


@pytest.mark.parametrize("sizes", [(1, 0), (1, 40), (2, 30), (12, 60), (200, 300)])
def test_small_ones_hold_what_their_contacts_allow(app: Flask, sizes: tuple[int, int]):
    actions.fill(customers=sizes[0], interactions=sizes[1], now=SUNDAY)
    for one in Surprise.select():
        assert causes.of(one.interaction, one.missed) == one.cause
    assert all(records.path(one) for one in Notification.select())
