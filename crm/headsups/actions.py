"""Everything that writes warnings. One transaction and one Change each."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.db import transaction
from crm.errors import Forbidden, Invalid, NotFound, Refused
from crm.headsups import queries
from crm.headsups.models import HeadsUp
from crm.interactions import actions as interactions
from crm.interactions.models import Interaction
from crm.words import N_

LONGEST_BODY = 300
LONGEST_AHEAD = timedelta(days=366)  # what holds for longer is good to know, and not a warning


@dataclass
class Values:
    """What must be known, up to and including which day of the company's calendar."""

    body: str
    until_on: date | None


def create(
    customer_id: int,
    values: Values,
    *,
    by: User | Console,
    interaction_id: int | None = None,
    request_key: str | None = None,
) -> HeadsUp:
    """Warn of something; ``interaction_id`` is the contact in which it arose. The same request twice warns once.

    Raises Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    check(values, queries.today())
    now = clock.now()
    with transaction():
        if request_key and (earlier := HeadsUp.get_or_none(HeadsUp.request_key == request_key)):
            return earlier
        customer = customers.get(customer_id)
        found = HeadsUp.create(
            customer=customer,
            interaction=_contact_of(customer, interaction_id),
            body=values.body,
            until_on=values.until_on,
            created_by=by.id,
            created_at=now,
            updated_at=now,
            request_key=request_key,
        )
        journal.record("headsup.create", found, by=by, customer=customer.id, after=snapshot(found))
        return found


def edit(headsup_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> HeadsUp:
    """Change its words or its last day; one whose day is over holds again. ``seen``: see ``journal.revision``."""
    require(by, Role.STAFF)
    check(values, queries.today())
    with transaction():
        journal.refuse_if_changed("headsup", headsup_id, seen)
        found = get(headsup_id)
        require_may_change(found, by=by)
        if found.deleted_at:
            raise Refused(N_("This heads-up was ended; bring it back before you change it."))
        before = snapshot(found)
        found.body, found.until_on = values.body, values.until_on
        if snapshot(found) != before:
            found.updated_at = max(clock.now(), found.created_at + timedelta(seconds=1))
            found.save()
            after = snapshot(found)
            journal.record("headsup.edit", found, by=by, customer=found.customer_id, before=before, after=after)
    return found


def end(headsup_id: int, *, by: User | Console) -> HeadsUp:
    """It need not be known any longer, before its day has come."""
    return _set_ended(headsup_id, True, by=by)


def restore(headsup_id: int, *, by: User | Console) -> HeadsUp:
    """It was ended too early: it holds until its day again."""
    return _set_ended(headsup_id, False, by=by)


def get(headsup_id: int) -> HeadsUp:
    """The row, ended or not, with its customer. Raises NotFound, also where that is in the bin."""
    query = HeadsUp.select(HeadsUp, Customer).join(Customer)
    found = query.where((HeadsUp.id == headsup_id) & queries.THERE).get_or_none()
    if found is None:
        raise NotFound(N_("This heads-up is not in the file."))
    return found


def may_change(found: HeadsUp, *, by: User | Console) -> bool:
    """Who made it, whose customer it is, and managers."""
    return by.may(Role.MANAGER) or (by.may(Role.STAFF) and by.id in (found.created_by_id, found.customer.owner_id))


def require_may_change(found: HeadsUp, *, by: User | Console) -> None:
    """Pass when ``by`` may change it. Raises Forbidden."""
    if not may_change(found, by=by):
        raise Forbidden(N_("Only who made this, whose customer it is and managers may change it."))


def check(values: Values, today: date) -> None:
    """Raise Invalid with everything that is wrong; tidies the text. ``today`` is the company's date."""
    values.body = " ".join(values.body.replace("\0", "").split())
    wrong = {}
    if not values.body:
        wrong["body"] = N_("Write what colleagues must know first, or leave the heads-up out.")
    if len(values.body) > LONGEST_BODY:
        wrong["body"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_BODY)
    if values.until_on is None:
        wrong["until_on"] = N_("Write until which day this holds, for example Friday, in 2 weeks or 27-11-2026.")
    elif values.until_on < today:
        wrong["until_on"] = N_("This day is over; choose today or later.")
    elif values.until_on > today + LONGEST_AHEAD:
        wrong["until_on"] = N_("Choose a day within a year; what always holds belongs under “Good to know”.")
    if wrong:
        raise Invalid(**wrong)


def snapshot(found: HeadsUp) -> dict[str, Any]:
    """Everything known of a warning, for the journal."""
    return {"body": found.body, "until_on": found.until_on}


def _set_ended(headsup_id: int, ended: bool, *, by: User | Console) -> HeadsUp:
    require(by, Role.STAFF)
    with transaction():
        found = get(headsup_id)
        require_may_change(found, by=by)
        if (found.deleted_at is not None) != ended:
            found.deleted_at = clock.now() if ended else None
            found.save(only=[HeadsUp.deleted_at])
            journal.record(f"headsup.{'end' if ended else 'restore'}", found, by=by, customer=found.customer_id)
    return found


def _contact_of(customer: Customer, interaction_id: int | None) -> Interaction | None:
    found = interactions.get(interaction_id) if interaction_id else None
    if found and found.customer_id != customer.id:
        raise NotFound(N_("This contact is not in the file."))
    return found
