"""What tests of notifications share."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from crm import clock
from crm.absences.models import Absence
from crm.absences.queries import today
from crm.accounts.models import User
from crm.notifications import actions
from crm.notifications.models import Notification
from tests import factories


@pytest.fixture
def told(app) -> Callable[[User], list[tuple[str, str]]]:
    """``told(user)``: kind and words of what they heard of, oldest first."""

    def read(user: User) -> list[tuple[str, str]]:
        mine = Notification.select().where(Notification.user == user).order_by(Notification.id)
        return [(one.kind, one.words) for one in mine]

    return read


def away(user: User, stand_in: User | None, days: int = 5) -> Absence:
    """``user`` is away from today on."""
    day = today(clock.now())
    return Absence.create(
        user=user, starts_on=day, ends_on=day + timedelta(days=days), stand_in=stand_in, created_at=clock.now()
    )


def chosen(user: User, **how: str) -> None:
    """Let ``user`` hear of kinds like this: ``mention="off"``."""
    actions.choose(how, by=user)


def mention(user: User, by: User, text: str = "{} weet hier meer van.") -> Notification | None:
    """``by`` mentions ``user`` in a contact; the notification of it, where there is one."""
    factories.interaction(factories.customer(), by=by, body=text.format(f"@{user.name}"))
    return Notification.select().where(Notification.user == user).order_by(Notification.id.desc()).first()
