"""Saying who helped a customer most this month. Who said so is nobody's business: no page tells it."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2s
from typing import Any

from crm import clock, journal
from crm.accounts.models import Role, User
from crm.accounts.rules import require
from crm.compliments import months, queries
from crm.compliments.models import Nomination
from crm.compliments.months import Month
from crm.customers.models import Customer
from crm.db import transaction
from crm.errors import Invalid, NotFound, Outdated, Refused
from crm.journal import Change
from crm.quoting import clean
from crm.words import N_, Text

LONGEST_REASON = 300
WITHDRAW = "nomination.withdraw"


@dataclass
class Vote:
    """Whom, why, and at which customer, where that is told."""

    nominee_id: int | None
    reason: str
    customer_id: int | None = None


def vote(month: Month, values: Vote, *, by: User, seen: str | None = None) -> Nomination:
    """Nominate a colleague for the running month; a second time, from whichever tab, changes the one vote.

    ``seen`` is ``mark_of`` the vote that the form was made from: where another stands there now, raises Outdated. Also
    raises Invalid, Forbidden.
    """
    require(by, Role.STAFF)
    values.reason = clean(values.reason)
    with transaction():
        _require_running(month, "reason")
        kept = queries.vote_of(by.id, month)
        _check(values, kept, by)
        if kept and snapshot(kept) == _kept(month.key, values):
            return kept
        if seen is not None and seen != mark_of(kept):
            raise Outdated(N_("Your vote was changed in another window meanwhile. Nothing of this one is saved yet."))
        return _change(kept, month, values, by) if kept else _first(month, values, by)


def withdraw(month: Month, *, by: User) -> int | None:
    """Take one's vote back, while the month runs: what it was numbered, or None where there was none."""
    require(by, Role.STAFF)
    with transaction():
        kept = queries.vote_of(by.id, month)
        if kept is None:
            return None
        _require_running(month)
        journal.record(WITHDRAW, kept, by=by, before=snapshot(kept))
        kept.delete_instance()
        return kept.id


def vote_again(nomination_id: int, *, by: User) -> Nomination:
    """Bring back the vote that ``by`` withdrew; one that was given since stays. Raises NotFound, Invalid."""
    require(by, Role.STAFF)
    with transaction():
        of_it = (Change.kind == "nomination") & (Change.record == nomination_id) & (Change.verb == WITHDRAW)
        change = Change.select().where(of_it & (Change.user == by.id)).order_by(Change.id.desc()).first()
        if change is None:
            raise NotFound
        was = change.values["before"]
        month = months.read(was["month"])
        _require_running(month)
        return queries.vote_of(by.id, month) or vote(month, Vote(was["nominee"], was["reason"], was["customer"]), by=by)


def mark_of(kept: Nomination | None) -> str:
    """What tells one version of a vote from another, for a form to carry along."""
    return blake2s(repr(snapshot(kept)).encode(), digest_size=8).hexdigest() if kept else "none"


def snapshot(kept: Nomination) -> dict[str, Any]:
    """Everything known of a vote but whose it is, for the journal."""
    return _kept(kept.month, Vote(kept.nominee_id, kept.reason, kept.customer_id))


def _kept(month: str, values: Vote) -> dict[str, Any]:
    return {"month": month, "nominee": values.nominee_id, "customer": values.customer_id, "reason": values.reason}


def _require_running(month: Month, field: str = "") -> None:
    """Raises Invalid for the ``field`` where the form is to be sent again, else Refused."""
    running = months.current()
    if month == running:
        return
    said = month.said(running)
    if field:
        again = N_("%(month)s is over. Send this again to nominate for %(now)s.", month=said, now=running.said(running))
        raise Invalid(**{field: again})
    raise Refused(N_("%(month)s is over: what was said of it stands.", month=said))


def _check(values: Vote, kept: Nomination | None, by: User) -> None:
    wrong = {}
    if not values.reason:
        wrong["reason"] = N_("Write what this colleague did for a customer.")
    if len(values.reason) > LONGEST_REASON:
        wrong["reason"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_REASON)
    if fault := _fault(values.nominee_id, kept, by):
        wrong["nominee"] = fault
    same = kept and kept.customer_id == values.customer_id
    there = (Customer.id == values.customer_id) & Customer.deleted_at.is_null()
    if values.customer_id and not same and not Customer.select().where(there).exists():
        wrong["customer"] = N_("This customer is not in the file.")
    if wrong:
        raise Invalid(**wrong)


def _fault(nominee_id: int | None, kept: Nomination | None, by: User) -> Text | None:
    if nominee_id is None:
        return N_("Choose a colleague.")
    if nominee_id == by.id:
        return N_("Choose somebody else: you cannot nominate yourself.")
    here = (User.id == nominee_id) & User.disabled_at.is_null()
    if (kept and kept.nominee_id == nominee_id) or User.select().where(here).exists():
        return None
    return N_("Choose from the colleagues who work here now.")


def _first(month: Month, values: Vote, by: User) -> Nomination:
    now = clock.now()
    fields = {"nominee": values.nominee_id, "reason": values.reason, "customer": values.customer_id}
    made = Nomination.create(month=month.key, voter=by.id, created_at=now, updated_at=now, **fields)
    journal.record("nomination.vote", made, by=by, after=snapshot(made))  # no customer: its timeline shows who did what
    return made


def _change(kept: Nomination, month: Month, values: Vote, by: User) -> Nomination:
    before = snapshot(kept)
    kept.nominee, kept.reason, kept.customer = values.nominee_id, values.reason, values.customer_id
    kept.updated_at = max(clock.now(), kept.created_at + timedelta(seconds=1))
    kept.save()
    journal.record("nomination.change", kept, by=by, before=before, after=snapshot(kept))
    return kept
