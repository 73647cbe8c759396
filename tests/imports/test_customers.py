"""Customers come in from a CSV file."""

import csv
import io

from crm.accounts.models import User
from crm.customers.models import Address, ContactPoint, Customer
from crm.journal import Change
from tests import factories
from tests.imports.files import CUSTOMERS


def test_everything_a_row_says_is_kept(run_import) -> None:
    result = run_import("customers", CUSTOMERS)

    assert result.exit_code == 0, result.output
    waard = Customer.get(Customer.number == "10001")
    assert (waard.name, waard.sort_name) == ("De Waard Pompen B.V.", "waard pompen b.v. de")
    assert (waard.kind, waard.status, waard.kvk_number) == ("organisation", "customer", "12345678")
    assert waard.website == "https://waardpompen.example"
    assert waard.note == "Belt liefst voor tienen"
    assert sorted(tag.name for tag in waard.tags) == ["onderhoud", "pompen"]
    address = Address.get(Address.customer == waard)
    assert (address.street, address.postcode, address.city) == ("Dijkweg 3", "2691 AB", "’s-Gravenzande")
    assert [(point.kind, point.normal) for point in waard.points.order_by(ContactPoint.position)] == [
        ("phone", "+31174123461"),
        ("email", "info@waardpompen.example"),
    ]


def test_a_household_stands_under_its_surname_and_keeps_both_its_numbers(run_import) -> None:
    run_import("customers", CUSTOMERS)

    family = Customer.get(Customer.number == "10002")
    assert (family.kind, family.status, family.sort_name) == ("household", "prospect", "vries de")
    assert sorted(point.value for point in family.points) == ["0174 123462", "06-12345678"]


def test_one_change_in_the_journal_tells_who_came_in_from_which_file(run_import) -> None:
    run_import("customers", CUSTOMERS)

    change = Change.get(Change.verb == "customer.import")
    assert change.user is None
    assert change.values == {"file": "klanten.csv", "ids": [one.id for one in Customer.select().order_by(Customer.id)]}


def test_the_same_file_twice_adds_nothing_and_overwrites_nothing(run_import) -> None:
    run_import("customers", CUSTOMERS)
    Customer.update(note="Door collega bijgewerkt").where(Customer.number == "10001").execute()

    result = run_import("customers", CUSTOMERS.replace("voor tienen", "na vieren"))

    assert "0 imported\n2 were there already\n0 rejected\n" in result.output
    assert Customer.get(Customer.number == "10001").note == "Door collega bijgewerkt"
    assert Customer.select().count() == 2


def test_customers_without_a_number_get_the_next_ones_and_come_in_once(run_import) -> None:
    factories.customer("Kwekerij Van den Berg", number="20040")
    text = (
        "name,city,phone\nBakkerij Smit,Delft,015-2123456\nBakkerij Smit,Rijswijk,\nBakkerij Smit,Delft,015-2123456\n"
    )

    first, second = run_import("customers", text), run_import("customers", text)

    assert "2 imported\n1 was there already" in first.output
    assert "0 imported\n3 were there already" in second.output
    smits = Customer.select().where(Customer.name == "Bakkerij Smit")
    assert sorted(one.number for one in smits) == ["20041", "20042"]


def test_one_bad_row_does_not_keep_the_good_ones_out(run_import, rejects) -> None:
    text = "number;name;status\n1;Bakkerij Smit;klant\n2;;klant\n3;Garage Mol;vriend\n4;Kapsalon Bea;\n"

    result = run_import("customers", text)

    assert result.exit_code == 0
    assert "2 imported" in result.output
    assert "2 rejected: " in result.output
    assert sorted(one.number for one in Customer.select()) == ["1", "4"]
    rows = list(csv.DictReader(io.StringIO(rejects()), delimiter=";"))
    assert [(row["line"], row["column"], row["number"]) for row in rows] == [("3", "name", "2"), ("4", "status", "3")]
    assert "“vriend”" in rows[1]["reason"]


def test_mended_rejects_are_imported_from_their_own_file(run_import, rejects) -> None:
    run_import("customers", "number;name;status\n1;Bakkerij Smit;vriend\n2;Garage Mol;klant\n")

    result = run_import("customers", rejects().replace(";vriend", ";klant"), name="hersteld.csv")

    assert result.exit_code == 0, result.output
    assert "1 imported" in result.output
    assert "Unknown columns" not in result.output
    assert Customer.get(Customer.number == "1").name == "Bakkerij Smit"


def test_odd_fields_are_kept_as_they_are_and_counted(run_import) -> None:
    text = "number;name;phone;postcode;website;kvk_number\n1;Bakkerij Smit;06 123;12 AB;javascript:alert(1);123\n"

    result = run_import("customers", text)

    assert "4 fields look odd and were kept as they are" in result.output
    customer = Customer.get()
    assert customer.points.get().value == "06 123"
    assert (customer.kvk_number, customer.addresses.get().postcode) == ("123", "12 AB")
    assert customer.website == ""
    assert customer.note == "website: javascript:alert(1)"


def test_an_owner_whom_nobody_entered_becomes_a_former_colleague(run_import) -> None:
    text = "number;name;owner_email\n1;Bakkerij Smit;P.de-Vries@rechterhand.example\n2;Garage Mol;geen adres\n"

    result = run_import("customers", text)

    owner = User.get(User.email == "p.de-vries@rechterhand.example")
    assert owner.disabled_at is not None
    assert Customer.get().owner == owner
    assert "1 former colleague added, who cannot log in: p.de-vries@rechterhand.example" in result.output
    assert "1 rejected" in result.output


def test_cells_that_look_like_formulas_stay_text(run_import) -> None:
    run_import("customers", 'number;name;note\n1;=2+5;"@SUM(A1), +31"\n')

    customer = Customer.get()
    assert (customer.name, customer.note) == ("=2+5", "@SUM(A1), +31")


def test_a_dry_run_counts_the_same_and_writes_nothing(run_import, tmp_path) -> None:
    text = CUSTOMERS + "10001;De Waard Pompen B.V.\n10003;\n"

    tried = run_import("customers", text, "--dry-run")
    assert Customer.select().count() == 0
    assert Change.select().count() == 0
    assert not list(tmp_path.glob("dry-run-*"))
    done = run_import("customers", text)

    assert tried.exit_code == 0
    assert tried.output == done.output + "This was a dry run: nothing was written.\n"
    assert Customer.select().count() == 2
