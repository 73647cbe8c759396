"""Everything that writes quotations. One transaction and one Change each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm import clock, journal, quoting
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.company import clock as company
from crm.db import transaction
from crm.errors import Invalid, Outdated
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.journal import Change
from crm.quotations import checks
from crm.quotations.checks import DAY_OF, DECIDED
from crm.quotations.models import Quotation, Stage
from crm.words import N_

MISSING = N_("This quotation is not in the file.")
FIELDS = (
    *("interaction", "body", "reference", "stage", "department", "asked_on", "sent_on", "valid_until"),
    *("decided_on", "reason", "explanation", "sent_in", "decided_in"),
)

journal.rewords("quotation", "send", "win", "lose", "reopen")


@dataclass
class Values:
    """A new one. ``on``: the day on which it got to its ``stage``; None: that of the contact."""

    body: str
    stage: str = Stage.ASKED
    reference: str = ""
    on: date | None = None
    valid_until: date | None = None
    reason: str = ""
    explanation: str = ""


@dataclass
class Step:
    """It got further: when (None: on the day of the contact, else today), and the contact that shows it."""

    on: date | None = None
    contact_id: int | None = None
    valid_until: date | None = None  # where it was sent
    reason: str = ""  # where it was decided
    explanation: str = ""


@dataclass
class Details:
    """What may be put right; of days only those of stages that it went through count."""

    body: str
    reference: str = ""
    asked_on: date | None = None
    sent_on: date | None = None
    valid_until: date | None = None
    decided_on: date | None = None
    reason: str = ""
    explanation: str = ""


def create(interaction_id: int, values: Values, *, by: User | Console, request_key: str | None = None) -> Quotation:
    """Keep that the customer asked for a quotation in this contact, or got or decided on one.

    The same request twice keeps one. Raises Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    check(values)
    now = clock.now()
    with transaction():
        if request_key and (earlier := Quotation.get_or_none(Quotation.request_key == request_key)):
            return earlier
        contact = facts.contact(interaction_id)
        made = Quotation(
            customer=contact.customer_id,
            interaction=contact,
            body=values.body,
            reference=values.reference,
            stage=values.stage,
            department=by.department_id if isinstance(by, User) else None,
            valid_until=values.valid_until,
            created_by=by.id,
            created_at=now,
            updated_at=now,
            request_key=request_key,
        )
        _reach(made, values.stage, Step(values.on, None, None, values.reason, values.explanation), contact)
        _refuse_days(made, DAY_OF[Stage(values.stage)])
        made.save(force_insert=True)
        journal.record("quotation.create", made, by=by, customer=made.customer_id, after=snapshot(made))
    return made


def send(quotation_id: int, step: Step, *, by: User | Console) -> Quotation:
    """It went to the customer. Raises Outdated where a colleague wrote down something else meanwhile."""
    return _step("quotation.send", quotation_id, Stage.SENT, step, by=by)


def win(quotation_id: int, step: Step, *, by: User | Console) -> Quotation:
    """The customer said yes, whether it stood here as sent or not. Raises Outdated as ``send`` does."""
    return _step("quotation.win", quotation_id, Stage.WON, step, by=by)


def lose(quotation_id: int, step: Step, *, by: User | Console) -> Quotation:
    """The customer said no, or went elsewhere. Raises Outdated as ``send`` does."""
    return _step("quotation.lose", quotation_id, Stage.LOST, step, by=by)


def reopen(quotation_id: int, stage: str = "", *, by: User | Console) -> Quotation:
    """The last step was none: back to where it was before that; what began further on, was asked for in its contact.

    Until when it is good goes back along with the step in which that was said. ``stage`` is the one that step led to:
    nothing happens where it is at another by now.
    """
    require(by, Role.STAFF)
    with transaction():
        found = facts.get(Quotation, quotation_id, MISSING)
        if found.stage == Stage.ASKED or (stage and found.stage != stage):
            return found

        def back() -> None:
            if found.stage in DECIDED:
                found.stage = Stage.SENT if found.sent_on else Stage.ASKED
                found.decided_on = found.decided_in = None
                found.reason = found.explanation = ""
            else:
                found.stage, found.valid_until = Stage.ASKED, _valid_before_sent(found.id)
                found.sent_on = found.sent_in = None
            if found.stage == Stage.ASKED:
                found.asked_on = found.asked_on or company.today(found.interaction.occurred_at)

        return _change("quotation.reopen", found, back, by=by)


def edit(quotation_id: int, details: Details, *, by: User | Console, seen: int | None = None) -> Quotation:
    """Put right what was written down. ``seen``: see ``journal.revision``. Raises Outdated, Invalid, Forbidden."""
    require(by, Role.STAFF)
    check_details(details)
    with transaction():
        journal.refuse_if_changed("quotation", quotation_id, seen)
        found = facts.get(Quotation, quotation_id, MISSING)
        facts.require_may_change(found, by=by)

        def put_right() -> None:
            found.body, found.reference = details.body, details.reference
            found.valid_until = details.valid_until
            for name in checks.days_up_to(found.stage):
                setattr(found, name, getattr(details, name) or getattr(found, name))
            if found.stage in DECIDED:
                found.reason, found.explanation = details.reason, details.explanation
                _refuse(checks.decision(found.reason, found.explanation))
            _refuse_days(found)

        return _change("quotation.edit", found, put_right, by=by)


