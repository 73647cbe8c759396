"""What quotations add to other rooms: an open contact, the brief, and the digest."""

from dataclasses import dataclass
from typing import Any

from crm.customers.models import Customer
from crm.interactions.extras import Facts
from crm.news import Edition, Mark, Row, Section
from crm.quotations import queries
from crm.quotations.models import Stage
from crm.quotations.queries import Item
from crm.words import N_, N_n, Text

ROOM, ICON = "quotations", "receipt-text"
IN_DIGEST = 6
MARKS = {
    Stage.ASKED: Mark(N_("Quotation asked for"), ICON),
    Stage.SENT: Mark(N_("Quotation sent"), ICON),
    Stage.WON: Mark(N_("Quotation won"), ICON, "ok"),
    Stage.LOST: Mark(N_("Quotation lost"), ICON),
}


@dataclass(frozen=True)
class Fact:
    """A quotation in a contact; ``stage`` is the step that was made there."""

    item: Item
    stage: Stage


def in_brief(customer: Customer, reader: Any) -> list[Item]:
    """What is open there."""
    return queries.of_customer(customer.id)


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """A row and a mark for each step, in the contact where it was made."""
    wanted, found = set(interaction_ids), {}
    for item in queries.in_contacts(wanted):
        for place, stage in _steps(item).items():
            if place in wanted:
                facts = found.setdefault(place, Facts(ROOM, []))
                facts.items.append(Fact(item, stage))
                if MARKS[stage] not in facts.marks:
                    facts.marks.append(MARKS[stage])
    return found


def in_digest(edition: Edition) -> Section | None:
    """What was asked for, sent or decided on at the edition's customers. Three queries at most."""
    theirs = [
        id for id, customer in queries.between(edition.starts_at, edition.ends_at) if customer in edition.customers
    ]
    if not theirs:
        return None
    rest = len(theirs) - IN_DIGEST
    return Section(
        rows=[_row(item) for item in queries.by_ids(theirs[:IN_DIGEST])],
        more=N_n("%(num)s more quotation.", "%(num)s more quotations.", rest) if rest > 0 else None,
        more_path="/quotations/",
    )


def _steps(item: Item) -> dict[int, Stage]:
    """By contact the last step that was made there; where it came up it was asked for, unless it began further on."""
    last = Stage.SENT if item.sent_in_id == item.origin.interaction_id else Stage.ASKED
    steps = {item.origin.interaction_id: last}
    if item.sent_in_id:
        steps[item.sent_in_id] = Stage.SENT
    if item.decided_in_id:
        steps[item.decided_in_id] = item.stage
    return steps


def _row(item: Item) -> Row:
    origin = item.origin
    return Row(
        title=origin.customer_name,
        path=f"/customers/{origin.customer_id}",
        at=item.since or origin.created_at,
        quote=item.body,
        by=origin.maker.name if origin.maker else "",
        department=origin.maker.department if origin.maker else None,
        marks=(MARKS[item.stage],),
        note=_note(item),
        link=N_("Read"),
    )


def _note(item: Item) -> Text | None:
    """Why it was won or lost, or until when it is good."""
    if item.why and item.explanation:
        return N_("%(reason)s: %(sentence)s", reason=item.why, sentence=item.explanation)
    if item.stage == Stage.SENT and item.valid_until:
        return N_("valid until and including %(day)s", day=f"{item.valid_until:%d-%m-%Y}")
    return item.why
