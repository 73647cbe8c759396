"""A colleague with a password that the tests know, a mail server that is set, and a clock that can be moved."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from crm import clock
from crm.accounts import actions, passwords
from crm.accounts.models import CONSOLE, User
from crm.db import database
from crm.errors import NotFound
from crm.jobs import registry
from crm.mail import post
from crm.mail.models import Mail
from crm.settings_mail import Smtp
from tests.drained import drain

PASSWORD = "zeven natte laarzen"


@pytest.fixture(scope="session")
def kept_password() -> str:
    """Made once for all."""
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


@pytest.fixture
def mail_server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One is set; what is put in the outbox stays there, to be read."""
    monkeypatch.setattr(post, "current", replace(post.current, smtp=Smtp("127.0.0.1", 2525)))
    monkeypatch.delitem(registry.handlers, "mail.deliver", raising=False)


@pytest.fixture
def two_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[bool]]:
    """``two_at_once(key)``: two use this link at the same moment; whether each was let in, who was not first."""
    both, hashed = threading.Barrier(2), passwords.hash_of

    def together(password: str) -> str:
        both.wait(10)  # both found the link unused
        return hashed(password)

    def use(key: str) -> bool:
        with database.connection_context():
            try:
                return bool(actions.welcome(key, "acht droge sokken", address="192.0.2.7"))
            except NotFound:
                return False

    def race(key: str) -> list[bool]:
        monkeypatch.setattr(passwords, "hash_of", together)
        with ThreadPoolExecutor(2) as pool:
            return sorted(pool.map(use, [key, key]))

    return race


@pytest.fixture
def worked(app: Flask) -> Callable[[], int]:
    """``worked()``: let the worker do what is due."""

    def work() -> int:
        with app.app_context():
            return drain()

    return work


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., datetime]:
    """``later(minutes=29, seconds=59)``: it is so long after the test began."""
    began = clock.now()

    def move(**passed: int) -> datetime:
        now = began + timedelta(**passed)
        monkeypatch.setattr(clock, "now", lambda: now)
        return now

    move()
    return move


def sent(kind: str) -> list[Mail]:
    """The mails of a kind, in the order in which they were put."""
    return list(Mail.select().where(Mail.kind == kind).order_by(Mail.id))


def key_in(mail: Mail) -> str:
    """The key of the link in a mail; the same in both parts, and nowhere else on the mail."""
    keys = {re.search(r"http://localhost/accounts/welcome/([\w-]{43})", part)[1] for part in (mail.text, mail.html)}
    assert len(keys) == 1
    key = keys.pop()
    assert key not in f"{mail.subject} {mail.headers} {mail.message_id} {mail.address} {mail.name} {mail.error}"
    return key
