"""People come in from a CSV file."""

import pytest

from crm.customers.models import Person
from crm.journal import Change

pytestmark = pytest.mark.usefixtures("two_customers")

PEOPLE = """customer_number,name,role,phone,mobile,email,note
10001,Annelies van den Berg,inkoper,0174-123461,06-12345678,annelies@waardpompen.example,Liefst per mail
10002,Truus de Vries,,,,,
"""


def test_everything_a_row_says_is_kept(run_import) -> None:
    result = run_import("people", PEOPLE)

    assert result.exit_code == 0, result.output
    annelies = Person.get(Person.name == "Annelies van den Berg")
    assert annelies.customer.number == "10001"
    assert (annelies.sort_name, annelies.role, annelies.note) == ("berg annelies van den", "inkoper", "Liefst per mail")
    assert [(point.kind, point.label, point.normal) for point in annelies.points] == [
        ("phone", "", "+31174123461"),
        ("phone", "mobile", "+31612345678"),
        ("email", "", "annelies@waardpompen.example"),
    ]
    assert {point.customer for point in annelies.points} == {annelies.customer}


def test_the_same_file_twice_adds_nothing(run_import) -> None:
    run_import("people", PEOPLE)
    changes = Change.select().count()

    result = run_import("people", PEOPLE)

    assert "0 imported\n2 were there already\n" in result.output
    assert Person.select().count() == 2
    assert Change.select().count() == changes


def test_somebody_at_an_unknown_customer_is_rejected(run_import, rejects) -> None:
    result = run_import("people", PEOPLE.replace("10002", "77777"))

    assert "1 imported" in result.output
    assert "3,customer_number,No customer has number 77777.,77777,Truus de Vries" in rejects()


def test_a_person_of_whom_only_the_name_was_known_gets_the_rest(run_import) -> None:
    run_import("people", "customer_number,name\n10001,ANNELIES van den Berg\n")

    result = run_import("people", PEOPLE)

    assert "1 imported\n0 were there already\n1 person completed\n" in result.output
    annelies = Person.get(Person.customer == 1)
    assert (annelies.role, annelies.points.count()) == ("inkoper", 3)
    assert "0 imported\n2 were there already\n0 rejected" in run_import("people", PEOPLE).output


def test_two_namesakes_with_different_numbers_are_two_people(run_import) -> None:
    text = "customer_number,name,phone\n10001,J. Jansen,0174-111111\n10001,J. Jansen,0174-222222\n10001,j. jansen,\n"

    result = run_import("people", text)

    assert "2 imported\n1 was there already" in result.output
    assert "3 were there already" in run_import("people", text).output


def test_namesakes_in_one_file_are_completed_too(run_import) -> None:
    run_import("people", "customer_number,name,phone\n10001,J. Jansen,\n10001,J. Jansen,0174-222222\n")

    person = Person.get()
    assert [point.value for point in person.points] == ["0174-222222"]
