"""Rows of agreements and of the departments that must know, as the actions write them and the journal keeps them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crm.accounts.models import Department
from crm.agreements.models import Agreement, AgreementDepartment
from crm.company import clock as company
from crm.errors import Invalid
from crm.interactions import facts
from crm.words import N_

MISSING = N_("This agreement is not in the file.")


def get(agreement_id: int, *, taken_back: bool = False) -> Agreement:
    """The row with its customer and contact; one that was ``taken_back`` only if asked. Raises NotFound."""
    return facts.get(Agreement, agreement_id, MISSING, taken_back=taken_back)


def made_on(found: Agreement) -> date:
    """The day of the contact in which it was made."""
    return company.today(found.interaction.occurred_at)


def who_must_know(agreement_id: int) -> list[int]:
    """The numbers of the departments, in order."""
    query = AgreementDepartment.select(AgreementDepartment.department_id)
    query = query.where(AgreementDepartment.agreement == agreement_id).order_by(AgreementDepartment.department_id)
    return [id for (id,) in query.tuples()]


def tell(agreement_id: int, departments: Iterable[int]) -> None:
    """Keep which departments must know, and no others. Raises Invalid(departments=…) for one that is not there."""
    wanted = set(departments)
    known = Department.select(Department.id).where(Department.id.in_(list(wanted))).tuples() if wanted else []
    if wanted - {id for (id,) in known}:
        raise Invalid(departments=N_("One of these departments is no longer there."))
    AgreementDepartment.delete().where(AgreementDepartment.agreement == agreement_id).execute()
    rows = [{"agreement": agreement_id, "department": id} for id in sorted(wanted)]
    if rows:
        AgreementDepartment.insert_many(rows).execute()


def snapshot(found: Agreement) -> dict[str, Any]:
    """Everything known of it, for the journal."""
    return {
        "interaction": found.interaction_id,
        "side": str(found.side),
        "kind": str(found.kind),
        "body": found.body,
        "due_on": found.due_on,
        "ends_on": found.ends_on,
        "departments": who_must_know(found.id),
        "state": str(found.state),
        "settled_on": found.settled_on,
        "settled_in": found.settled_in_id,
        "note": found.note,
    }
