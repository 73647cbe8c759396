"""A file with one of everything, so that every address of the product leads somewhere."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, User
from crm.interactions import actions
from tests import factories

IDS = {"customer_id": 1, "person_id": 1, "interaction_id": 1}


@pytest.fixture
def file(alice: User, bob: User, charlie: User) -> User:
    """Customer 1 with person 1 and contact 1, all of Alice, who is returned."""
    customer = factories.customer(owner=alice, phones=["0174 62 41 88"])
    person = factories.person(customer, phones=["06 12 34 56 78"])
    contact = factories.interaction(customer, by=alice, people=[person], body="De pomp lekt. Monteur komt donderdag.")
    actions.comment(contact.id, "Besteld.", by=bob)
    return alice


@pytest.fixture
def addresses(app: Flask) -> Callable[[str], list[str]]:
    """``addresses("POST")``: every address that answers to the method, of the file's own records."""

    def of(method: str) -> list[str]:
        return sorted(path(rule) for rule in app.url_map.iter_rules() if method in rule.methods and is_ours(rule))

    return of


@pytest.fixture
def token(file: User) -> dict[str, str]:
    """The headers of a program that acts as Alice."""
    return {"Authorization": f"Bearer {accounts.create_token(file, by=CONSOLE)}"}


def is_ours(rule: Rule) -> bool:
    return rule.endpoint != "static"


def path(rule: Rule) -> str:
    """The address of ``rule`` for the file's own records; an argument that is not known here fails the test."""
    return rule.rule if not rule.arguments else rule.build({name: IDS[name] for name in rule.arguments})[1]
