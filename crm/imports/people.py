"""A row of a file of people."""

from dataclasses import dataclass

from crm.customers.actions import PersonValues
from crm.customers.models import Customer, Person
from crm.imports import reach
from crm.imports.columns import Row
from crm.imports.here import Here


@dataclass(slots=True)
class PersonRow:
    """What a row says; ``odd`` counts numbers and addresses that are kept although they look wrong."""

    line: int
    customer_number: str
    values: PersonValues
    odd: int


def read(row: Row, here: Here) -> PersonRow:
    """The person in ``row``. Raises BadCell."""
    typed = row.values.get
    points = [
        *reach.phone_numbers(typed("phone", "")),
        *reach.phone_numbers(typed("mobile", ""), "mobile"),
        *reach.email_addresses(typed("email", "")),
    ]
    values = PersonValues(
        name=" ".join(row.required("name", Person.name.max_length).split()),
        role=row.text("role", Person.role.max_length),
        note=typed("note", ""),
        points=[point for point in points if len(point.value) <= reach.LONGEST],
    )
    for point in points:
        if len(point.value) > reach.LONGEST:
            values.note = f"{values.note}\n{point.kind}: {point.value}".strip()
    number = row.required("customer_number", Customer.number.max_length)
    return PersonRow(row.line, number, values, sum(reach.is_odd(point, here.country) for point in points))
