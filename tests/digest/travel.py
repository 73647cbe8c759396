"""Time travel: a clock that goes where a test sends it, and a worker that looks around at each stop."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from peewee import fn

from crm import clock
from crm.accounts.models import User
from crm.customers.models import Customer
from crm.digest.models import Digest, DigestChoice
from crm.interactions.models import Interaction
from crm.jobs import mending, periodic
from crm.mail.models import Mail
from tests import factories
from tests.drained import drain

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


class Travel:
    """``at`` is what every clock says."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.logged: list[tuple[int, datetime, int]] = []  # whose customer, when, and which digest was the newest then

    def awake(self, until: datetime, step: timedelta = HOUR) -> None:
        """Let time go by until then, with a worker that looks at each step."""
        while self.at < until:
            self.at = min(self.at + step, until)
            self.work()

    def work(self) -> None:
        """What a worker does when it looks, twice: of what is planned, the jobs are done too."""
        mending.mend(self.at)
        periodic.tick(self.at)
        drain()

    def log(self, customer: Customer, by: User) -> None:
        """A contact at this moment, as a row: indexing each for search would take more time than all digests do."""
        moments = dict.fromkeys(("occurred_at", "created_at", "updated_at"), self.at)
        body = f"Gebeld op {self.at:%d-%m om %H:%M}."
        Interaction.create(customer=customer, author=by, channel="phone", direction="out", body=body, **moments)
        newest = Digest.select(fn.MAX(Digest.id)).scalar() or 0
        self.logged.append((customer.owner_id, self.at, newest))


@contextmanager
def beginning(monkeypatch: pytest.MonkeyPatch, at: datetime) -> Iterator[Travel]:
    """The journey begins ``at`` this moment."""
    travel = Travel(at)
    monkeypatch.setattr(clock, "now", lambda: travel.at)
    yield travel


def reader(name: str = "Alice van den Bosch", **about: object) -> User:
    """A colleague who can log in and gets a mail each time, also where nothing happened."""
    chosen = {key: about.pop(key) for key in ("rhythm", "weekday", "minute", "department") if key in about}
    zone = about.pop("timezone", "")
    added = factories.user(name, **about)
    added.password, added.timezone = "scrypt:unknown", zone
    added.save()
    DigestChoice.create(user=added, when_empty=True, changed_at=added.created_at, **chosen)
    return added


def got(user: User, series: str = "own") -> list[str]:
    """The periods of which a colleague has a mail, in the order in which they came."""
    rows = Digest.select(Digest.period).where(Digest.user == user, Digest.series == series, Digest.mail.is_null(False))
    return [period for (period,) in rows.order_by(Digest.id).tuples()]


def twice() -> dict[tuple, int]:
    """Of whom and which period there is more than one mail: by what stands on the mails themselves."""
    names = Counter(tuple(row.message_id.split(".")[:4]) for row in Mail.select(Mail.message_id))
    return {name: count for name, count in names.items() if count > 1}


def untold(travel: Travel) -> list[tuple[int, datetime]]:
    """Contacts from before somebody's newest digest of which none tells that was made after them."""
    rows = Digest.select(Digest.id, Digest.user, Digest.starts_at, Digest.ends_at).where(Digest.ends_at <= travel.at)
    made = list(rows.tuples())
    newest = {user: max(end for _id, whose, _begin, end in made if whose == user) for _id, user, *_span in made}
    return [
        (user, at)
        for user, at, then in travel.logged
        if at < newest.get(user, at)
        and not any(whose == user and id > then and begin <= at < end for id, whose, begin, end in made)
    ]
