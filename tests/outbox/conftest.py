"""A mail server on this machine, as the tests of mail have it."""

from dataclasses import replace

import pytest

from tests.mail.conftest import post, sending  # noqa: F401 - fixtures


@pytest.fixture
def settings(settings):
    """In these tests people read English: the sentences of the source."""
    return replace(settings, locale="en")
