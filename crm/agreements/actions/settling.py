"""How an agreement ended: kept, broken or withdrawn, with the contact that shows it; and that it did not after all."""

from dataclasses import dataclass
from datetime import date

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.agreements.actions import rows
from crm.agreements.actions.values import LONGEST_BODY
from crm.agreements.models import Agreement, State
from crm.company import clock as company
from crm.db import transaction
from crm.errors import Invalid, NotFound, Refused
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.quoting import clean
from crm.words import N_, Text

ENDS = (State.KEPT, State.BROKEN, State.WITHDRAWN)


@dataclass
class Ending:
    """How, on which day (None: today, by the company's clock), which contact shows it, and a word about it."""

    state: str
    settled_on: date | None = None
    settled_in: int | None = None
    note: str = ""


def settle(agreement_id: int, ending: Ending, *, by: User | Console) -> tuple[Agreement, bool]:
    """Say how it ended. Whoever says the same after another gets what that one wrote, and False.

    Any colleague who writes may. Raises Refused where it ended otherwise, Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    with transaction():
        found = rows.get(agreement_id)
        if found.state != State.OPEN:
            if found.state == ending.state:
                return found, False
            raise Refused(N_("A colleague has already said how this ended; reopen it to change that."))
        shown = _shown_in(found, ending)
        _check(found, ending, shown)
        before = rows.snapshot(found)
        found.state, found.note = ending.state, ending.note
        found.settled_on, found.settled_in = ending.settled_on or company.today(), shown
        _save(found, "agreement.settle", before, by)
        return found, True


def ending_of(agreement_id: int) -> int:
    """Which ending was the last one, for ``reopen``; 0: none."""
    return journal.last("agreement.settle", agreement_id)


def reopen(agreement_id: int, *, by: User | Console, ending: int | None = None) -> Agreement:
    """It has not ended after all; what was said of its end is kept in its history only.

    ``ending`` is the one that is undone (see ``ending_of``; None: whichever it is). Raises Refused where a colleague
    said another one since, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    with transaction():
        found = rows.get(agreement_id)
        if found.state != State.OPEN:
            if ending is not None and ending != ending_of(agreement_id):
                raise Refused(N_("A colleague said since then how this ended; look at that before you reopen it."))
            before = rows.snapshot(found)
            found.state, found.settled_on, found.settled_in, found.note = State.OPEN, None, None, ""
            _save(found, "agreement.reopen", before, by)
        return found


def _save(found: Agreement, verb: str, before: dict, by: User | Console) -> None:
    found.updated_at = clock.now()
    found.save()
    after = rows.snapshot(found)
    journal.record(verb, found, by=by, customer=found.customer_id, before=before, after=after, word=found.note)


def _check(found: Agreement, ending: Ending, shown: Interaction | None) -> None:
    """Raise Invalid with everything that is wrong; tidies the word."""
    ending.note, wrong = clean(ending.note), {}
    if ending.state not in ENDS:
        wrong["state"] = N_("Say how it ended: kept, not kept or withdrawn.")
    if len(ending.note) > LONGEST_BODY:
        wrong["note"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_BODY)
    if problem := _wrong_day(ending.settled_on, rows.made_on(found)):
        wrong["settled_on"] = problem
    if shown and shown.occurred_at < found.interaction.occurred_at:
        wrong["settled_in"] = N_("That contact was before it was agreed; choose a later one.")
    if wrong:
        raise Invalid(**wrong)


def _wrong_day(day: date | None, made_on: date) -> Text | None:
    if day and day > company.today():
        return N_("This day is still to come; choose today or earlier.")
    if day and day < made_on:
        return N_("It was not agreed yet on this day; choose a later one.")
    return None


def _shown_in(found: Agreement, ending: Ending) -> Interaction | None:
    if ending.settled_in is None:
        return None
    try:
        return facts.contact(ending.settled_in, found.customer_id)
    except NotFound:
        raise Invalid(settled_in=N_("That contact is no longer at this customer; choose another one.")) from None