def delete(quotation_id: int, *, by: User | Console) -> Quotation:
    """Take it back: there was none."""
    return _set_taken_back(quotation_id, True, by=by)


def restore(quotation_id: int, *, by: User | Console) -> Quotation:
    """There was one after all."""
    return _set_taken_back(quotation_id, False, by=by)


def get(quotation_id: int, *, taken_back: bool = False) -> Quotation:
    """The row. Raises NotFound."""
    return facts.get(Quotation, quotation_id, MISSING, taken_back=taken_back)


def check(values: Values) -> None:
    """Raise Invalid with all that is wrong, but for days that need the contact; tidies the texts."""
    values.body, values.reference = quoting.clean(values.body), quoting.clean(values.reference)
    values.explanation = quoting.clean(values.explanation)
    wrong = checks.about(values.body, values.reference)
    if values.stage not in list(Stage):
        wrong["stage"] = N_("Choose how far it is.")
    elif values.stage in DECIDED:
        wrong |= checks.decision(values.reason, values.explanation)
    _refuse(wrong)


def check_details(details: Details) -> None:
    """The same for what is put right."""
    details.body, details.reference = quoting.clean(details.body), quoting.clean(details.reference)
    details.explanation = quoting.clean(details.explanation)
    _refuse(checks.about(details.body, details.reference))


def snapshot(found: Quotation) -> dict[str, Any]:
    """Everything known of a quotation, for the journal."""
    return {name: found.__data__.get(name) for name in FIELDS}


def _step(verb: str, quotation_id: int, stage: Stage, step: Step, *, by: User | Console) -> Quotation:
    require(by, Role.STAFF)
    step.explanation = quoting.clean(step.explanation)
    if stage in DECIDED:
        _refuse(checks.decision(step.reason, step.explanation))
    with transaction():
        found = facts.get(Quotation, quotation_id, MISSING)
        if found.stage == stage or found.stage in DECIDED:
            return _taken_before(found, stage, step)
        contact = facts.contact(step.contact_id, found.customer_id) if step.contact_id else None

        def further() -> None:
            _reach(found, stage, step, contact)
            if step.valid_until:
                found.valid_until = step.valid_until
            _refuse_days(found, DAY_OF[stage])

        return _change(verb, found, further, by=by)


def _taken_before(found: Quotation, stage: Stage, step: Step) -> Quotation:
    """The same form sent again is done already; what somebody else wrote down must not swallow these words."""
    if found.stage != stage:
        raise Outdated(N_("This quotation was decided on already; take that back before you change it."))
    kept = {"on": getattr(found, DAY_OF[stage])}
    if stage == Stage.SENT:
        kept |= {"contact_id": found.sent_in_id, "valid_until": found.valid_until}
    else:
        kept |= {"contact_id": found.decided_in_id, "reason": found.reason, "explanation": found.explanation}
    if any(getattr(step, name) not in (None, "", there) for name, there in kept.items()):
        raise Outdated(N_("A colleague wrote this step down already, in other words."))
    return found


def _valid_before_sent(quotation_id: int) -> date | None:
    """Until when it was good before it stood here as sent; None where it began as sent."""
    sent = (Change.kind == "quotation") & (Change.record == quotation_id) & (Change.verb == "quotation.send")
    change = Change.select().where(sent).order_by(Change.id.desc()).first()
    until = (change.values.get("before") or {}).get("valid_until") if change else None
    return date.fromisoformat(until) if until else None


def _reach(found: Quotation, stage: str, step: Step, contact: Interaction | None) -> None:
    """Put it at this stage, on the day that was given or that of the contact."""
    found.stage = stage
    setattr(found, DAY_OF[Stage(stage)], step.on or company.today(contact.occurred_at if contact else None))
    if stage == Stage.SENT:
        found.sent_in = contact
    if stage in DECIDED:
        found.decided_in, found.reason, found.explanation = contact, step.reason, step.explanation


def _change(verb: str, found: Quotation, change: Callable[[], None], *, by: User | Console) -> Quotation:
    before = snapshot(found)
    change()
    if (after := snapshot(found)) != before:
        found.updated_at = clock.now()
        found.save()
        journal.record(verb, found, by=by, customer=found.customer_id, before=before, after=after)
    return found


def _set_taken_back(quotation_id: int, gone: bool, *, by: User | Console) -> Quotation:
    require(by, Role.STAFF)
    with transaction():
        found = facts.get(Quotation, quotation_id, MISSING, taken_back=True)
        facts.require_may_change(found, by=by)
        return facts.set_taken_back(found, gone, snapshot(found), by=by)


def _refuse_days(found: Quotation, given: str = "") -> None:
    """Raise Invalid for its days; the one of the column ``given`` is called ``on`` in the form of its step."""
    wrong = checks.days(found, company.today())
    _refuse({"on" if name == given else name: text for name, text in wrong.items()})


def _refuse(wrong: checks.Wrong) -> None:
    if wrong:
        raise Invalid(**wrong)
