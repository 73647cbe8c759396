"""The first administrator: one, in an empty file only."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from crm.accounts import passwords, queries
from crm.accounts.models import Department, User
from crm.company.models import mark_as_demo
from crm.db import database
from crm.errors import Invalid, Refused
from crm.journal import Change
from crm.setup.actions import USUAL_DEPARTMENTS, first_administrator
from crm.setup.queries import is_empty
from crm.web import company

LIEKE = {
    "name": "Lieke van Rijnsbergen",
    "email": "lieke@rijnsbergen.example",
    "department": "Binnendienst",
    "password": "zeven natte laarzen",
    "company": "Van Rijnsbergen Techniek",
}


def test_the_first_administrator_finds_the_usual_departments(app):
    assert is_empty()
    user = first_administrator(**LIEKE)
    assert not is_empty()
    assert user.role == "admin" and user.department.name == "Binnendienst"
    assert passwords.verify(user.password, "zeven natte laarzen")
    assert [(one.name, one.mark) for one in queries.departments()] == [
        ("Verkoop", 1),
        ("Buitendienst", 2),
        ("Binnendienst", 3),
        ("Administratie", 4),
    ]
    assert company.name() == "Van Rijnsbergen Techniek" and not company.is_demo()
    assert "zeven natte laarzen" not in " ".join(change.data for change in Change.select())


def test_another_department_comes_after_the_usual_ones(app):
    user = first_administrator(**LIEKE | {"department": "IT", "company": ""}, departments=USUAL_DEPARTMENTS["en"])
    assert (user.department.name, user.department.mark) == ("IT", 1)
    assert [one.name for one in queries.departments()] == [
        "Sales",
        "Field service",
        "Back office",
        "Administration",
        "IT",
    ]
    assert company.name() == ""


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "lieke@rijnsbergen"}, "email"),
        ({"department": " "}, "department"),
        ({"password": "Welkom2026!"}, "password"),
        ({"password": "Rijnsbergen-2026"}, "password"),
        ({"company": "x" * 121}, "company"),
    ],
)
def test_bad_input_leaves_the_file_empty(app, wrong, field):
    with pytest.raises(Invalid) as refused:
        first_administrator(**LIEKE | wrong)
    assert field in refused.value.fields
    assert is_empty() and not Department.select().exists() and not Change.select().exists()


def test_a_file_in_use_is_refused(alice):
    with pytest.raises(Refused):
        first_administrator(**LIEKE)
    assert User.select().count() == 1


def test_two_at_once_make_one_administrator(app):
    def claim(email: str) -> bool:
        with database.connection_context():
            try:
                first_administrator(**LIEKE | {"email": email})
            except Refused:
                return False
            return True

    with ThreadPoolExecutor(4) as people:
        claimed = list(people.map(claim, [f"lieke{n}@rijnsbergen.example" for n in range(4)]))
    assert claimed.count(True) == 1
    assert User.select().count() == 1 and Department.select().count() == 4


def test_the_file_says_whether_it_is_the_demo_company(app):
    mark_as_demo()
    mark_as_demo()
    assert company.is_demo()
