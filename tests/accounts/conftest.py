"""A colleague with a password that the tests know."""

import pytest

from crm.accounts import actions, passwords
from crm.accounts.models import CONSOLE, User

PASSWORD = "zeven natte laarzen"


@pytest.fixture(scope="session")
def kept_password() -> str:
    """Made once: each hash takes half a second."""
    return passwords.hash_of(PASSWORD)


@pytest.fixture
def lieke(app, kept_password) -> User:
    return actions.enter_user(
        by=CONSOLE,
        name="Lieke van Rijnsbergen",
        email="lieke@rijnsbergen.example",
        department="Verkoop",
        kept_password=kept_password,
    )


@pytest.fixture
def password() -> str:
    return PASSWORD
