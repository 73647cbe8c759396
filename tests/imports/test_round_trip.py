"""What is exported and imported into an empty file is there as it was."""

from datetime import timedelta
from typing import Any

import pytest

from crm import db
from crm.company import actions as company
from crm.customers.actions import Place
from crm.customers.models import Customer, Person
from crm.imports import columns
from crm.interactions import export
from crm.interactions.models import Interaction
from tests import factories

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+31 6 12345678 is haar nummer",
    "-",
    "@SUM(A1;B2)",
    "'=al eens bewaakt",
    "''- twee keer",
    '\'t Gaat om "kas 3"; zie, ook:\ntweede regel\n=derde',
    "＝vol, breed",
    "a;b,c\td|e",
]


@pytest.fixture
def full(alice, bob, diana) -> None:
    """Customers, people and contacts with everything that an export can carry, some of it hostile."""
    whatsapp = company.add_channel("WhatsApp; zakelijk", by=diana)
    for number, text in enumerate(HOSTILE):
        tidy = " ".join(text.replace(";", ":").split())
        at = factories.customer(
            tidy,
            number=f"=1{number}",
            owner=[alice, bob, None][number % 3],
            kind=["organisation", "household"][number % 2],
            status=["prospect", "customer", "former"][number % 3],
            phones=[["+31 6 12345678", "14 020"], ["0174-62 41 88 tst. 12"], []][number % 3],
            emails=[["+jan@waard.example", "info@waard.example"], []][number % 2],
            website="https://waard.example/=x",
            kvk_number="12345678",
            vat_number="NL123456782B12",
            tags=["-pompen", "=onderhoud"],
            note=text,
            addresses=[Place(tidy[:40], "2691 AB", "’s-Gravenzande", "NL")],
        )
        person = factories.person(at, tidy, role=tidy, note=text, phones=["+31 174 62 41 88"], emails=["-x@y.example"])
        other = factories.person(at, "Jan van ’t Hof")
        days = timedelta(days=number + 1)
        subject, people = tidy[:60], [person, other][: number % 3]
        contact = {"body": text, "subject": subject, "people": people, "ago": days}
        factories.interaction(at, by=alice, external_id=f"-{number}", **contact)
        factories.interaction(at, by=bob, channel=whatsapp.key, direction="in", body=text, ago=days * 2)
        factories.interaction(at, by=bob, direction="out", reached=False, body="", ago=days * 3)
        factories.interaction(at, by=bob, direction="in", reached=False, body=text, ago=days * 4)


def everything() -> dict[str, Any]:
    """All that an export carries, from the tables themselves."""
    customers = [
        (
            *(one.number, one.name, one.sort_name, one.kind, one.status, one.owner and one.owner.email, one.website),
            *(one.kvk_number, one.vat_number, one.note, sorted(tag.name for tag in one.tags)),
            [(place.street, place.postcode, place.city, place.country) for place in one.addresses],
            reach(point for point in one.points if point.person_id is None),
        )
        for one in Customer.select().order_by(Customer.number)
    ]
    people = [
        (one.customer.number, one.name, one.sort_name, one.role, one.note, reach(one.points))
        for one in Person.select().join(Customer).order_by(Customer.number, Person.sort_name)
    ]
    contacts = [
        (
            *(one.customer.number, one.occurred_at, one.channel, one.direction, one.reached, one.author.email),
            *(one.subject, one.body, sorted(who.person.name for who in one.participants)),
        )
        for one in Interaction.select().join(Customer).order_by(Customer.number, Interaction.occurred_at)
    ]
    return {"customers": customers, "people": people, "contacts": contacts}


def reach(points) -> list[tuple[str, str, str]]:
    return sorted((point.kind, point.value, point.normal) for point in points)


def test_the_columns_are_those_of_the_import():
    assert columns.INTERACTIONS.names == export.COLUMNS


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_whole_file_goes_out_and_comes_back_the_same(full, login, alice, command, settings, new_database, language):
    alice.locale = language
    alice.save()
    browser, before = login(alice), everything()
    files = {"customers": ["/customers/export"], "people": ["/customers/people/export"]}
    files["interactions"] = [f"/interactions/export?customer={one.id}" for one in Customer.select()]
    data = {kind: [browser.get(url).get_data() for url in urls] for kind, urls in files.items()}

    start_again(settings, new_database)
    company.add_channel("WhatsApp; zakelijk", by=factories.user(role="admin"))
    for kind, exported in data.items():
        for number, content in enumerate(exported):
            file = settings.data_dir / f"{kind}-{number}.csv"
            file.write_bytes(content)
            result = command("import", kind, str(file))
            assert result.exit_code == 0 and "0 rejected" in result.output, result.output
    after = everything()
    for kind in before:
        assert after[kind] == before[kind], kind


def start_again(settings, new_database) -> None:
    """An empty file in the place of the one that was exported."""
    db.database.close()
    new_database(settings.data_dir)
    db.database.connect()


def test_a_contact_may_come_by_a_channel_of_the_company(run_import, two_customers, diana):
    whatsapp = company.add_channel("WhatsApp", by=diana)
    fax = company.retire_channel(company.add_channel("Fax", by=diana).id, by=diana)
    head = "customer_number;occurred_at;channel;direction;body\n"
    names = ["whatsapp", "WHATSAPP", whatsapp.key, "fax", "chat"]
    rows = [f"10001;2026-11-{day:02};{name};in;Bericht {day}\n" for day, name in enumerate(names, 1)]
    result = run_import("interactions", head + "".join(rows))

    assert result.exit_code == 0, result.output
    kept = [one.channel for one in Interaction.select().order_by(Interaction.occurred_at)]
    assert kept == [whatsapp.key, whatsapp.key, whatsapp.key, fax.key, "chat"]


def test_an_unknown_channel_is_rejected_with_those_there_are(run_import, two_customers, diana, rejects):
    company.add_channel("Vakbeurs", by=diana)
    head = "customer_number;occurred_at;channel;direction;body\n"
    run_import("interactions", f"{head}10001;2026-11-01;Telegram;in;Bericht\n10001;2026-11-01;own7;in;Bericht\n")
    assert rejects().count("vakbeurs") == 2


@pytest.mark.parametrize(
    ("typed", "direction", "reached"),
    [
        ("missed", "out", False),
        ("Niet bereikt", "out", False),
        ("in missed", "in", False),
        ("uit, niet bereikt", "out", False),
        ("in", "in", True),
    ],
)
def test_a_direction_may_say_that_nobody_was_reached(run_import, two_customers, typed, direction, reached):
    head = "customer_number;occurred_at;channel;direction;body\n"
    run_import("interactions", f"{head}10001;2026-11-01;telefoon;{typed};Ingesproken.\n")
    one = Interaction.get()
    assert (one.direction, one.reached) == (direction, reached)
