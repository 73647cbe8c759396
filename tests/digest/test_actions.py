"""Who gets a digest and when, that there is one of each period, and what somebody may choose."""

import json
from datetime import timedelta

import pytest

from crm import clock
from crm.accounts.models import Role, User
from crm.company.models import TIMEZONE, keep
from crm.db import transaction
from crm.digest import actions, choices, letters, making
from crm.digest.choices import ChoiceValues
from crm.digest.models import Digest, DigestChoice, Rhythm, Series
from crm.errors import Forbidden, Invalid, NotFound, Refused
from crm.jobs.models import Job, Task
from crm.jobs.registry import Again
from crm.journal import Change
from crm.mail.models import Mail
from tests import factories
from tests.digest.travel import DAY, HOUR, WEEK, beginning, got, reader
from tests.drained import drain
from tests.factories import at

MONDAY = at("2026-11-23T06:30Z")  # half past seven in Amsterdam


@pytest.fixture
def travel(app, monkeypatch):
    """From Wednesday the 18th of November 2026 on; digests were planned before."""
    with app.app_context(), beginning(monkeypatch, at("2026-11-18T10:00Z")) as journey:
        with transaction():
            actions.plan()()
        yield journey


def planned() -> list[str]:
    if effect := actions.plan():
        with transaction():
            effect()
    return sorted(key for (key,) in Job.select(Job.key).where(Job.kind == "digest.make").tuples())


def made(user: User, slot=MONDAY, series: str = "own"):
    return actions.make(user.id, series, int(slot.timestamp()), letters=letters)


# Planning


def test_what_is_due_is_put_down_once(travel):
    user = reader()
    travel.at = MONDAY + timedelta(minutes=1)
    assert planned() == [f"digest:{user.id}:own:2026-W47"]
    assert actions.plan() is None  # it waits already
    drain()
    assert got(user) == ["2026-W47"]
    assert actions.plan() is None  # it was made


def test_who_wrote_just_before_the_hour_is_waited_for(travel):
    reader()
    travel.at = MONDAY + actions.SETTLED - timedelta(seconds=1)
    assert planned() == []
    travel.at += timedelta(seconds=1)
    assert len(planned()) == 1


def test_who_cannot_log_in_gets_none(travel):
    gone, works = reader("Gerard Pot"), reader("Werkt Hier")
    factories.user("Nog Niet")
    reader("Wil Niet", rhythm=Rhythm.OFF)
    gone.disabled_at = clock.now()
    gone.save()
    travel.at = MONDAY + HOUR
    assert planned() == [f"digest:{works.id}:own:2026-W47"]


def test_who_is_disabled_or_changes_their_mind_meanwhile_gets_none(travel):
    gone, other = reader("Gerard Pot"), reader("Ander Uur")
    travel.at = MONDAY + HOUR
    assert len(planned()) == 2
    User.update(disabled_at=clock.now()).where(User.id == gone).execute()
    actions.choose(ChoiceValues(weekday=4, minute=960), by=other)
    drain()
    assert Digest.select().count() == Job.select().where(Job.kind == "digest.make").count() == 0


def test_who_chose_nothing_gets_it_on_monday_morning(travel):
    user = factories.user("Koos Keuze")
    User.update(password="scrypt:unknown").execute()
    travel.at = MONDAY + HOUR
    assert planned() == [f"digest:{user.id}:own:2026-W47"]


def test_who_has_a_clock_that_nobody_knows_gets_it_by_the_company_s(travel):
    readers = [reader("Oude Zone", timezone="Mars/Olympus"), reader("Gewone Zone")]
    travel.at = MONDAY + HOUR
    assert len(planned()) == 2
    drain()
    assert [got(user) for user in readers] == [["2026-W47"]] * 2


def test_a_company_s_clock_that_nobody_knows_stops_no_daily_task(travel):
    reader()
    with transaction():
        keep(TIMEZONE, "Mars/Olympus")
    travel.work()
    assert Task.get(Task.name == "mail.forget").next_at == at("2026-11-19T03:20+01:00")
    travel.at = MONDAY + HOUR
    travel.work()
    assert got(User.get()) == ["2026-W47"]


def test_the_oldest_come_first_and_those_of_the_same_time_behind_each_other(travel):
    early, late = reader("Zita Vroeg", minute=390), reader("Anna Laat", minute=420)
    daily, too = reader("Els Dagelijks", minute=390, rhythm=Rhythm.DAILY), reader("Boris Vroeg", minute=390)
    travel.at = MONDAY + HOUR
    planned()
    order = [json.loads(row.args)["user_id"] for row in Job.select().where(Job.kind == "digest.make").order_by(Job.id)]
    assert order == [daily.id, too.id, early.id, late.id]


