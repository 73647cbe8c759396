"""The demo's contacts, as they are made: repeatable, readable, fictional."""

import re
from collections import Counter, defaultdict
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest

from crm.customers import checks, phones
from crm.demo.colleagues import GERRIT_LEFT, NAMED, TEAM
from crm.demo.drafts import ContactDraft, PointDraft
from crm.demo.plan import Plan
from crm.demo.stories import STORIES
from crm.demo.stream import contacts
from crm.demo.workdays import YEARS

FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
PAGE = 30


def plan(seed: int = 7, now: datetime = FRIDAY, customers: int = 200, interactions: int = 5_000) -> Plan:
    return Plan(seed, now, customers, 2 * customers, interactions)


@cache
def usual() -> tuple[ContactDraft, ...]:
    return tuple(contacts(plan()))


def points(made: Plan) -> list[PointDraft]:
    companies = [made.company(place) for place in range(made.customers)]
    return [point for one in companies for owner in (one, *one.people) for point in owner.points]


def test_the_same_seed_size_and_moment_give_the_same_contacts():
    def mark(made: Plan) -> str:
        customers = (made.company(place) for place in range(made.customers))
        return sha256(repr((list(customers), list(contacts(made)))).encode()).hexdigest()

    assert mark(plan(customers=60, interactions=900)) == mark(plan(customers=60, interactions=900))
    assert mark(plan(customers=60, interactions=900)) != mark(plan(seed=8, customers=60, interactions=900))


@pytest.mark.parametrize(("customers", "interactions"), [(1, 0), (1, 40), (2, 300), (12, 1), (200, 5_000)])
def test_there_are_exactly_as_many_contacts_as_asked_for(customers: int, interactions: int):
    assert sum(1 for _ in contacts(plan(customers=customers, interactions=interactions))) == interactions


def test_contacts_come_in_order_and_on_working_hours():
    moments = [one.at for one in usual()]
    settled = moments[: len(moments) * 99 // 100]  # what falls short at the end is made up on the newest day
    assert settled == sorted(settled)
    for one in usual():
        local = datetime.fromtimestamp(one.at, ZoneInfo("Europe/Amsterdam"))
        assert local.weekday() < 5
        assert 7.5 <= local.hour + local.minute / 60 <= 17.5
        assert one.at <= FRIDAY.timestamp()


def test_recent_months_are_busier_than_the_first():
    half = (usual()[0].at + usual()[-1].at) / 2
    assert sum(one.at > half for one in usual()) > 0.6 * len(usual())


def test_no_page_of_a_timeline_holds_the_same_text_twice():
    timelines = defaultdict(list)
    for one in usual():
        timelines[one.company].append(one.body)
    for bodies in timelines.values():
        for start in range(max(1, len(bodies) - PAGE + 1)):
            page = [body for body in bodies[start : start + PAGE] if body]
            assert len(page) == len(set(page))


def test_long_notes_are_nearly_all_different():
    long = [one.body for one in usual() if len(one.body) > 60]
    assert len(long) > 3_000
    assert len(set(long)) > 0.9 * len(long)


def test_every_text_is_filled_in():
    for one in usual():
        texts = [one.subject, one.body, *(comment.body for comment in one.comments)]
        assert not re.search(r"[{}|\[\]¶]|  ", " ".join(texts)), texts
        assert len(one.subject) <= 200


def test_one_customer_has_a_tenth_of_all_contacts():
    most = Counter(one.company for one in usual()).most_common(1)[0]
    assert plan().company(most[0]).name == "Glastuinbouwcombinatie De Westpolder"
    assert 400 <= most[1] <= 600


def test_every_way_of_contact_occurs():
    assert {one.channel for one in usual()} == {"phone", "visit", "email", "letter", "chat", "meeting", "note"}
    assert {one.direction for one in usual()} == {"in", "out", "internal"}
    assert any(not one.reached for one in usual())
    assert {one.author for one in usual()} == {n for n, one in enumerate(TEAM) if one.first != "Esmée"}


def test_who_left_writes_nothing_afterwards():
    made = plan()
    left = made.days.starts[int(made.days.today * (1 - GERRIT_LEFT / YEARS))]
    assert all(one.at < left for one in usual() if TEAM[one.author].left)


def test_some_customers_are_silent_alone_or_without_a_number():
    made = plan()
    companies = [made.company(place) for place in range(200)]
    assert {one.status for one in companies} == {"customer", "prospect", "former"}
    assert {one.kind for one in companies} == {"organisation", "household"}
    assert any(not one.people for one in companies)
    assert any(not person.points for one in companies for person in one.people)
    assert any(one.language == "en" for one in companies)
    assert len({one.number for one in companies}) == 200
    assert len(Counter(one.company for one in usual())) < 200


def test_the_number_of_people_is_as_asked_for():
    made = plan()
    assert sum(len(made.company(place).people) for place in range(200)) == made.people == 400


def test_every_phone_number_is_valid_and_every_address_fictional():
    for point in points(plan(customers=3_000)):
        if point.kind == "phone":
            assert phones.problem(point.value) is None, point
        else:
            assert point.value.endswith(".example")
            assert checks.email_problem(point.value) is None, point
    for one in usual():
        assert all(found.endswith(".example") for found in re.findall(r"\S+@\S+?\.[a-z]+\b", one.body))


def test_postcodes_and_numbers_of_companies_have_the_right_form():
    made = plan(customers=3_000)
    for place in range(made.customers):
        one = made.company(place)
        assert checks.kvk(one.kvk)[1] is None
        assert checks.website(one.website)[1] is None
        for where in one.addresses:
            assert checks.postcode(where.postcode, where.country)[1] is None
            assert checks.vat(one.vat, where.country)[1] is None


def test_stories_are_told_in_full_up_to_now():
    told = {story.company.number: len(story.contacts) for story in STORIES}
    made = plan()
    newest = Counter(made.company(one.company).number for one in usual())
    assert all(newest[number] >= count for number, count in told.items())
    assert newest["10482"] == told["10482"] == 12
    last = [one for one in usual() if made.company(one.company).number == "10482"][-1]
    assert last.subject == "Pomp lekt weer, vervanging niet gekomen"
    assert last.author == NAMED["Ingrid"]
    assert [TEAM[comment.author].first for comment in last.comments] == ["Youssef"]


@pytest.mark.parametrize(
    ("now", "newest"),
    [
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), "2026-11-20"),  # a Sunday
        (datetime(2026, 11, 23, 7, 0, tzinfo=UTC), "2026-11-20"),  # early on Monday
        (datetime(2026, 11, 24, 10, 0, tzinfo=UTC), "2026-11-24"),
        (datetime(2026, 3, 30, 10, 0, tzinfo=UTC), "2026-03-30"),  # the day after the clock went forward
    ],
)
def test_the_newest_contact_of_a_story_is_never_in_the_future(now: datetime, newest: str):
    made = plan(now=now, customers=30, interactions=400)
    last = [one for one in contacts(made) if made.company(one.company).number == "10482"][-1]
    assert f"{datetime.fromtimestamp(last.at, UTC):%Y-%m-%d}" == newest
    assert f"{datetime.fromtimestamp(last.at, ZoneInfo('Europe/Amsterdam')):%H:%M}" == "09:47"
