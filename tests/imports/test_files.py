"""Files as they come out of spreadsheets and old systems."""

import pytest

from crm.customers.models import Customer
from crm.imports.columns import CUSTOMERS, Source
from crm.interactions.models import Interaction

TEXT = 'number;name;note\r\n1;Café ’t Hoekje;"Zij zei: ""bel na €10.\nNiet eerder"""\r\n2;Bäckerei Müller;\r\n'


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators_are_recognised(run_import, encoding: str, separator: str) -> None:
    text = "\r\n".join(line.replace(";", separator) for line in TEXT.split("\r\n"))

    result = run_import("customers", text.encode(encoding))

    assert result.exit_code == 0, result.output
    assert [one.name for one in Customer.select().order_by(Customer.number)] == ["Café ’t Hoekje", "Bäckerei Müller"]
    assert Customer.get(Customer.number == "1").note == 'Zij zei: "bel na €10.\nNiet eerder"'


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read_and_counted(tmp_path, line_end: str) -> None:
    file = tmp_path / "klanten.csv"
    file.write_text(f'name;note{line_end}A;"x{line_end}y"{line_end}{line_end};;{line_end}B;z{line_end}', newline="")

    with Source(file, CUSTOMERS) as source:
        rows = [(row.line, row.values) for row in source]

    assert rows == [(2, {"name": "A", "note": "x\ny"}), (6, {"name": "B", "note": "z"})]


def test_letters_far_into_a_large_file_decide_its_encoding_too(tmp_path) -> None:
    rows = "".join(f"{n};Bakkerij nummer {n}\n" for n in range(150_000))
    file = tmp_path / "klanten.csv"
    file.write_bytes(f"number;name\n{rows}7;Café Zoë\n".encode("cp1252"))

    with Source(file, CUSTOMERS) as source:
        *_others, last = source

    assert last.values["name"] == "Café Zoë"


def test_one_damaged_byte_does_not_spoil_the_other_letters(tmp_path) -> None:
    file = tmp_path / "klanten.csv"
    file.write_bytes("name\nCafé Zoë\nBäckerei\n".encode() + b"Caf\xe9 Ren\x81\n")

    with Source(file, CUSTOMERS) as source:
        assert [row.values["name"] for row in source] == ["Café Zoë", "Bäckerei", "Café Ren\x81"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "klanten.csv is empty."),
        (b"\n \r\n", "klanten.csv is empty."),
        (b"PK\x03\x04" + bytes(200), "klanten.csv is not a text file"),
        (bytes(range(256)) * 40, "klanten.csv is not a text file"),
        (b"naam;plaats\nBakkerij Smit;Delft\n", "klanten.csv has no header"),
        (b"Bakkerij Smit;Delft;2611 AB\n", "klanten.csv has no header"),
        (b'"name;number\n', "klanten.csv has no header"),
        (b"number;city\n1;Delft\n", "klanten.csv lacks column name"),
        (b"name;number;name\nA;1;B\n", "klanten.csv has column name twice"),
    ],
)
def test_what_cannot_be_read_at_all_ends_with_one_clear_line(run_import, content: bytes, says: str) -> None:
    result = run_import("customers", content)

    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {says}")
    assert result.output.count("\n") == 1
    assert Customer.select().count() == 0


def test_a_file_that_is_not_there_ends_with_one_clear_line(app) -> None:
    result = app.test_cli_runner().invoke(args=["import", "customers", "nergens.csv"])

    assert result.exit_code == 2
    assert "nergens.csv" in result.output


def test_a_file_with_a_header_alone_holds_nothing_to_import(run_import) -> None:
    result = run_import("customers", "number;name\n")

    assert (result.exit_code, result.output) == (0, "0 imported\n0 were there already\n0 rejected\n")


def test_a_file_of_which_no_row_can_be_used_fails(run_import) -> None:
    assert run_import("customers", "number;name\n1;\n2;\n").exit_code == 1


