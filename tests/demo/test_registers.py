"""What the demo’s registers hold: told by the stories and read from the notes, each by the rules of its room."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from crm.agreements.models import Agreement, Side, State
from crm.complaints.models import Complaint
from crm.complaints.models import State as Progress
from crm.compliments.models import Compliment, ComplimentUser, Nomination
from crm.customers.models import Customer, Status
from crm.demo import actions
from crm.demo.registers import notes
from crm.departures.models import Departure
from crm.expectations.models import Expectation, Outcome
from crm.houserules.models import HouseRule
from crm.interactions.facts import Fact
from crm.interactions.models import Interaction
from crm.quotations.models import Quotation, Stage
from crm.refusals.models import Refusal
from crm.satisfaction.models import Rating, Source
from crm.search.queries import search
from crm.teamwork import checking
from crm.teamwork.models import Goal

FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
REGISTERS = (Agreement, Complaint, Compliment, Refusal, Expectation, Quotation, Rating)


@pytest.fixture
def friday(app: Flask) -> datetime:
    """The demo company as it is on a Friday afternoon."""
    actions.fill(customers=60, interactions=1_500, now=FRIDAY)
    return FRIDAY


def local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("Europe/Amsterdam"))


def test_every_register_tells_something_that_could_be_so(friday):
    for model in REGISTERS:
        facts: list[Fact] = list(model.select())
        assert len(facts) >= 4, model
        for one in facts:
            assert one.customer_id == one.interaction.customer_id and one.body is not None
            assert one.interaction.occurred_at <= one.created_at <= friday
    _agreements(friday)
    _complaints(friday)
    _the_rest()
    kinds = ("agreement", "complaint", "compliment", "refusal", "expectation", "quotation", "rating")
    assert all(search(f"kind:{name}").interactions for name in kinds)
    assert search("spoedorders binnendienst").interactions  # a lesson finds the contact of its complaint
    assert list(checking.differences()) == []


def test_why_a_quotation_was_lost_is_more_than_the_reason_that_stands_beside_it():
    said = "Reden: levertijd. Zes weken was te lang, concurrent had hem staan."
    assert notes._explanation(Interaction(body=said)) == "Zes weken was te lang, concurrent had hem staan"
    assert notes._explanation(Interaction(body="Reden: prijs.")) == ""


def _agreements(now: datetime) -> None:
    today = local(now).date()
    for one in Agreement.select():
        made_on = local(one.interaction.occurred_at).date()
        assert all(day is None or day >= made_on for day in (one.due_on, one.ends_on, one.settled_on)), one.body
        assert (one.state == State.OPEN) == (one.settled_on is None) and (one.settled_on or today) <= today
    berg = [one for one in Agreement.select() if one.customer.number == "10482" and one.state == State.OPEN]
    assert [one.side for one in berg].count(Side.WE) == 2 and len(berg) == 3
    assert {one.state for one in Agreement.select()} >= {State.OPEN, State.KEPT, State.BROKEN}


def _complaints(now: datetime) -> None:
    for one in Complaint.select():
        moments = [one.received_at, one.answered_at, one.solved_at, one.learnt_at]
        taken = [at for at in moments if at]
        assert taken == sorted(taken) and taken[-1] <= now and [*Progress][len(taken) - 1] == one.state
        assert one.cause.key and (one.state != Progress.LEARNT or one.lesson)
    assert {one.state for one in Complaint.select()} >= {Progress.RECEIVED, Progress.SOLVED, Progress.LEARNT}


def _the_rest() -> None:
    lost = [one.explanation for one in Quotation.select().where(Quotation.stage == Stage.LOST)]
    assert any(lost) and not any(said.startswith("Reden:") for said in lost), lost
    assert {one.stage for one in Quotation.select()} == set(Stage)
    assert all(one.reason for one in Quotation.select() if one.stage == Stage.LOST)
    assert {one.outcome for one in Expectation.select()} == {"", Outcome.MET}
    assert {one.source for one in Rating.select()} == set(Source)
    assert all(one.created_by_id is None for one in Rating.select() if one.source == Source.LINK)
    assert ComplimentUser.select().exists() and HouseRule.select().count() == 7 and Goal.select().count() == 4
    contacted = Customer.select(Customer.id).join(Interaction).where(Customer.status == Status.FORMER)
    former = {id for (id,) in contacted.tuples()}
    assert {one.customer_id for one in Departure.select()} == former
    months = [one.month for one in Nomination.select()]
    assert set(months) == {"2026-10", "2026-11"} and months.count("2026-10") == 5
