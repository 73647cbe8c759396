"""Customers that went silent: nobody had contact with them for much longer than is usual there.

What is usual is the median of the gaps between the days of their last contacts. Three times that is remarkable, but
never before two months (somebody who called daily about one order is not lost after a week) and always after a year.
Of a customer with fewer than three such days nothing is usual, so only a year is remarkable. Attempts that reached
nobody and notes among ourselves are no contact.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from peewee import fn

from crm.customers.models import Customer, Status
from crm.interactions.models import Direction, Interaction
from crm.words import N_, N_n, Text

DAY = 86_400  # seconds
SHORTEST, LONGEST, TIMES = 60, 365, 3  # days, days, and how often the usual gap
LAST = 12  # contacts that say what is usual
WEEK, MONTH = 7, 30.4  # days
SEVERAL = 4  # days: below this there was contact more than once a week
MOST = 5_000  # customers looked at; SQLite takes 32,766 values at most
# Of those who are silent now a page can wait for this many: some 100 ms at a million contacts. Of no more than FEW
# customers each is asked for the last contact, of more the contacts are walked back.
AT_ONCE, FEW = 400, 15_000
ABOVE = 1_000_000  # days; no silence without a rhythm is so long
EVER = datetime(1971, 1, 2, tzinfo=UTC)  # before every contact
CONTACT = Interaction.deleted_at.is_null() & Interaction.reached & (Interaction.direction != Direction.INTERNAL)


@dataclass(frozen=True)
class Silent:
    """A customer without contact since ``last_at``; ``usual`` is the gap in days that there was before, if any.

    ``rank``: higher where more is remarkable; of how many times as long as usual it is, and below all of those, where
    nothing is usual, of the days. Of whole days, so that it is the same all day long.
    """

    customer_id: int
    name: str
    last_at: datetime
    usual: float | None
    rank: int = 0


@dataclass(frozen=True)
class Lasting:
    """Who is silent now: for the most times as long as usual first, then, where nothing is usual, for longest.

    With whom there was contact before ``back_to`` nobody looked at (None: all were looked at).
    """

    rows: list[Silent]
    back_to: datetime | None


def allowed(days: list[int]) -> tuple[float, float | None]:
    """How many days of silence are still ordinary after contacts on these ``days`` (numbers), and what was usual."""
    gaps = [later - earlier for earlier, later in pairwise(sorted(set(days)))]
    if len(gaps) < 2:
        return LONGEST, None
    usual = median(gaps)
    return min(max(SHORTEST, TIMES * usual), LONGEST), usual


def begun(whose: Any, starts_at: datetime, ends_at: datetime) -> list[Silent]:
    """Customers (``whose`` is the condition) whose silence became remarkable from ``starts_at`` up to ``ends_at``.

    As it was at ``ends_at``, and where they broke a habit of few days first. Only those with whom we do business.
    Two queries.
    """
    last = _last_contacts(whose, starts_at, ends_at)
    days = _days_of(list(last), ends_at)
    found = []
    for customer_id, (name, seconds) in last.items():
        limit, usual = allowed(days[customer_id])
        if starts_at.timestamp() <= seconds + limit * DAY < ends_at.timestamp():
            found.append(Silent(customer_id, name, datetime.fromtimestamp(seconds, UTC), usual))
    return sorted(found, key=lambda one: (one.usual or LONGEST, one.name, one.customer_id))


def lasting(whose: Any, at: datetime, before: datetime | None = None) -> Lasting:
    """Customers (``whose`` is the condition) who are silent ``at`` that moment, with whom the last contact was before
    ``before``.

    Of more than ``AT_ONCE`` customers only so many are looked at, those with the latest contact of all that may be
    silent: walking back through the contacts costs the same however many customers there are. Three queries.
    """
    latest = min(at - timedelta(days=SHORTEST), before or at)
    of_them = Customer.select(Customer.id).where(whose & (Customer.status == Status.CUSTOMER)).limit(FEW + 1)
    if of_them.count() > FEW:
        last = _walked_back(whose, latest, at)
    else:
        known = _last_contacts(whose, EVER, at, FEW)
        last = {id: one for id, one in known.items() if one[1] < latest.timestamp()}
    last, back_to = _latest(last)
    days, found = _days_of(list(last), at), []
    for customer_id, (name, seconds) in last.items():
        limit, usual = allowed(days[customer_id])
        if at.timestamp() - seconds > limit * DAY:
            rank = _rank(int(at.timestamp()) // DAY - seconds // DAY, usual)
            found.append(Silent(customer_id, name, datetime.fromtimestamp(seconds, UTC), usual, rank))
    return Lasting(sorted(found, key=lambda one: (-one.rank, one.customer_id)), back_to)


def said(one: Silent, at: datetime) -> Text:
    """How long nobody has had contact ``at`` that moment: "12 weeks without contact, usually every 3 weeks"."""
    weeks = (at - one.last_at).days // WEEK  # never fewer than eight
    if one.usual is None:
        return N_("%(weeks)s weeks without contact", weeks=weeks)
    if one.usual < SEVERAL:
        return N_("%(weeks)s weeks without contact, usually several times a week", weeks=weeks)
    if one.usual < 8 * WEEK:
        return N_n(
            "%(weeks)s weeks without contact, usually every week",
            "%(weeks)s weeks without contact, usually every %(num)s weeks",
            max(round(one.usual / WEEK), 1),
            weeks=weeks,
        )
    months = round(one.usual / MONTH)
    return N_("%(weeks)s weeks without contact, usually every %(months)s months", weeks=weeks, months=months)


def _rank(days: int, usual: float | None) -> int:
    return ABOVE + round(1000 * days / usual) if usual else days


def _last_contacts(whose: Any, starts_at: datetime, ends_at: datetime, most: int = MOST) -> dict[int, tuple[str, int]]:
    """By customer its name and when the last contact was, where that lies so far back that it may be remarkable."""
    here = (Interaction.customer == Customer.id) & (Interaction.occurred_at < ends_at) & CONTACT
    newest = (
        Interaction.select(Interaction.occurred_at)
        .where(here)
        .order_by(Interaction.occurred_at.desc(), Interaction.id.desc())
        .limit(1)
    )
    query = Customer.select(Customer.id, Customer.name, newest).where(whose & (Customer.status == Status.CUSTOMER))
    earliest = (starts_at - timedelta(days=LONGEST)).timestamp()
    latest = (ends_at - timedelta(days=SHORTEST)).timestamp()
    found = {}
    for customer_id, name, at in query.tuples().iterator():
        if at is not None and earliest <= (seconds := _seconds(at)) < latest and len(found) < most:
            found[customer_id] = (name, seconds)
    return found


def _walked_back(whose: Any, latest: datetime, at: datetime) -> dict[int, tuple[str, int]]:
    """The same of ``AT_ONCE`` customers and one more, found from their last contacts, beginning before ``latest``."""
    Later = Interaction.alias("later")
    since = (Later.customer == Interaction.customer) & (Later.occurred_at > Interaction.occurred_at)
    was_contact = Later.deleted_at.is_null() & Later.reached & (Later.direction != Direction.INTERNAL)
    none_since = ~fn.EXISTS(Later.select(Later.id).where(since & (Later.occurred_at < at) & was_contact))
    of_them = whose & (Customer.status == Status.CUSTOMER) & (Customer.id == Interaction.customer)
    query = (  # the name from a subquery: of a join SQLite would begin with the customers, and sort a million contacts
        Interaction.select(
            Interaction.customer_id, Customer.select(Customer.name).where(of_them), Interaction.occurred_at + 0
        )
        .where((Interaction.occurred_at < latest) & CONTACT & none_since)
        .where(fn.EXISTS(Customer.select(Customer.id).where(of_them)))
        .order_by(Interaction.occurred_at.desc(), Interaction.id.desc())
        .limit(AT_ONCE + 1)
    )
    return {customer_id: (name, _seconds(at)) for customer_id, name, at in query.tuples()}


def _latest(last: dict[int, tuple[str, int]]) -> tuple[dict[int, tuple[str, int]], datetime | None]:
    """``AT_ONCE`` of them, and before when the others were; whoever was in the same second as the next, is of those."""
    if len(last) <= AT_ONCE:
        return last, None
    seconds = sorted((at for _name, at in last.values()), reverse=True)[AT_ONCE]
    kept = {id: one for id, one in last.items() if one[1] > seconds}
    if not kept:  # an import may give all of them the same
        return last, datetime.fromtimestamp(seconds, UTC)
    return kept, datetime.fromtimestamp(seconds + 1, UTC)


def _days_of(customer_ids: list[int], ends_at: datetime) -> dict[int, list[int]]:
    """By customer the days, as numbers, of its last contacts before ``ends_at``."""
    Earlier = Interaction.alias("earlier")
    was_contact = Earlier.deleted_at.is_null() & Earlier.reached & (Earlier.direction != Direction.INTERNAL)
    first_of_them = (
        Earlier.select(Earlier.occurred_at)
        .where((Earlier.customer == Customer.id) & (Earlier.occurred_at < ends_at) & was_contact)
        .order_by(Earlier.occurred_at.desc(), Earlier.id.desc())
        .limit(1)
        .offset(LAST - 1)
    )
    since = Interaction.occurred_at >= fn.COALESCE(first_of_them, 0)
    query = (
        Customer.select(Customer.id, Interaction.occurred_at + 0)
        .join(Interaction)
        .where(Customer.id.in_(customer_ids) & since & (Interaction.occurred_at < ends_at) & CONTACT)
    )
    found = defaultdict(list)
    for customer_id, at in query.tuples().iterator():
        found[customer_id].append(_seconds(at) // DAY)
    return found


def _seconds(at: datetime | int) -> int:
    return int(at.timestamp()) if isinstance(at, datetime) else at