def test_unknown_columns_are_named_and_left_out(run_import) -> None:
    result = run_import("customers", "Number;NAME;Schoenmaat;kvk number\n1;Bakkerij Smit;43;12345678\n")

    assert "Unknown columns are left out: schoenmaat." in result.output
    assert Customer.get().kvk_number == "12345678"


def test_a_quotation_mark_that_is_never_closed_costs_that_row_alone(run_import, rejects) -> None:
    text = 'number;name;note\n1;Bakkerij Smit;"open\n2;Garage Mol;\n3;Kapsalon Bea;\n'

    result = run_import("customers", text)

    assert "2 imported" in result.output
    assert [one.number for one in Customer.select()] == ["2", "3"]
    assert "2;;A quotation mark is opened in this line and never closed." in rejects()


def test_an_absurdly_long_field_costs_that_row_alone(run_import, rejects) -> None:
    text = f"number;name;note\n1;Bakkerij Smit;{'x' * 1_200_000}\n2;Garage Mol;\n3;Kapsalon;{'y' * 9_000_000}\n4;Bea;\n"

    result = run_import("customers", text)

    assert "2 imported" in result.output
    assert [one.number for one in Customer.select()] == ["2", "4"]
    assert len(rejects()) < 5000
    assert [line.split(";")[0] for line in rejects().splitlines()[1:]] == ["2", "4"]


def test_a_row_with_too_many_fields_is_rejected_as_it_stood(run_import, rejects) -> None:
    run_import("customers", "number;name;note\n1;Smit; Bakker;sinds 1950\n2;Garage Mol;\n")

    assert [one.number for one in Customer.select()] == ["2"]
    assert rejects().splitlines()[1].endswith(";1;Smit; Bakker;sinds 1950")


def test_nul_bytes_between_the_letters_are_left_out(run_import) -> None:
    run_import(
        "customers", "number;name\n" + "1;Bak\0kerij Smit\n" + "".join(f"{n};Garage {n}\n" for n in range(2, 99))
    )

    assert Customer.get(Customer.number == "1").name == "Bakkerij Smit"


def test_rejects_go_to_the_data_folder_where_they_cannot_stand_beside_the_file(run_import, tmp_path) -> None:
    (tmp_path / "usb" / "klanten.csv.rejects.csv").mkdir(parents=True)

    result = run_import("customers", "number;name\n1;\n2;Garage Mol\n", name="usb/klanten.csv")

    assert f"1 rejected: {tmp_path / 'klanten.csv.rejects.csv'}" in result.output
    assert (tmp_path / "klanten.csv.rejects.csv").is_file()


def test_the_rejects_are_for_their_owner_alone(run_import, tmp_path) -> None:
    run_import("customers", "number;name\n1;\n2;Garage Mol\n")

    assert (tmp_path / "klanten.csv.rejects.csv").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("two_customers")
def test_five_thousand_contacts_from_an_old_windows_system_come_in(run_import, rejects) -> None:
    head = "customer_number;occurred_at;channel;direction;author_email;person;subject;body;external_id\r\n"
    rows = "".join(
        f"1000{n % 2 + 1};20{n % 26:02}-0{n % 9 + 1}-{n % 28 + 1:02}T{n % 24:02}:15;phone;in;"
        f'c{n % 7}@vroeger.example;Zoë Bäcker {n % 5};Café €{n};"Regel één; van {n}\r\n""Twee"" ’t einde";oud-{n}\r\n'
        for n in range(5000)
    )

    result = run_import("interactions", (head + rows.replace("oud-4321", "oud-1")).encode("cp1252"))

    assert result.exit_code == 0, result.output
    assert "4999 imported\n1 was there already\n10 people added" in result.output.replace(",", "")
    last = Interaction.get(Interaction.external_id == "oud-4999")
    assert (last.subject, last.body) == ("Café €4999", 'Regel één; van 4999\n"Twee" ’t einde')
