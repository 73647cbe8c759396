"""Looking whether it was met. A review closes an expectation for good, so that each outcome keeps counting; where we
look once more on a later day, a new one with the same words waits for that.
"""

from datetime import date, timedelta
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.company import clock as company
from crm.db import transaction
from crm.errors import Refused
from crm.expectations.actions import writing
from crm.expectations.checks import Review, check_review
from crm.expectations.models import Expectation
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.journal import Change
from crm.words import N_

OUTCOME = (
    *(Expectation.outcome, Expectation.reviewed_on, Expectation.reviewed_in, Expectation.note),
    Expectation.updated_at,
)


def review(expectation_id: int, made: Review, *, by: User | Console) -> Expectation:
    """Say how it turned out; anybody of staff may. The same once more, as from a form that is sent twice, is one deed.

    Raises Invalid, Forbidden, NotFound (also for a contact of another customer), Refused where a colleague was first.
    """
    require(by, Role.STAFF)
    today = company.today()
    check_review(made, today)
    with transaction():
        found = writing.get(expectation_id)
        if found.outcome:
            if _is_the_same(found, made):
                return found
            raise Refused(N_("A colleague had just reviewed this; reopen it where you see it otherwise."))
        shown = facts.contact(made.interaction_id, found.customer_id) if made.interaction_id else None
        before = writing.snapshot(found)
        found.outcome, found.reviewed_on, found.reviewed_in, found.note = made.outcome, today, shown, made.note
        _save(found)
        then = _once_more(found, shown, made.next_on, by) if made.next_on else None
        after = writing.snapshot(found) | {"next": then.id if then else None, "next_on": made.next_on}
        journal.record("expectation.review", found, by=by, customer=found.customer_id, before=before, after=after)
    return found


def review_of(expectation_id: int) -> int:
    """Which review was the last one, for ``reopen``; 0: none."""
    return journal.last("expectation.review", expectation_id)


def reopen(expectation_id: int, *, by: User | Console, reviewed: int | None = None) -> Expectation:
    """It is to be reviewed again. The new one that was to wait for a later day goes, unless somebody changed it.

    ``reviewed`` is the review that is undone (see ``review_of``; None: whichever it is). Raises Refused where a
    colleague reviewed it anew since, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    with transaction():
        found = writing.get(expectation_id)
        if not found.outcome:
            return found
        if reviewed is not None and reviewed != review_of(expectation_id):
            raise Refused(N_("A colleague reviewed this anew since then; look at that before you reopen it."))
        before = writing.snapshot(found)
        found.outcome, found.reviewed_on, found.reviewed_in, found.note = "", None, None, ""
        _save(found)
        after = writing.snapshot(found)
        journal.record("expectation.reopen", found, by=by, customer=found.customer_id, before=before, after=after)
        _take_back_the_next(found, by)
    return found


def reviewed_by(expectation_id: int) -> int | None:
    """The number of who said last how it turned out; None for the console, or where nobody did."""
    last = _last_review(expectation_id)
    return last.user if last else None


def _is_the_same(found: Expectation, made: Review) -> bool:
    """Whether all that was filled in is what stands there."""
    on = _said_last(found).get("next_on")
    kept = (found.outcome, found.note, found.reviewed_in_id, on)
    return kept == (made.outcome, made.note, made.interaction_id, made.next_on and made.next_on.isoformat())


def _last_review(expectation_id: int) -> Change | None:
    reviews = (Change.kind == "expectation") & (Change.record == expectation_id) & (Change.verb == "expectation.review")
    return Change.select().where(reviews).order_by(Change.id.desc()).first()


def _said_last(found: Expectation) -> dict[str, Any]:
    last = _last_review(found.id)
    return (last.values.get("after") or {}) if last else {}


def _once_more(found: Expectation, shown: Interaction | None, day: date, by: User | Console) -> Expectation:
    return writing.write(shown or found.interaction, found.body, day, by=by)


def _take_back_the_next(found: Expectation, by: User | Console) -> None:
    next_id = _said_last(found).get("next")
    deeds = Change.select().where((Change.kind == "expectation") & (Change.record == next_id)).limit(2)
    if next_id is None or len(deeds) != 1:  # anything but its beginning
        return
    then = Expectation.get_or_none((Expectation.id == next_id) & Expectation.deleted_at.is_null())
    if then:
        facts.set_taken_back(then, True, writing.snapshot(then), by=by)


def _save(found: Expectation) -> None:
    found.updated_at = max(clock.now(), found.created_at + timedelta(seconds=1))
    found.save(only=OUTCOME)
