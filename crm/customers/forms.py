"""Request forms to customers and people."""

from collections.abc import Callable
from typing import Any

from wtforms import Field, FieldList, Form, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, ValidationError

from crm.accounts.models import User
from crm.customers import checks, phones
from crm.customers.actions import CustomerValues, PersonValues, Place, Reach
from crm.customers.models import Customer, CustomerTag, Kind, Person, PointKind, Status
from crm.words import N_, Text

KINDS = {Kind.ORGANISATION: N_("Organisation"), Kind.HOUSEHOLD: N_("Household")}
STATUSES = {Status.PROSPECT: N_("Prospect"), Status.CUSTOMER: N_("Customer"), Status.FORMER: N_("Former customer")}
LABELS = {
    "": N_("general"),
    "mobile": N_("mobile"),
    "work": N_("work"),
    "private": N_("private"),
    "invoices": N_("invoices"),
    "emergency": N_("emergency"),
}
PLACES = {"visit": N_("visits"), "post": N_("post"), "delivery": N_("deliveries"), "invoice": N_("invoices")}
REQUIRED = N_("This cannot be empty.")
FIRST_YEAR, LAST_YEAR = 1800, 2200


def _stripped(value: Any) -> str:
    return str(value).strip() if value else ""


def _one_line(value: Any) -> str:
    return " ".join(str(value).split()) if value else ""


def _at_most(longest: int) -> Callable[[Form, Field], None]:
    """WTForms' own Length would put the values into the text before it is translated."""

    def check(_form: Form, field: Field) -> None:
        if len(field.data) > longest:
            raise ValidationError(N_("This is too long: at most %(max)d characters.", max=longest))

    return check


def _text(label: Text | str, longest: int, *more: Any, **options: Any) -> StringField:
    return StringField(label, [*more, _at_most(longest)], filters=[_one_line], **options)


class PhoneForm(Form):
    """One phone number."""

    use = SelectField(N_("Kind"), choices=list(LABELS.items()))
    value = _text(N_("Phone"), 60)

    def validate_value(self, field: StringField) -> None:
        """Only what cannot be a number at all is refused."""
        if field.data and (problem := phones.refusal(field.data)):
            raise ValidationError(problem)


class EmailForm(Form):
    """One e-mail address."""

    use = SelectField(N_("Kind"), choices=list(LABELS.items()))
    value = _text(N_("E-mail"), 254)

    def validate_value(self, field: StringField) -> None:
        """An address that no mail could reach is refused."""
        if field.data and (problem := checks.email_problem(field.data)):
            raise ValidationError(problem)


class PlaceForm(Form):
    """One address."""

    kind = SelectField(N_("Used for"), choices=list(PLACES.items()))
    street = _text(N_("Street and number"), 200)
    postcode = _text(N_("Postcode"), 12)
    city = _text(N_("Town"), 100)
    country = StringField(N_("Country code"), [_at_most(2)], filters=[_stripped, str.upper], default="NL")


class ReachForm(Form):
    """Phones and e-mail addresses: as many rows as there are, at least one."""

    phones = FieldList(FormField(PhoneForm), N_("Phone"), max_entries=100)
    emails = FieldList(FormField(EmailForm), N_("E-mail"), max_entries=100)

    def reach(self) -> list[Reach]:
        """The rows that hold something."""
        rows = [(PointKind.PHONE, row) for row in self.phones] + [(PointKind.EMAIL, row) for row in self.emails]
        return [Reach(kind, row.value.data, row.use.data or "") for kind, row in rows if row.value.data]

    def add_rows(self, asked: str) -> None:
        """One empty row in each list that has none, and one more in the list that was asked for."""
        for name, rows in self._fields.items():
            wanted = isinstance(rows, FieldList) and (not rows.entries or name == asked)
            if wanted and len(rows.entries) < rows.max_entries:
                rows.append_entry()

    def warnings(self) -> list[Text]:
        """What looks odd but is kept as typed."""
        return [problem for row in self.phones if row.value.data and (problem := phones.problem(row.value.data))]


