"""What agreements add to other rooms: the brief, an open contact, the first page, and the digest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crm.absences import queries as absences
from crm.accounts.models import User
from crm.agreements import queries
from crm.agreements.headings import end_of_week
from crm.agreements.models import State
from crm.company import clock as company
from crm.customers.models import Customer
from crm.interactions.extras import Facts
from crm.news import Edition, Mark, Row, Section
from crm.words import N_, N_n, Text

ROOM = "agreements"
WENT_WRONG = 5  # on the brief
AHEAD = timedelta(days=7)  # of the digest
BEHIND = timedelta(days=60)  # so long the digest goes on about what is late
IN_DIGEST, LATE = 6, 3  # rows, and how many of them are late where there is more to tell
ENDS = {State.KEPT: Mark(N_("Agreement kept"), "handshake"), State.BROKEN: Mark(N_("Not kept"), "handshake", "late")}


@dataclass(frozen=True)
class Mine:
    """What stands on the first page; ``more`` says that it is not all."""

    rows: list[queries.Item]
    more: bool


def on_first_page(user: User, now: datetime) -> Mine | None:
    """What is late or due this week, of what the reader agreed or has at their customers."""
    today = company.today(now)
    rows, more = queries.mine(user, absences.covered_by(user.id, now), today, end_of_week(today))
    return Mine(rows, more) if rows else None


def in_brief(customer: Customer, reader: Any) -> list[queries.Item]:
    """What is open at the customer, and what was for once until shortly."""
    return queries.of_customer(customer.id)


def went_wrong(customer: Customer, reader: Any) -> list[queries.Item]:
    """What we did not keep there in the last year."""
    return queries.broken_at(customer.id, WENT_WRONG)


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """What was agreed in these contacts and what they show the end of, as rows; a mark for each sort."""
    wanted, found = set(interaction_ids), {}
    for item in queries.around(wanted):
        made, shown = item.origin.interaction_id, item.shown_id
        if made in wanted:
            _add(found, made, item, False, Mark(N_("Agreement"), "handshake"))
        if shown in wanted and shown != made:
            _add(found, shown, item, True, ENDS.get(item.state))
    return found


def _add(found: dict[int, Facts], place: int, item: queries.Item, shows: bool, mark: Mark | None) -> None:
    facts = found.setdefault(place, Facts(ROOM, []))
    facts.items.append({"item": item, "shows": shows})
    if mark and mark not in facts.marks:
        facts.marks.append(mark)


def in_digest(edition: Edition) -> Section | None:
    """At the edition's customers, and of what its reader agreed: what is late, due or ending within a week, and new."""
    on = company.today(edition.ends_at)
    due = {id: day for id, *about, day in queries.due_until(on - BEHIND, on, on + AHEAD) if _theirs(edition, *about)}
    made = queries.made_between(edition.starts_at, edition.ends_at)
    late = [id for id, day in due.items() if day < on]
    rest = [id for id, day in due.items() if day >= on]
    rest += [id for id, *about in made if id not in due and _theirs(edition, *about)]
    shown = late[: max(LATE, IN_DIGEST - len(rest))]
    shown += rest[: IN_DIGEST - len(shown)]
    if not shown:
        return None
    left = len(late) + len(rest) - len(shown)
    return Section(
        rows=[_row(item) for item in queries.by_ids(shown, on)],
        headline=N_n("%(num)s agreement late", "%(num)s agreements late", len(late)) if late else None,
        apart=True,
        more=N_n("%(num)s more agreement.", "%(num)s more agreements.", left) if left else None,
        more_path="/agreements/",
    )


def _theirs(edition: Edition, customer_id: int, maker_id: int | None) -> bool:
    mine = not edition.department and maker_id == edition.reader.id
    return mine or customer_id in edition.customers


def _row(item: queries.Item) -> Row:
    what = {"what": item.body}
    return Row(
        title=N_("We: %(what)s", **what) if item.ours else N_("They: %(what)s", **what),
        path=f"/agreements/{item.id}",
        at=item.day,
        late=bool(item.days_late),
        by=item.origin.maker.name if item.origin.maker else "",
        department=item.origin.maker.department if item.origin.maker else None,
        note=N_("at %(customer)s", customer=item.origin.customer_name),
        state=item.late_words or item.held or item.ended or _end(item),
    )


def _end(item: queries.Item) -> Text | None:
    """Of a price or discount: the day in the margin is its last, and not by when something must be done."""
    if item.due_on or item.ends_on is None:
        return None
    return N_("until %(day)s inclusive", day=f"{item.ends_on:%d-%m}")
