"""Feeds as a calendar program reads them, and as the standard demands them."""

from collections.abc import Callable

import icalendar
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crm.accounts.models import User
from crm.calendar import actions, keys

LONGEST = 75  # octets of a line, its end not counted: RFC 5545, 3.1


@pytest.fixture
def fetch(client: FlaskClient) -> Callable[..., TestResponse]:
    """``fetch(user)``: what a program without log-in gets at a new link of this colleague."""

    def ask(user: User, **headers: str) -> TestResponse:
        return client.get(keys.path(actions.make_link(by=user)), headers=headers)

    return ask


@pytest.fixture
def events(fetch: Callable[..., TestResponse]) -> Callable[[User], list[icalendar.Event]]:
    """``events(user)``: what stands in the feed, read back; the file itself is held against the standard."""

    def read(user: User) -> list[icalendar.Event]:
        answer = fetch(user)
        assert answer.status_code == 200
        check(answer.data)
        return icalendar.Calendar.from_ical(answer.data).walk("VEVENT")

    return read


def check(file: bytes) -> list[str]:
    """Hold a file against the standard; answers its lines, unfolded."""
    assert file.endswith(b"\r\n")
    lines = file.split(b"\r\n")[:-1]
    for line in lines:
        assert b"\r" not in line and b"\n" not in line
        assert 0 < len(line) <= LONGEST, line
        line.decode()  # no sign is cut in two
        assert not any(sign < 32 and sign != 9 for sign in line)
    unfolded: list[str] = []
    for line in lines:
        if line.startswith(b" "):
            unfolded[-1] += line[1:].decode()
        else:
            unfolded.append(line.decode())
    assert unfolded[0] == "BEGIN:VCALENDAR" and unfolded[-1] == "END:VCALENDAR"
    open_parts = []
    for line in unfolded:
        name, _colon, value = line.partition(":")
        if name == "BEGIN":
            open_parts.append(value)
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts == ["VCALENDAR", "VEVENT"]:
            assert name.partition(";")[0].isupper() or name.startswith("X-"), line
    assert not open_parts
    return unfolded
