"""A mail server on this machine to which the application gives its mail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from crm import settings_mail
from crm.mail import post as told
from crm.mail.letter import Letter
from crm.settings_mail import Sender
from tests import smtp

SENDER = Sender("", "crm@vanrijnsbergen.example")
PATIENT = told.Limits(connect=5, answer=10, whole=20)
QUICK = told.Limits(connect=5, answer=0.3, whole=1)  # where a server is known to say nothing
LETTER = Letter(
    "12 nieuwe contacten bij uw klanten — week 47",
    "Dag Joost,\n\nDe pomp bij Kwekerij Van den Berg lekt wéér.\n.\n.. en dit ook\n" + "lang " * 400 + "\n",
    "<!doctype html><p>De pomp bij Kwekerij Van den Berg lekt <b>wéér</b>.</p>" + "<i>lang</i> " * 400,
)


@pytest.fixture
def sending(app) -> Iterator[Callable]:
    """``with sending(tls="starttls") as post:`` a server to which mail goes."""

    @contextmanager
    def to(**asked) -> Iterator[smtp.Post]:
        with smtp.server(**asked) as server:
            give_to(server.url)
            yield server

    yield to
    told.live_in(None, SENDER)


def give_to(url: str, limits: told.Limits = PATIENT) -> None:
    """Give mail to the server at ``url`` from now on."""
    company = "Van Rijnsbergen Techniek"
    told.live_in(settings_mail.smtp(url), SENDER, host="crm.example.nl", company=lambda: company, limits=limits)


@pytest.fixture
def post(sending) -> Iterator[smtp.Post]:
    """The plain kind: no encryption, no log-in."""
    with sending() as server:
        yield server
