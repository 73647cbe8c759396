"""A row of a file of customers."""

from dataclasses import dataclass

from crm.customers import checks
from crm.customers.actions import CustomerValues, Place
from crm.customers.models import Customer, CustomerTag, Kind, Status
from crm.imports import choices, reach
from crm.imports.columns import BadCell, Row
from crm.imports.here import Here
from crm.words import N_


@dataclass(slots=True)
class CustomerRow:
    """What a row says; ``odd`` counts cells that are kept although they look wrong."""

    line: int
    values: CustomerValues
    owner_email: str
    odd: int


def read(row: Row, here: Here) -> CustomerRow:
    """The customer in ``row``. Raises BadCell."""
    typed = row.values.get
    country = choices.country(typed("country")) if typed("country") else here.country
    values = CustomerValues(
        number=row.text("number", Customer.number.max_length),
        name=row.required("name", Customer.name.max_length),
        kind=choices.KIND.read(typed("kind")) if typed("kind") else Kind.ORGANISATION,
        status=choices.STATUS.read(typed("status")) if typed("status") else Status.CUSTOMER,
        note=typed("note", ""),
        tags=_tags(typed("tags", "")),
        points=[*reach.phone_numbers(typed("phone", "")), *reach.email_addresses(typed("email", ""))],
    )
    odd = _checked(row, values, country)
    street, city = row.text("street", 200), row.text("city", 100)
    postcode, problem = checks.postcode(typed("postcode", ""), country)
    postcode, odd = _fitting(values, "postcode", postcode, 12), odd + bool(problem)
    if street or postcode or city or typed("country"):
        values.addresses.append(Place(street, postcode, city, country))
    return CustomerRow(row.line, values, here.email("owner_email", typed("owner_email", "")), odd)


def _checked(row: Row, values: CustomerValues, country: str) -> int:
    """Fill in what is checked but never refused; returns how many look odd."""
    typed = row.values.get
    website, bad_website = checks.website(typed("website", ""))
    kvk_number, bad_kvk = checks.kvk(typed("kvk_number", ""))
    vat_number, bad_vat = checks.vat(typed("vat_number", ""), country)
    values.website = website
    if bad_website:  # it would become a link: keep it where it cannot be clicked
        _to_note(values, "website", typed("website"))
    values.kvk_number = _fitting(values, "kvk_number", kvk_number, Customer.kvk_number.max_length)
    values.vat_number = _fitting(values, "vat_number", vat_number, Customer.vat_number.max_length)
    for point in [point for point in values.points if len(point.value) > reach.LONGEST]:
        values.points.remove(point)
        _to_note(values, point.kind, point.value)
    odd_points = sum(reach.is_odd(point, country) for point in values.points)
    return odd_points + sum(map(bool, (bad_website, bad_kvk, bad_vat)))


def _fitting(values: CustomerValues, column: str, value: str, longest: int) -> str:
    """``value``, or "" where it is too long: then it moves to the note, so that it is not lost."""
    if len(value) <= longest:
        return value
    _to_note(values, column, value)
    return ""


def _to_note(values: CustomerValues, column: str, value: str) -> None:
    values.note = f"{values.note}\n{column}: {value}".strip()


def _tags(cell: str) -> list[str]:
    tags = list(dict.fromkeys(tag.strip().lower() for tag in cell.replace(";", ",").split(",") if tag.strip()))
    if any(len(tag) > CustomerTag.name.max_length for tag in tags):
        raise BadCell("tags", N_("A tag has at most %(max)d characters.", max=CustomerTag.name.max_length))
    return tags
