"""What a calendar program gets at a secret link."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from crm import clock
from crm.absences.models import Absence
from crm.calendar import actions, keys, queries
from crm.company.models import TIMEZONE, keep
from crm.customers import actions as customers
from crm.followups import actions as followups
from crm.followups.models import FollowUp, Kind
from tests import factories, registers
from tests.calendar.conftest import check

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def noon(monkeypatch):
    """``noon("2027-03-27")``: it is noon on that day in Amsterdam."""

    def be(day: str) -> datetime:
        now = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=AMSTERDAM).astimezone(UTC)
        monkeypatch.setattr(clock, "now", lambda: now)
        return now

    return be


def planned(at, *, by, **about) -> FollowUp:
    """A follow-up with what the asking form does not know yet."""
    made = factories.followup(
        at, by=by, **{name: about.pop(name) for name in ("what", "days", "user", "department") if name in about}
    )
    for name, value in about.items():
        setattr(made, name, value)
    made.save()
    return made


def test_a_task_takes_the_whole_day_and_keeps_nobody_busy(alice, events):
    task = planned(factories.customer(), by=alice, what="Offerte nabellen", days=3)
    (event,) = events(alice)
    assert event.decoded("dtstart") == task.due_on
    assert event.decoded("dtend") == task.due_on + timedelta(days=1)
    assert event["transp"] == "TRANSPARENT" and event["class"] == "PRIVATE"
    assert event["summary"] == "Offerte nabellen, Kwekerij Van den Berg & Zonen"
    assert event["url"] == f"http://localhost/followups/{task.id}"


def test_a_call_has_its_number_and_a_visit_its_address(alice, events):
    berg = factories.customer()
    kees = factories.person(berg, "Kees van den Berg")
    planned(
        berg, by=alice, what="Kees terugbellen", kind=Kind.CALL, phone="06 12 34 56 02", person=kees, at_minute=17 * 60
    )
    planned(berg, by=alice, what="Kas 4 opmeten", kind=Kind.VISIT, at_minute=9 * 60 + 30, days=2)
    call, visit = events(alice)
    assert call["description"].splitlines()[0] == "Bellen: 06 12 34 56 02 (Kees van den Berg)"
    assert (call.decoded("dtend") - call.decoded("dtstart")) == timedelta(minutes=15)
    assert visit["location"] == "Naaldwijkseweg 12, 2691 AB ’s-Gravenzande"
    assert visit.decoded("dtstart").replace(tzinfo=None) == datetime.combine(
        factories.today(), datetime.min.time()
    ) + timedelta(days=2, hours=9, minutes=30)
    assert "location" not in call and "transp" not in visit


def test_half_past_nine_is_half_past_nine_before_and_after_the_clock_goes_forward(alice, events, noon):
    noon("2027-03-25")
    berg = factories.customer()
    for day in (date(2027, 3, 27), date(2027, 3, 29), date(2027, 11, 1)):
        planned(berg, by=alice, kind=Kind.VISIT, due_on=day, at_minute=570)
    moments = [event.decoded("dtstart") for event in events(alice)]
    assert [f"{moment:%H:%M}" for moment in moments] == ["09:30"] * 3
    assert [f"{moment.astimezone(UTC):%H:%M}" for moment in moments] == ["08:30", "07:30", "08:30"]


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/Paramaribo", "Asia/Kolkata", "Pacific/Auckland"])
def test_the_file_knows_itself_when_the_clock_of_the_company_is_put_forward_and_back(alice, fetch, zone):
    keep(TIMEZONE, zone)
    planned(factories.customer(), by=alice, kind=Kind.VISIT, at_minute=570)
    here, file = ZoneInfo(zone), icalendar.Calendar.from_ical(fetch(alice).data)
    (described,) = file.walk("VTIMEZONE")
    assert described["tzid"] == zone
    told = described.to_tz(lookup_tzid=False)
    during = queries.period(clock.now())
    moment = datetime.combine(during.first, datetime.min.time())
    while moment.date() <= during.last:
        there = moment.replace(tzinfo=here)
        if there.astimezone(UTC).astimezone(here).replace(tzinfo=None) == moment:  # this time exists
            assert moment.replace(tzinfo=told).utcoffset() == there.utcoffset(), moment
        moment += timedelta(hours=1)


def test_a_time_that_the_clock_skips_is_taken_as_if_it_had_not_been_put_forward(alice, events, noon):
    noon("2027-03-25")
    planned(factories.customer(), by=alice, kind=Kind.VISIT, due_on=date(2027, 3, 28), at_minute=150)
    (event,) = events(alice)
    assert f"{event.decoded('dtstart'):%H:%M}" == "03:30"


def test_it_tells_of_a_month_back_and_a_year_ahead(alice, events):
    berg = factories.customer()
    for days in (-31, -30, 0, 365, 366):
        planned(berg, by=alice, what=f"over {days}", due_on=factories.today() + timedelta(days=days))
    assert [str(event["summary"]).split(",")[0] for event in events(alice)] == ["over -30", "over 0", "over 365"]


def test_what_the_department_must_do_is_there_until_somebody_takes_it(alice, bob, events):
    asked = factories.followup(factories.customer(), by=alice, what="Acht koppelingen mee", department=bob.department)
    assert [event["summary"] for event in events(bob)] == [
        "Acht koppelingen mee, Kwekerij Van den Berg & Zonen (binnendienst)"
    ]
    assert events(alice) == []
    sanne = factories.user("Sanne Bakker", department="Binnendienst")
    FollowUp.update(user=sanne).where(FollowUp.id == asked.id).execute()
    assert events(bob) == [] and len(events(sanne)) == 1


def test_who_stands_in_sees_it_while_the_other_is_away(alice, bob, events):
    factories.followup(factories.customer(), by=bob, what="Kees terugbellen")
    today = factories.today()
    away = Absence.create(user=bob, stand_in=alice, starts_on=today, ends_on=today, created_at=clock.now())
    assert [event["summary"] for event in events(alice)] == [
        "Kees terugbellen, Kwekerij Van den Berg & Zonen (voor Bob de Wit)"
    ]
    away.starts_on = away.ends_on = today - timedelta(days=1)
    away.save()
    assert events(alice) == []


def test_what_is_done_deleted_or_of_a_customer_who_is_gone_is_not_there(alice, diana, events):
    done, deleted, gone, archived = (factories.followup(factories.customer(), by=alice) for _each in range(4))
    followups.finish(done.id, "Gebeld.", by=alice)
    followups.delete(deleted.id, by=alice)
    customers.delete(gone.customer_id, by=diana)
    customers.archive(archived.customer_id, by=alice)
    assert events(alice) == []


def test_what_is_put_off_stands_on_the_day_it_comes_back_and_says_when_it_was_due(alice, events):
    today = factories.today()
    planned(factories.customer(), by=alice, kind=Kind.VISIT, at_minute=570, snoozed_until=today + timedelta(days=9))
    (event,) = events(alice)
    assert event.decoded("dtstart") == today + timedelta(days=9)
    assert f"Uitgesteld; uiterlijk {today + timedelta(days=1):%d-%m-%Y}" in event["description"]


def test_it_is_written_in_the_language_of_whose_it_is(alice, bob, events):
    alice.locale = "en"
    alice.save()
    planned(factories.customer(), by=alice, kind=Kind.CALL, phone="06 12 34 56 02")
    (event,) = events(alice)
    assert event["description"].startswith("Call: 06 12 34 56 02")


def test_an_event_keeps_its_name_and_counts_up_when_it_changes(alice, events, noon):
    noon("2026-11-23")
    asked = factories.followup(factories.customer(), by=alice)
    (before,) = events(alice)
    noon("2026-11-24")
    values = followups.Values("Dirk-Jan terugbellen", asked.due_on + timedelta(days=2), user_id=alice.id)
    followups.edit(asked.id, values, by=alice)
    (after,) = events(alice)
    assert after["uid"] == before["uid"] == f"followup-{asked.id}@localhost"
    assert after["sequence"] > before["sequence"]
    assert after.decoded("last-modified") - before.decoded("last-modified") == timedelta(days=1)


@pytest.mark.parametrize(
    "name",
    [
        "Bakker\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:verzonnen",
        "Zoë\u2028de\x0bWaard\x85;één,twee\\n",
        "😀" * 40 + "é" * 90,
        "\u202egreB ned naV",
    ],
)
def test_a_name_cannot_write_lines_of_its_own(alice, fetch, name):
    berg = factories.customer()
    FollowUp.update(what=name).where(FollowUp.id == factories.followup(berg, by=alice).id).execute()
    type(berg).update(name=name[:200]).where(type(berg).id == berg.id).execute()
    answer = fetch(alice)
    lines = check(answer.data)
    assert sum(line.startswith("SUMMARY") for line in lines) == 1
    (event,) = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    bare = " ".join(name.split()).replace("\u202e", "")
    assert str(event["summary"]).startswith(bare)


def test_a_thousand_events_at_most_and_those_furthest_away_stay_out(alice, events):
    berg, now = factories.customer(), clock.now()
    rows = [
        {
            "customer": berg,
            "what": f"taak {n}",
            "due_on": factories.today() + timedelta(days=n % 300),
            "user": alice,
            "created_by": alice,
            "created_at": now,
            "updated_at": now,
        }
        for n in range(1_050)
    ]
    FollowUp.insert_many(rows).execute()
    found = events(alice)
    assert len(found) == 1_000
    assert max(event.decoded("dtstart") for event in found) < factories.today() + timedelta(days=290)


def test_more_facts_of_any_register_cost_no_more_queries(alice, client, query_count):
    path, berg = keys.path(actions.make_link(by=alice)), factories.customer()
    client.get(path)
    counts = []
    for more in (1, 12):
        for _each in range(more):
            planned(berg, by=alice, person=factories.person(berg), kind=Kind.VISIT, at_minute=600)
            registers.fill(factories.interaction(berg, by=alice), by=alice)
        with query_count() as count:
            client.get(path)
        counts.append(count())
    assert counts[0] == counts[1] <= 12
