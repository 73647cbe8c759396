"""What was promised, by when, and how it ended: agreements and quotations."""

from typing import Any

from peewee import fn

from crm.agreements.models import Agreement, State
from crm.interactions.models import Interaction
from crm.quotations.models import Quotation, Stage
from crm.teamwork.measures.figure import Figure, of_contact, only

LATE = "late"  # kept, after its day


def _how(side: str, state: str, late: Any) -> str:
    return f"{side}:{LATE if state == State.KEPT and late else state}"


def _decided(query: Any) -> Any:
    stage = fn.COALESCE(Quotation.stage, "")  # else it goes by an index of half the table, not by the day
    return of_contact(query).where(stage.in_([Stage.WON, Stage.LOST]))


AGREEMENTS = Figure(
    *("agreements", Agreement, Agreement.due_on, of_contact),
    department=Interaction.department,
    details=only(Agreement.side, Agreement.state, Agreement.settled_on > Agreement.due_on),
    said=_how,
)
QUOTATIONS = Figure(
    *("quotations", Quotation, Quotation.decided_on, _decided),
    department=Quotation.department,
    details=only(Quotation.stage),
)