class CustomerForm(ReachForm):
    """A customer with numbers, addresses and tags."""

    name = _text(N_("Name"), 200, DataRequired(REQUIRED))
    number = _text(N_("Customer number"), 40)
    kind = SelectField(N_("Kind"), choices=list(KINDS.items()))
    status = SelectField(N_("Status"), choices=list(STATUSES.items()), default=Status.CUSTOMER)
    owner = SelectField(N_("Owner"), choices=[])
    since = _text(N_("Customer since"), 40)
    website = _text(N_("Website"), 200)
    kvk_number = _text(N_("KvK number"), 20)
    vat_number = _text(N_("VAT number"), 20)
    tags = _text(N_("Tags"), 400)
    note = TextAreaField(N_("Good to know"), [_at_most(5000)], filters=[_stripped])
    places = FieldList(FormField(PlaceForm), N_("Addresses"), max_entries=100)

    def offer_owners(self, colleagues: list[User], owner: User | None = None) -> None:
        """Fill the list of colleagues who can own a customer; who owns it now may stay, also when they left."""
        offered = {user.id: user.name for user in (*colleagues, *([owner] if owner else []))}
        self.owner.choices = [("", N_("nobody")), *((str(user_id), name) for user_id, name in offered.items())]

    def validate_tags(self, field: StringField) -> None:
        """Each of them is a word or two."""
        if any(len(tag.strip()) > CustomerTag.name.max_length for tag in field.data.split(",")):
            raise ValidationError(N_("A tag has at most %(max)d characters.", max=CustomerTag.name.max_length))

    def validate_since(self, field: StringField) -> None:
        """A year, or nothing."""
        year = field.data
        if year and not (year.isascii() and year.isdigit() and len(year) == 4 and FIRST_YEAR <= int(year) <= LAST_YEAR):
            raise ValidationError(N_("A year looks like 2011."))

    def validate_website(self, field: StringField) -> None:
        """Only addresses of the web."""
        address, problem = checks.website(field.data)
        if problem:
            raise ValidationError(problem)
        field.data = address

    def values(self) -> CustomerValues:
        """What was typed, typed."""
        return CustomerValues(
            name=self.name.data,
            number=self.number.data,
            kind=self.kind.data,
            status=self.status.data,
            owner_id=int(self.owner.data) if self.owner.data else None,
            since=int(self.since.data) if self.since.data else None,
            website=self.website.data,
            kvk_number=checks.kvk(self.kvk_number.data)[0],
            vat_number=checks.vat(self.vat_number.data, self._country())[0],
            note=self.note.data,
            tags=self.tags.data.split(","),
            points=self.reach(),
            addresses=[
                self._place(row) for row in self.places if row.street.data or row.postcode.data or row.city.data
            ],
        )

    @staticmethod
    def _place(row: Any) -> Place:
        postcode, _problem = checks.postcode(row.postcode.data, row.country.data or "NL")
        return Place(row.street.data, postcode, row.city.data, row.country.data or "NL", row.kind.data)

    def warnings(self) -> list[Text]:
        """What looks odd but is kept as typed."""
        found = super().warnings()
        checked = [checks.kvk(self.kvk_number.data), checks.vat(self.vat_number.data, self._country())]
        checked += [checks.postcode(row.postcode.data, row.country.data or "NL") for row in self.places]
        return found + [problem for _value, problem in checked if problem]

    def _country(self) -> str:
        return (self.places[0].country.data if self.places.entries else "") or "NL"


class PersonForm(ReachForm):
    """Somebody at a customer."""

    name = _text(N_("Name"), 120, DataRequired(REQUIRED))
    role = _text(N_("Role"), 100)
    note = TextAreaField(N_("Good to know"), [_at_most(2000)], filters=[_stripped])

    def values(self) -> PersonValues:
        """What was typed, typed."""
        return PersonValues(self.name.data, self.role.data, self.note.data, self.reach())


def rows(points: list) -> dict[str, list[dict[str, str]]]:
    """Contact points as the data of a form."""
    return {
        name: [{"use": point.label, "value": point.value} for point in points if point.kind == kind]
        for name, kind in (("phones", PointKind.PHONE), ("emails", PointKind.EMAIL))
    }


def customer_data(customer: Customer, points: list) -> dict[str, Any]:
    """A customer as the data of its form."""
    return customer.__data__ | {
        "owner": str(customer.owner_id or ""),
        "tags": ", ".join(sorted(tag.name for tag in customer.tags)),
        "places": [place.__data__ for place in sorted(customer.addresses, key=lambda place: place.position)],
        **rows([point for point in points if point.person_id is None]),
    }


def person_data(person: Person, points: list) -> dict[str, Any]:
    """A person as the data of their form."""
    return {"name": person.name, "role": person.role, "note": person.note, **rows(points)}
