"""By which clock people go, also where its name is none any more."""

import pytest

from crm.company import clock
from crm.company.models import TIMEZONE, keep
from crm.db import transaction


def by(user, own: str, companys: str) -> str:
    user.timezone = own
    with transaction():
        keep(TIMEZONE, companys)
    return clock.zone_of(user).key


@pytest.mark.parametrize(
    ("own", "companys", "expected"),
    [
        ("Asia/Kolkata", "America/Paramaribo", "Asia/Kolkata"),
        ("", "America/Paramaribo", "America/Paramaribo"),
        ("Mars/Olympus", "America/Paramaribo", "America/Paramaribo"),
        ("", "", "Europe/Amsterdam"),
        ("Mars/Olympus", "Mars/Olympus", "Europe/Amsterdam"),
        ("../../etc/passwd", "Europe", "Europe/Amsterdam"),
    ],
)
def test_ones_own_clock_counts_then_the_company_s_then_the_server_s(app, alice, own, companys, expected):
    assert by(alice, own, companys) == expected


@pytest.mark.parametrize("path", ["/", "/accounts/me", "/company/", "/customers/", "/followups/"])
def test_a_company_s_clock_that_is_none_takes_no_page_away(login, diana, path):
    with transaction():
        keep(TIMEZONE, "Mars/Olympus")
    assert login(diana).get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/accounts/me", "/customers/", "/followups/", "/digest/choice"])
def test_a_clock_of_ones_own_that_is_none_takes_no_page_away(login, alice, path):
    alice.timezone = "Mars/Olympus"
    alice.save()
    answer = login(alice).get(path)
    assert answer.status_code == 200 and b'data-zone="Europe/Amsterdam"' in answer.data
