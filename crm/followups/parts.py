"""What follow-ups add to other rooms: the first page, the brief, an open contact, and the digest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crm.accounts.models import User
from crm.customers.models import Customer
from crm.followups import queries
from crm.interactions.extras import Facts, Mark
from crm.news import Edition, Row, Section
from crm.words import N_, N_n, Text, in_words

ROOM = "followups"
AHEAD = timedelta(days=7)  # of the digest
IN_DIGEST, LATE = 6, 4  # rows, and how many of them are late where others are due soon
COUNTED = 1_000


@dataclass(frozen=True)
class Mine:
    """What stands on the first page; ``more`` says that it is not all."""

    rows: list[queries.Item]
    more: bool


def on_first_page(user: User, now: datetime) -> Mine | None:
    """What is open for who looks."""
    rows, more = queries.mine(user)
    return Mine(rows, more) if rows else None


def in_brief(customer: Customer, reader: Any) -> list[queries.Item]:
    """What is open at the customer."""
    return queries.of_customer(customer.id)


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """What these contacts asked for and what they settled, as rows; a mark for what is open and for a result."""
    wanted, found = set(interaction_ids), {}
    for item in queries.around(wanted):
        for place, settled in ((item.origin_id, False), (item.result_id, True)):
            if place in wanted:
                facts = found.setdefault(place, Facts(ROOM, []))
                facts.items.append({"item": item, "settled": settled})
                if settled:
                    facts.marks.append(Mark(N_("Follow-up finished"), "circle-check"))
                elif item.done_at is None:
                    facts.marks.append(Mark(N_("Follow-up"), "list-todo"))
    for facts in found.values():
        facts.marks = list(dict.fromkeys(facts.marks))
    return found


def in_digest(edition: Edition) -> Section | None:
    """What is late and what is due within a week, as it stood when the edition ended."""
    known = queries.open_at_the_end(edition, edition.today + AHEAD, COUNTED)
    if not known:
        return None
    late = [id for id, due_on in known if due_on < edition.today]
    soon = [id for id, due_on in known if due_on >= edition.today]
    shown = late[: max(LATE, IN_DIGEST - len(soon))]
    shown += soon[: IN_DIGEST - len(shown)]
    rest = len(known) - len(shown)
    return Section(
        rows=[_in_digest(item, edition) for item in queries.by_ids(shown)],
        title=N_("Open, for %(department)s", department=edition.department.name) if edition.department else None,
        headline=N_n("%(num)s follow-up late", "%(num)s follow-ups late", len(late)) if late else None,
        apart=True,
        lead=_lead(len(late), edition) if late else None,
        more=N_n("%(num)s more open.", "%(num)s more open.", rest) if rest else None,
        more_path="/followups/?whose=department" if edition.department else "/followups/",
    )


def _in_digest(item: queries.Item, edition: Edition) -> Row:
    days = (edition.today - item.due_on).days
    return Row(
        title=item.what,
        path=f"/followups/{item.id}",
        at=item.due_on,
        late=days > 0,
        note=_whose(item, edition),
        state=N_n("%(num)s day late", "%(num)s days late", days) if days > 0 else None,
    )


def _whose(item: queries.Item, edition: Edition) -> Text:
    """Where it is to be done, and by whom where that is not the reader."""
    if item.assignee and item.assignee.id == edition.reader.id and not edition.department:
        return N_("at %(customer)s", customer=item.customer_name)
    return N_("at %(customer)s, for %(name)s", customer=item.customer_name, name=item.for_name)


def _lead(late: int, edition: Edition) -> Text:
    count = in_words(late)
    if edition.department:
        return N_n("One follow-up is late.", "Of the follow-ups, %(count)s are late.", late, count=count)
    return N_n("One follow-up of yours is late.", "Of your follow-ups, %(count)s are late.", late, count=count)
