"""The customers, people and notes, logged through the product's own actions."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from crm.accounts.models import User
from crm.customers.actions import Place
from crm.customers.models import Customer, Person
from crm.db import transaction
from tests import factories

FOLDER = Path(__file__).parent
HERE = ZoneInfo("Europe/Amsterdam")
COLLEAGUES = {
    "Joost van der Heijden": "Verkoop",
    "Sanne Dijkstra": "Verkoop",
    "Mehmet Yıldız": "Verkoop",
    "Ruud Kuipers": "Buitendienst",
    "Dennis de Groot": "Buitendienst",
    "Wietske Hoekstra": "Buitendienst",
    "Carla Bakker": "Binnendienst",
    "Thijs Peeters": "Binnendienst",
}


def rows(name: str) -> Iterator[dict[str, str]]:
    """The lines of a table as dictionaries; a quotation mark is only a quotation mark."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def log_all() -> User:
    """Put everything in the database, each note with its key as external id; who asks is returned."""
    with transaction():
        colleagues = {name: factories.user(name, department=where) for name, where in COLLEAGUES.items()}
        customers = {row["key"]: _customer(row) for row in rows("customers")}
        people = {(row["customer"], row["name"]): _person(row, customers) for row in rows("people")}
        for row in rows("notes"):
            at = row["key"][:2]
            factories.interaction(
                customers[at],
                by=colleagues[row["author"]],
                people=[people[at, name] for name in filter(None, row["people"].split(", "))],
                occurred_at=datetime.fromisoformat(row["moment"]).replace(tzinfo=HERE),
                external_id=row["key"],
                **{name: row[name] for name in ("channel", "direction", "subject", "body")},
            )
    return next(iter(colleagues.values()))


def _customer(row: dict[str, str]) -> Customer:
    return factories.customer(
        row["name"],
        number=row["number"],
        kind=row["kind"],
        phones=[row["phone"]] if row["phone"] else [],
        emails=[row["email"]] if row["email"] else [],
        addresses=[Place(row["street"], row["postcode"], row["city"], row["country"])],
    )


def _person(row: dict[str, str], customers: dict[str, Customer]) -> Person:
    phones, emails = ([row[name]] if row[name] else [] for name in ("phone", "email"))
    return factories.person(customers[row["customer"]], row["name"], role=row["role"], phones=phones, emails=emails)
