"""Every figure counted row by row, as the contract with the page says it in words: what the product must equal."""

from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

from crm.agreements.models import Agreement
from crm.complaints.models import Complaint
from crm.consults.models import Consult, ConsultCount
from crm.departures.models import Departure
from crm.followups.models import FollowUp
from crm.interactions.models import Interaction
from crm.quotations.models import Quotation
from crm.satisfaction.models import Rating
from crm.surprises.models import Surprise
from crm.teamwork import queries
from crm.teamwork.models import Tally

FIGURES = {"contacts", "consulted", "surprises", "agreements", "complaints", "answered", "solved"} | {
    *("followups", "marks", "quotations", "departures")
}
Found = Counter[tuple[str, date, int, str]]


def recount(zone: ZoneInfo) -> Found:
    """By figure, day, department (0: none) and detail."""
    found: Found = Counter()

    def day(moment: datetime) -> date:
        return moment.astimezone(zone).date()

    def add(figure: str, on: date | None, department: int | None, detail: object) -> None:
        if on is not None:
            found[figure, on, department or 0, str(detail)] += 1

    present = {one.id: one for one in Interaction.select() if not one.deleted_at and not one.customer.deleted_at}
    for one in present.values():
        add("contacts", day(one.occurred_at), one.department_id, one.channel)
    for one in _there(Surprise, present):
        add("surprises", day(one.created_at), one.department_id, one.cause)
    for one in _there(Agreement, present):
        late = one.state == "kept" and one.settled_on and one.due_on and one.settled_on > one.due_on
        how = f"{one.side}:{'late' if late else one.state}"
        add("agreements", one.due_on, present[one.interaction_id].department_id, how)
    for one in _there(Complaint, present):
        whose = present[one.interaction_id].department_id
        add("complaints", day(one.received_at), whose, one.state)
        for figure, moment in (("answered", one.answered_at), ("solved", one.solved_at)):
            if moment:
                add(figure, day(moment), whose, min(max((moment - one.received_at).days, 0), 999))
    for one in _there(Rating, present):
        add("marks", day(one.created_at), present[one.interaction_id].department_id, one.score)
    for one in _there(Quotation, present):
        if one.stage in ("won", "lost"):
            add("quotations", one.decided_on, one.department_id, one.stage)
    for one in FollowUp.select():
        if not one.deleted_at and not one.customer.deleted_at:
            how = "open" if not one.done_at else "on_time" if day(one.done_at) <= one.due_on else "late"
            add("followups", one.due_on, one.department_id or one.user.department_id, how)
    for one in Departure.select():
        if not (one.customer.deleted_at or one.deleted_at or one.returned_on):
            add("departures", one.left_on, one.department_id, one.reason or "unknown")
    return found + _consulted(present, zone)


def live(first: date, last: date) -> Found:
    """What the page reads."""
    cells = queries.counted(first, last, by="day")
    return Counter({(one.figure, one.day, one.department, one.detail): one.amount for one in cells})


def kept() -> Found:
    """What the tallies say, but for the stocks."""
    rows = Tally.select().where(Tally.figure.in_(sorted(FIGURES)))
    return Counter({(one.figure, date.fromordinal(one.day), one.department, one.detail): one.amount for one in rows})


def _there(model: type, present: dict[int, Interaction]) -> list:
    return [one for one in model.select() if not one.deleted_at and one.interaction_id in present]


def _consulted(present: dict[int, Interaction], zone: ZoneInfo) -> Found:
    found: Found = Counter()
    consults = list(Consult.select())
    forgotten = [(date.fromisocalendar(int(one.week[:4]), int(one.week[6:]), 1), one) for one in ConsultCount.select()]
    for monday, one in forgotten:
        found["consulted", monday, one.department_id, "yes"] += one.consulted
        found["consulted", monday, one.department_id, "no"] += one.outgoing - one.consulted
    if forgotten:
        live_from = max(monday for monday, _one in forgotten).toordinal() + 7
    elif consults:
        oldest = min(one.last_at for one in consults).astimezone(zone).date()
        live_from = oldest.toordinal() - oldest.weekday()
    else:
        return found
    for one in present.values():
        on = one.occurred_at.astimezone(zone).date()
        if one.direction == "out" and one.author_id and one.department_id and on.toordinal() >= live_from:
            looked = any(_counts(consult, one) for consult in consults)
            found["consulted", on, one.department_id, "yes" if looked else "no"] += 1
    return +found


def _counts(consult: Consult, contact: Interaction) -> bool:
    at = int(contact.occurred_at.timestamp())
    last, started = int(consult.last_at.timestamp()), int(consult.started_at.timestamp())
    theirs = consult.customer_id == contact.customer_id and consult.user_id == contact.author_id
    if not theirs or not at - 3600 <= last <= at + 86_400:
        return False
    brief = int(consult.brief_at.timestamp()) if consult.brief_at else None
    in_minute = brief is not None and at % 60 == 0 and brief < at + 60
    return started <= at - 60 or (brief is not None and brief >= at - 3600 and (brief <= at or in_minute))