def test_only_who_leads_gets_that_of_the_department(travel):
    for role in Role:
        reader(f"Een {role}", role=role, department=True, rhythm=Rhythm.OFF)
    travel.at = MONDAY + HOUR
    users = User.select(User.id).where(User.role.in_([Role.MANAGER, Role.ADMIN])).tuples()
    assert planned() == sorted(f"digest:{id}:department:2026-W47" for (id,) in users)
    drain()
    assert Mail.select().where(Mail.message_id.startswith("digest.department.2026-W47.")).count() == 2


@pytest.mark.parametrize("count", [1, 40])
def test_planning_asks_the_same_few_questions_for_however_many(travel, query_count, count):
    for number in range(count):
        reader(f"Collega {number}")
    travel.at = MONDAY + HOUR
    with query_count() as queries:
        effect = actions.plan()
    assert effect is not None and queries() == 5  # settings twice, colleagues, digests, jobs


# Making


def test_a_digest_has_what_mail_programs_ask_for(travel, settings):
    user = reader()
    travel.at = MONDAY + HOUR
    planned()
    drain()
    mail = Mail.get(Mail.user == user.id)
    headers = json.loads(mail.headers)
    assert (mail.kind, mail.address, mail.name) == ("digest", user.email, user.name)
    assert mail.message_id.startswith(f"digest.own.2026-W47.u{user.id}.")
    assert headers["List-Unsubscribe"].startswith(f"<{settings.base_url}/digest/unsubscribe/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["References"] == f"<digest.own.u{user.id}@localhost>"
    assert headers["List-Id"] == "<own.digest.localhost>"
    assert mail.expires_at == clock.now() + making.STALE


def test_an_empty_week_is_noted_and_not_mailed(travel):
    user = reader()
    actions.choose(ChoiceValues(), by=user)
    travel.at = MONDAY + HOUR
    planned()
    drain()
    assert [(one.period, one.mail_id) for one in Digest.select()] == [("2026-W47", None)]


def test_an_empty_day_is_never_mailed(travel):
    reader(rhythm=Rhythm.DAILY)
    travel.at = at("2026-11-20T07:00Z")
    planned()
    drain()
    assert [(one.period, one.mail_id) for one in Digest.select()] == [("2026-11-20", None)]


def test_of_two_workers_with_the_same_digest_one_sends_it(travel):
    user = reader()
    travel.at = MONDAY + HOUR
    first, second = made(user), made(user)
    for effect in (first, second):
        with transaction():
            effect()
    assert made(user) is None
    assert Digest.select().count() == Mail.select().count() == 1


def test_of_two_weeks_at_the_same_moment_the_second_waits_for_the_first(travel):
    user = reader()
    before = {"starts_at": MONDAY - 2 * WEEK, "ends_at": MONDAY - WEEK}
    Digest.create(user=user, series="own", period="2026-W46", created_at=MONDAY - WEEK, **before)
    travel.at = MONDAY + WEEK + HOUR
    older, newer = made(user), made(user, MONDAY + WEEK)
    with transaction():
        older()
    with pytest.raises(Again), transaction():
        newer()
    with transaction():
        made(user, MONDAY + WEEK)()
    spans = [(one.starts_at, one.ends_at) for one in Digest.select().order_by(Digest.id)]
    assert spans[1:] == [(MONDAY - WEEK, MONDAY), (MONDAY, MONDAY + WEEK)]


def test_a_week_that_a_later_digest_told_too_is_not_sent_any_more(travel):
    user = reader()
    factories.interaction(factories.customer(owner=user), by=user)
    Digest.create(
        user=user,
        series="own",
        period="2026-W46",
        starts_at=MONDAY - 2 * WEEK,
        ends_at=MONDAY - WEEK,
        created_at=MONDAY,
    )
    travel.at = MONDAY + WEEK + HOUR
    with transaction():
        made(user, MONDAY + WEEK)()
    assert made(user) is None


def test_a_slot_that_is_still_to_come_is_left(travel):
    assert made(reader(), MONDAY) is None


def test_nothing_is_half_done(travel):
    """The row and the mail are there together or not at all."""
    user = reader()
    travel.at = MONDAY + HOUR
    effect = made(user)

    class PowerCut(Exception):
        pass

    with pytest.raises(PowerCut), transaction():
        effect()
        raise PowerCut
    assert (
        Digest.select().count() == Mail.select().count() == Job.select().where(Job.kind == "mail.deliver").count() == 0
    )


# One now


def test_one_now_comes_beside_the_series(travel):
    user = reader()
    actions.send_now(Series.OWN, by=user)
    drain()
    mail = Mail.get(Mail.user == user.id)
    assert mail.kind == "digest" and mail.message_id.startswith("digest.own.now-")
    assert Digest.select().count() == 0
    travel.at = MONDAY + HOUR
    planned()
    drain()
    assert got(user) == ["2026-W47"]


def test_one_now_can_be_asked_for_a_few_times_an_hour(travel, alice):
    user = reader()
    for _time in range(actions.PER_HOUR):
        actions.send_now(Series.OWN, by=user)
    with pytest.raises(Refused):
        actions.send_now(Series.OWN, by=user)
    actions.send_now(Series.OWN, by=alice)  # somebody else
    travel.at += HOUR + timedelta(seconds=1)
    actions.send_now(Series.OWN, by=user)
    drain()
    assert Mail.select().where(Mail.user == user.id).count() == actions.PER_HOUR + 1


def test_one_now_of_the_department_is_for_who_leads_it(travel):
    with pytest.raises(Forbidden):
        actions.send_now(Series.DEPARTMENT, by=reader())
    with pytest.raises(Forbidden):
        actions.send_now("weather", by=reader("Nog Iemand"))
    actions.send_now(Series.DEPARTMENT, by=reader("Chef", role=Role.MANAGER))


def test_somebody_disabled_meanwhile_does_not_get_it(travel):
    user = reader()
    actions.send_now(Series.OWN, by=user)
    User.update(disabled_at=clock.now()).execute()
    drain()
    assert Mail.select().count() == 0


def test_what_there_is_so_far_begins_where_the_last_one_ended(travel):
    user = reader()
    travel.at = MONDAY + HOUR
    planned()
    drain()
    travel.at = MONDAY + 2 * DAY
    told, period = making.so_far(user, Series.OWN, frozenset())
    assert (told.edition.starts_at, told.edition.ends_at, period) == (MONDAY, travel.at, "2026-W48")
    travel.at = MONDAY + 2 * HOUR
    assert making.so_far(user, Series.OWN, frozenset())[0].edition.starts_at == travel.at - WEEK


def test_the_week_s_name_is_reckoned_on_the_reader_s_clock(travel):
    travel.at = at("2026-11-18T23:00Z")  # the middle of the seven days before: Sunday here, Monday in New Zealand
    names = [making.so_far(reader(zone, timezone=zone), Series.OWN, frozenset())[1] for zone in ("UTC", "NZ")]
    assert names == ["2026-W46", "2026-W47"]


# Choosing


def test_a_choice_is_kept_and_on_record(travel, bob):
    actions.choose(ChoiceValues(rhythm="daily", weekday=4, minute=960, when_empty=True), by=bob)
    kept = choices.of(bob)
    assert (kept.rhythm, kept.weekday, kept.minute, kept.when_empty, kept.department) == ("daily", 4, 960, True, False)
    change = Change.get(Change.verb == "digest.choose")
    assert (change.user, change.record) == (bob.id, bob.id)
    assert change.values["before"] == {"rhythm": "weekly", "weekday": 0, "minute": 450, "when_empty": False}
    actions.choose(ChoiceValues(), by=bob)
    assert choices.of(bob).rhythm == "weekly"
    assert DigestChoice.select().count() == 1


def test_the_same_choice_again_writes_nothing(travel, bob):
    actions.choose(ChoiceValues(), by=bob)
    assert DigestChoice.select().count() == Change.select().where(Change.verb == "digest.choose").count() == 0


def test_a_reader_may_choose_too(travel, charlie):
    actions.choose(ChoiceValues(rhythm="off"), by=charlie)
    assert choices.of(charlie).rhythm == "off"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("rhythm", "hourly"), ("weekday", 7), ("weekday", -1), ("minute", 1440), ("minute", -1)),
        *(("left_out", frozenset({"weather"})), ("department", True)),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(travel, bob, field, value):
    with pytest.raises(Invalid) as refused:
        actions.choose(ChoiceValues(**{field: value}), by=bob)
    assert list(refused.value.fields) == [field]
    assert DigestChoice.select().count() == 0


def test_other_sections_do_not_cost_anybody_the_digest_that_is_due(travel):
    user = reader()
    travel.at = MONDAY + timedelta(minutes=2)
    actions.choose(ChoiceValues(when_empty=False), by=user)
    planned()
    drain()
    assert Digest.select().count() == 1


def test_unsubscribing_ends_that_series_only(travel):
    chef = reader("Chef", role=Role.MANAGER, department=True)
    actions.unsubscribe(chef.id, Series.DEPARTMENT)
    assert (choices.of(chef).department, choices.of(chef).rhythm) == (False, "weekly")
    actions.choose(ChoiceValues(department=True), by=chef)
    actions.unsubscribe(chef.id, Series.OWN)
    actions.unsubscribe(chef.id, Series.OWN)  # a second click
    assert (choices.of(chef).department, choices.of(chef).rhythm) == (True, "off")
    written = Change.select().where(Change.verb == "digest.choose")
    assert [change.user for change in written] == [chef.id] * 3


def test_a_colleague_who_is_not_there_cannot_unsubscribe(travel):
    with pytest.raises(NotFound):
        actions.unsubscribe(4711, Series.OWN)
