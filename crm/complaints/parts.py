"""What complaints add to other rooms: the brief, an open contact, the digest, and the empty chair."""

from datetime import datetime, timedelta
from typing import Any

from crm.complaints import queries
from crm.complaints.models import Complaint, State
from crm.complaints.queries import Item
from crm.customers.models import Customer
from crm.interactions.extras import Facts
from crm.news import Edition, Mark, Occasion, Row, Section
from crm.quoting import quote
from crm.words import N_, N_n, Text

ROOM = "complaints"
YEAR = timedelta(days=365)
OVER_IN_BRIEF, IN_DIGEST = 3, 6
QUOTED = 200  # characters
ICON = "message-square-warning"
MARK = Mark(N_("Complaint"), ICON, "late")


def in_brief(customer: Customer, reader: Any) -> list[Item]:
    """What is open at the customer: whoever is about to call must know it first."""
    return queries.of_customer(customer.id)


def over_in_brief(customer: Customer, reader: Any) -> list[Item]:
    """What they complained about in the last twelve months that is over, with what we learnt."""
    return queries.over_of_customer(customer.id, reader.now - YEAR, OVER_IN_BRIEF)


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """What came up in these contacts, as rows, and a mark."""
    found: dict[int, Facts] = {}
    for item in queries.in_contacts(interaction_ids):
        facts = found.setdefault(item.origin.interaction_id, Facts(ROOM, [], [MARK]))
        facts.items.append(item)
    return found


def occasions(since: datetime, limit: int) -> list[Occasion]:
    """Customers who complained since then, the last first."""
    return [
        Occasion(
            one.origin.customer_id,
            one.received_at,
            one.origin.interaction_id,
            N_("They complained: %(what)s", what=one.body),
        )
        for one in queries.newest(since, limit)
    ]


def in_digest(edition: Edition) -> Section | None:
    """What was new and what was solved at the edition's customers, and what we learnt, wherever that was.

    Four queries at most, and the company's clock. What happened to one complaint in one edition is one row, the last
    of it; the light rows of all customers are read and theirs picked here, as for other registers.
    """
    told: dict[int, str] = {}
    for field, how in ((Complaint.learnt_at, "learnt"), (Complaint.solved_at, "solved"), (Complaint.created_at, "new")):
        for id, customer_id in queries.between(field, edition.starts_at, edition.ends_at):
            if how == "learnt" or customer_id in edition.customers:
                told.setdefault(id, how)
    if not told:
        return None
    ids = sorted(told, key=lambda id: ("new", "solved", "learnt").index(told[id]))  # as found within each
    rest = len(ids) - IN_DIGEST
    new = sum(how == "new" for how in told.values())
    return Section(
        rows=[_row(one, told[one.id]) for one in queries.by_ids(ids[:IN_DIGEST])],
        headline=N_n("%(num)s complaint", "%(num)s complaints", new) if new else None,
        apart=True,
        more=N_n("%(num)s more about complaints.", "%(num)s more about complaints.", rest) if rest > 0 else None,
        more_path="/complaints/",
    )


def _row(item: Item, how: str) -> Row:
    maker = item.origin.maker
    by = item.owner if how != "new" else maker
    told = {"new": item.body, "solved": item.remedy, "learnt": item.lesson}[how] or item.body
    return Row(
        title=item.origin.customer_name,
        path=f"/complaints/{item.id}",
        at={"new": item.received_at, "solved": item.solved_at, "learnt": item.learnt_at}[how],
        late=item.late,
        quote=quote("", told, QUOTED),
        by=by.name if by else "",
        department=by.department if by else None,
        marks=(MARK,),
        note=_note(item, how),
        state=item.said_state if item.open else None,
        link=N_("Read"),
    )


def _note(item: Item, how: str) -> Text | None:
    if how == "learnt":
        return N_("What we learnt from “%(what)s”", what=item.body)
    if how == "solved":
        return N_("“%(what)s” was solved %(after)s", what=item.body, after=item.solved_after)
    if item.state == State.RECEIVED and item.owner:
        return N_("%(name)s sees to it", name=item.owner.name)
    return None
