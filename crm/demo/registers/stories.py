"""Writing what the stories tell, each fact in the contact where it came up."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from crm.accounts.models import Department
from crm.agreements.models import Agreement, AgreementDepartment
from crm.complaints.models import Complaint, ComplaintCause, State
from crm.compliments.models import Compliment, ComplimentUser
from crm.db import Model
from crm.demo import when
from crm.demo.colleagues import NAMED
from crm.demo.plan import Plan
from crm.demo.registers import hung, learnt, promised
from crm.demo.when import When
from crm.expectations.models import Expectation
from crm.interactions.models import Interaction
from crm.names import fold
from crm.quotations.models import Quotation
from crm.refusals.models import Refusal
from crm.satisfaction.models import Rating, Source

ContactAt = Callable[[int, int], Interaction | None]


def write(plan: Plan, contact_at: ContactAt) -> dict[str, list[Model]]:
    """As far as the contacts are in this demo. Inside a transaction."""
    teller = _Teller(plan, contact_at)
    return {
        "agreement.demo": list(teller.agreements()),
        "complaint.demo": list(teller.complaints()),
        "compliment.demo": list(teller.compliments()),
        "refusal.demo": list(teller.refusals()),
        "expectation.demo": list(teller.expectations()),
        "quotation.demo": list(teller.quotations()),
        "rating.demo": list(teller.ratings()),
    }


class _Teller:
    def __init__(self, plan: Plan, contact_at: ContactAt) -> None:
        self._plan, self._contact_at = plan, contact_at
        self._places = when.places(plan)
        self._departments = {name: id for id, name in Department.select(Department.id, Department.name).tuples()}

    def agreements(self) -> Iterator[Agreement]:
        for one, contact in self._said(promised.AGREED, "made"):
            days = {"due_on": self._day(one.due), "ends_on": self._day(one.ends), "settled_on": self._day(one.settled)}
            what = {"side": one.side, "kind": one.kind, "body": one.body, "state": one.state, "note": one.note}
            shown = self._contact(one.customer, one.shown)
            made = Agreement.create(**hung.on(self._plan, contact), **what, **days, settled_in=shown)
            for name in one.know:
                AgreementDepartment.create(agreement=made, department=self._departments[name])
            yield made

    def complaints(self) -> Iterator[Complaint]:
        for one, contact in self._said(learnt.COMPLAINED, "said"):
            moments = [self._moment(at) for at in (one.answered, one.solved, one.learnt)]
            state = [*State][sum(at is not None for at in moments)]
            answered, solved, learnt_at = moments
            yield Complaint.create(
                **hung.on(self._plan, contact),
                **{"body": one.body, "state": state, "cause": cause(one.cause), "owner": NAMED[one.owner] + 1},
                **{"remedy": one.remedy, "lesson": one.lesson, "cost_cents": one.cost, "due_on": self._day(one.due)},
                **{"received_at": contact.occurred_at, "answered_at": answered},
                **{"solved_at": solved, "learnt_at": learnt_at},
            )

    def compliments(self) -> Iterator[Compliment]:
        for one, contact in self._said(learnt.PRAISED, "said"):
            made = Compliment.create(**hung.on(self._plan, contact), body=one.body)
            for name in one.named:
                ComplimentUser.create(compliment=made, user=NAMED[name] + 1)
            yield made

    def refusals(self) -> Iterator[Refusal]:
        for one, contact in self._said(learnt.REFUSED, "said"):
            yield Refusal.create(**hung.on(self._plan, contact), body=one.body, reason=one.reason)

    def expectations(self) -> Iterator[Expectation]:
        for one, contact in self._said(promised.EXPECTED, "made"):
            shown = self._contact(one.customer, one.shown)
            days = {"review_on": self._day(one.review), "reviewed_on": self._day(one.reviewed)}
            told = {"body": one.body, "outcome": one.outcome, "note": one.note, "reviewed_in": shown}
            yield Expectation.create(**hung.on(self._plan, contact), **told, **days)

    def quotations(self) -> Iterator[Quotation]:
        for one, contact in self._said(promised.QUOTED, "made"):
            days = {"asked_on": one.asked, "sent_on": one.sent, "valid_until": one.valid, "decided_on": one.decided}
            number = f"{when.day(self._plan, one.made[0]):%y}-{one.number}" if one.number else ""
            told = {"body": one.body, "reference": number, "stage": one.stage, "reason": one.reason}
            decided_in = self._contact(one.customer, one.decided_in)
            yield Quotation.create(
                **hung.on(self._plan, contact),
                **told,
                **{name: self._day(count) for name, count in days.items()},
                explanation=one.explanation,
                department=contact.department_id,
                sent_in=contact if one.sent == one.made[0] else None,
                decided_in=decided_in,
            )

    def ratings(self) -> Iterator[Rating]:
        for one, contact in self._said(learnt.MARKED, "said"):
            common = hung.on(self._plan, contact)
            if one.by_link:
                common["created_by"] = None
            source = Source.LINK if one.by_link else Source.LOGGED
            yield Rating.create(**common, score=one.score, body=one.body, source=source)

    def _said(self, facts: tuple, at: str) -> Iterator[tuple[Any, Interaction]]:
        for one in facts:
            if contact := self._contact(one.customer, getattr(one, at)):
                yield one, contact

    def _contact(self, customer: str, at: When | None) -> Interaction | None:
        if at is None or customer not in self._places or not when.told(self._plan, at):
            return None
        return self._contact_at(self._places[customer] + 1, when.moment(self._plan, at))

    def _day(self, count: int | None) -> date | None:
        return None if count is None else when.day(self._plan, count)

    def _moment(self, at: When | None) -> object:
        return when.at(min(when.moment(self._plan, at), self._plan.days.now)) if at else None


def cause(name: str) -> ComplaintCause:
    """The cause of this name, made where it is new."""
    return ComplaintCause.get_or_none(ComplaintCause.key == fold(name)) or ComplaintCause.create(
        name=name, key=fold(name)
    )
