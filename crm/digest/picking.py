"""Which contacts a digest quotes: of the reader's customers, then of their department, then of elsewhere.

All three are picked at once, because each takes what the one before left, and few read for more than two minutes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crm.customers.models import CustomerView
from crm.digest import pool
from crm.digest.pool import Light, Pool
from crm.interactions import queries
from crm.interactions.queries import Entry
from crm.news import Edition, Mark
from crm.words import N_

YOURS, DEPARTMENT, ELSEWHERE = 8, 4, 3  # rows at most
TOGETHER = 10  # of all three; the later ones still get the few below
AT_LEAST = {"department": 2, "elsewhere": 1}
AT_ONE_CUSTOMER = 2
GRAVE = 4  # points for each mark
READ_WHOLE = {"yours": 30, "department": 15, "elsewhere": 15}  # of these the telling ones are picked


@dataclass
class Picks:
    """What is quoted, and how much there was: ``new`` contacts at ``customers`` customers, of which some were read."""

    yours: list[Entry] = field(default_factory=list)
    department: list[Entry] = field(default_factory=list)
    elsewhere: list[Entry] = field(default_factory=list)
    new: int = 0
    customers: int = 0
    read: int = 0
    of_department: int = 0
    per_customer: dict[int, int] = field(default_factory=dict)


def picked(edition: Edition) -> Picks:
    """What all three sections quote; picked once per edition."""
    if "contacts" not in edition.found:
        edition.found["contacts"] = _picked(edition, pool.of(edition))
    return edition.found["contacts"]


def _picked(edition: Edition, known: Pool) -> Picks:
    seen, found = _seen(edition), Picks()
    own = 0 if edition.department else edition.reader.id  # what they did themselves is no news to them
    new = _new(edition, known, seen, own, found)
    rest = [one for one in known.rows if one.customer not in edition.customers and one.author != own]
    rest = [one for one in rest if one.created > seen.get(one.customer, 0)]
    ours = edition.reader.department_id
    of_ours = [one for one in rest if ours in (one.department, one.owner_department)]
    found.of_department = len(of_ours)
    others = (one for one in rest if ours not in (one.department, one.owner_department))
    candidates = {
        "yours": list(_spread(new, AT_ONE_CUSTOMER, READ_WHOLE["yours"])),
        "department": list(_spread(of_ours, 1, READ_WHOLE["department"])),
        "elsewhere": list(_spread(others, 1, READ_WHOLE["elsewhere"])),
    }
    whole = {one.id: one for one in queries.by_ids(one.id for some in candidates.values() for one in some)}
    _pick(found, {name: _best(some, whole) for name, some in candidates.items()})
    return found


def _new(edition: Edition, known: Pool, seen: dict[int, int], own: int, found: Picks) -> list[Light]:
    """What others did at the edition's customers since the reader looked there; ``found`` gets the counts."""
    new: list[Light] = []
    for customer in edition.customers & known.by_customer.keys():
        by_others = [one for one in known.by_customer[customer] if one.author != own]
        unread = [one for one in by_others if one.created > seen.get(customer, 0)]
        found.read += len(by_others) - len(unread)
        if unread:
            found.per_customer[customer] = len(unread)
            new += unread
    found.new, found.customers = len(new), len(found.per_customer)
    return sorted(new, key=lambda one: (-one.score, -one.created, -one.id))


def _pick(found: Picks, best: dict[str, list[Entry]]) -> None:
    """The fewer there are at the reader's own customers, the more there is room for of others."""
    found.yours = _together(best["yours"][:YOURS])
    room = max(AT_LEAST["department"], TOGETHER - len(found.yours))
    found.department = best["department"][: min(DEPARTMENT, room)]
    room = max(AT_LEAST["elsewhere"], TOGETHER - len(found.yours) - len(found.department))
    found.elsewhere = best["elsewhere"][: min(ELSEWHERE, room)]


def _spread(rows: Iterable[Light], each: int, limit: int) -> Iterator[Light]:
    """The first ``limit`` of them, at most ``each`` of one customer."""
    taken: dict[int, int] = {}
    for one in rows:
        if taken.get(one.customer, 0) < each:
            taken[one.customer] = taken.get(one.customer, 0) + 1
            yield one
            limit -= 1
            if not limit:
                return


def _best(candidates: list[Light], whole: dict[int, Entry]) -> list[Entry]:
    """The candidates that are still there, the most telling first now that their marks are known, then the newest."""
    there = [(one, whole[one.id]) for one in candidates if one.id in whole]
    points = {one.id: with_marks(one.score, [mark.kind for mark in marks_of(entry)]) for one, entry in there}
    there.sort(key=lambda pair: (-points[pair[0].id], -pair[0].created, -pair[0].id))
    return [entry for _one, entry in there]


def _together(entries: list[Entry]) -> list[Entry]:
    """Those of one customer behind each other, where the first of them stood."""
    places: dict[int, int] = {}
    for one in entries:
        places.setdefault(one.customer_id, len(places))
    return sorted(entries, key=lambda one: places[one.customer_id])


def _seen(edition: Edition) -> dict[int, int]:
    """When the reader last saw each customer before the edition ended, in seconds; a department reads nothing.

    Of a customer that they opened again since, the look before it is known; so the page of last week stays what the
    mail was. What they saw before it began says nothing of what was logged in it.
    """
    if edition.department:
        return {}
    mine = (CustomerView.user == edition.reader.id) & (CustomerView.seen_at >= edition.starts_at)
    rows = CustomerView.select(CustomerView.customer_id, CustomerView.seen_at, CustomerView.before_at).where(mine)
    found = {}
    for customer, seen_at, before_at in rows.tuples():
        last = seen_at if seen_at < edition.ends_at else before_at
        if last and edition.starts_at <= last < edition.ends_at:
            found[customer] = int(last.timestamp())
    return found


def with_marks(points: int, kinds: list[str]) -> int:
    """The points once it is known what the marks are: what went wrong or surprised us comes before all else."""
    return points + GRAVE * sum(kind in ("late", "warn") for kind in kinds)


def marks_of(entry: Entry) -> list[Mark]:
    """What stands beside its title on every page, but for how it was changed."""
    known = [Mark(N_("Good to know"), "pin")] if entry.pinned else []
    return known + [mark for facts in entry.facts for mark in facts.marks]
