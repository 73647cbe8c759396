"""Planning, making and choosing digests. Each is fixed in the database, with its mail, before it is sent."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from crm import clock, journal
from crm.accounts import queries as colleagues
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.company import queries as company
from crm.company.clock import zone_of
from crm.company.models import keep
from crm.db import transaction
from crm.digest import choices, due, making, slots
from crm.digest.choices import ChoiceValues
from crm.digest.making import Draft, Letters
from crm.digest.models import DigestChoice, Rhythm, Series
from crm.errors import Forbidden, Invalid, Refused
from crm.jobs import actions as jobs
from crm.jobs.models import Job
from crm.jobs.registry import Again, Effect
from crm.journal import Change
from crm.words import N_

SINCE = "digest_since"  # seconds since 1970: slots before it are nobody's
SETTLED = timedelta(seconds=30)  # after a slot: who wrote before it has committed by then
PER_HOUR = 5  # digests that one colleague can ask for
TIMING = ("rhythm", "weekday", "minute", "department")


def plan() -> Effect | None:
    """Put down what is due as jobs. The first time in a database nothing is: nobody gets an old one."""
    now = clock.now()
    since = _since()
    if since is None or since > now + due.ASTRAY:  # or a clock that was ahead wrote it
        return partial(begin_anew, now)
    found = due.at(now - SETTLED, since)
    keys = [one.key for one in found]
    there = {key for (key,) in Job.select(Job.key).where(Job.key.in_(keys)).tuples()} if found else set()
    fresh = [one for one in found if one.key not in there]
    return partial(_put_down, fresh) if fresh else None


def begin_anew(now: datetime) -> None:
    """Count slots from now on only. Inside a transaction."""
    keep(SINCE, str(int(now.timestamp())))


def resume(now: datetime) -> None:
    """Go on after a restore: what was due before was sent since that backup, or is too old. Inside a transaction."""
    begin_anew(now)
    Job.delete().where(Job.kind.in_(["digest.make", "digest.now"])).execute()


def make(user_id: int, series: str, slot: int, *, letters: Letters) -> Effect | None:
    """The job that makes one digest; ``slot`` in seconds since 1970. What was chosen meanwhile counts."""
    reader = colleagues.user(user_id)
    choice, since = choices.of(reader), _since()
    when = datetime.fromtimestamp(slot, zone_of(reader))
    now = clock.now()
    wanted = due.gets_mail(reader) and choices.wants(choice, reader, series)
    if not wanted or since is None or not due.begins(reader, choice, since, now) < when <= now:
        return None
    made = making.draft(reader, choice, series, when, letters)
    return partial(making.keep, made) if made else None


@dataclass(frozen=True)
class Outcome:
    """What ``send`` did for one colleague: ``state`` is sent, empty, told, off, daily or ahead."""

    state: str
    draft: Draft | None = None


def send(
    reader: User, choice: DigestChoice, series: str, week: str, *, by: Console, letters: Letters | None
) -> Outcome:
    """Make somebody's digest of an ISO week now, unless it was; without ``letters`` only say what would be done."""
    require(by, Role.ADMIN)
    if not choices.wants(choice, reader, series):
        return Outcome("off")
    if choices.rhythm(choice, series) == Rhythm.DAILY:
        return Outcome("daily")
    slot = slots.of_week(week, choice, zone_of(reader))
    if slot > clock.now() - SETTLED:
        return Outcome("ahead")
    made = making.draft(reader, choice, series, slot, letters)
    try:
        if made and letters:
            with transaction():
                made = made if making.keep(made) else None
    except Again:  # the worker made another one at this moment
        return send(reader, choice, series, week, by=by, letters=letters)
    if made is None:
        return Outcome("told")
    return Outcome("sent" if made.sent else "empty", made)


def send_now(series: str, *, by: User) -> None:
    """Send ``by`` what there is to tell so far, beside the series. Raises Forbidden, Refused after some in an hour."""
    require(by, Role.READER)
    if series not in list(Series) or not choices.may_have(by, series):
        raise Forbidden
    with transaction():
        lately = (Change.user == by.id) & (Change.verb == "digest.send_now")
        if Change.select().where(lately, Change.at > clock.now() - timedelta(hours=1)).count() >= PER_HOUR:
            raise Refused(N_("You asked for this a few times within an hour. Try again later."))
        jobs.add("digest.now", user_id=by.id, series=series, name=secrets.token_hex(8))
        journal.record("digest.send_now", by, by=by, after={"series": series})


def make_now(user_id: int, series: str, name: str, *, letters: Letters) -> Effect | None:
    """The job of ``send_now``: a mail also where there is nothing to tell, for it was asked for."""
    reader = colleagues.user(user_id)
    if reader.disabled_at or not choices.may_have(reader, series):
        return None
    told, period = making.so_far(reader, series, choices.left_out(choices.of(reader)))
    letter = letters.written(told, series, period, None)
    return partial(making.put_extra, letter, reader, series, name)


def choose(values: ChoiceValues, *, by: User) -> DigestChoice:
    """Let ``by`` get digests like this from now on. Raises Invalid per field."""
    require(by, Role.READER)
    if faults := values.faults(by):
        raise Invalid(**faults)
    wanted = values.__dict__ | {"left_out": " ".join(sorted(values.left_out))}
    with transaction():
        return _change(by, {name: _plain(value) for name, value in wanted.items()}, by=by)


def unsubscribe(user_id: int, series: str) -> User:
    """End a series for whoever got its mail. Returns the colleague. Raises NotFound."""
    with transaction():
        reader = colleagues.user(user_id)
        ended = {"department": False} if series == Series.DEPARTMENT else {"rhythm": Rhythm.OFF.value}
        _change(reader, ended, by=reader)
    return reader


def _change(reader: User, wanted: dict, *, by: User) -> DigestChoice:
    """Only another rhythm or time begins anew; another section does not cost anybody the digest that is due."""
    choice = choices.of(reader)
    changed = {name: value for name, value in wanted.items() if getattr(choice, name) != value}
    if not changed:
        return choice
    before = {name: _plain(getattr(choice, name)) for name in changed}
    for name, value in changed.items():
        setattr(choice, name, value)
    if changed.keys() & set(TIMING):
        choice.changed_at = clock.now()
    DigestChoice.insert(**choice.__data__).on_conflict(
        conflict_target=[DigestChoice.user], update={**changed, "changed_at": choice.changed_at}
    ).execute()
    journal.record("digest.choose", reader, by=by, before=before, after=changed)
    return choice


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value


def _put_down(found: list[due.Due]) -> None:
    for one in found:
        jobs.add("digest.make", key=one.key, user_id=one.user_id, series=one.series, slot=int(one.slot.timestamp()))


def _since() -> datetime | None:
    kept = company.facts().get(SINCE, "")
    return datetime.fromtimestamp(int(kept), UTC) if kept.isdecimal() else None
