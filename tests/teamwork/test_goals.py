"""Goals: who sets them, for whom, whether they are reached, and two managers at once."""

import re
from dataclasses import replace

import pytest

from crm.accounts import small
from crm.accounts.models import CONSOLE, Role
from crm.errors import Forbidden, Invalid, NotFound, Outdated, Refused
from crm.journal import Change, revision
from crm.settings import Settings
from crm.teamwork import forms, goals, page, periods, standing
from crm.teamwork.actions import goals as actions
from crm.teamwork.actions.goals import Values
from crm.teamwork.goals import Speech
from crm.teamwork.models import Goal
from tests import factories
from tests.conftest import text_of
from tests.teamwork.tallied import MONDAY, TODAY, nothing_waits, tally, team

SPEECH = Speech(str, lambda number: f"{number // 10}.{number % 10}", str)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, locale="en", timezone="Europe/Amsterdam")


@pytest.fixture
def manager(app):
    nothing_waits()
    return factories.user("Marloes Kooistra", department="Directie", role=Role.MANAGER)


def test_managers_set_change_and_remove_a_goal_and_bring_it_back(manager):
    made = actions.create(Values("consulted", None, 70), by=manager)
    actions.edit(made.id, 75, by=manager, seen=revision("goal", made.id))
    removed = actions.delete(made.id, by=manager)
    assert goals.kept() == []
    back = actions.restore(removed.id, by=manager)
    assert back.target == 75
    assert actions.restore(removed.id, by=manager) == back  # twice is once
    verbs = [one.verb for one in Change.select().where(Change.kind == "goal").order_by(Change.id)]
    assert verbs == ["goal.create", "goal.edit", "goal.delete", "goal.restore"]


def test_others_only_see_them(login, manager, alice, charlie):
    made = actions.create(Values("consulted", None, 70), by=manager)
    for act in (
        lambda: actions.create(Values("marks", None, 70), by=alice),
        lambda: actions.edit(made.id, 1, by=alice),
        lambda: actions.delete(made.id, by=alice),
        lambda: actions.restore(made.id, by=alice),
    ):
        with pytest.raises(Forbidden):
            act()
    found = text_of(login(charlie).get("/teamwork/goals"))
    assert "Goal: at least 70%. Nothing could be counted yet." in found
    assert "/teamwork/goals/new" not in found


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (Values("verzonnen", None, 5), "figure"),
        (Values("consulted", None, 101), "target"),
        (Values("consulted", None, None), "target"),
        (Values("consulted", None, 0), "target"),
        (Values("marks", None, 0), "target"),
        (Values("answered", None, 366), "target"),
        (Values("consulted", 9999, 50), "department"),
    ],
)
def test_what_is_no_goal_is_refused_beside_its_field(manager, values, field):
    with pytest.raises(Invalid) as problem:
        actions.create(values, by=manager)
    assert list(problem.value.fields) == [field]


def test_a_small_department_has_no_goal_of_its_own(login, manager):
    large, tiny = team("Verkoop"), team("Magazijn", 2)
    with pytest.raises(Invalid) as problem:
        actions.create(Values("consulted", tiny.id, 50), by=manager)
    assert "one person" in str(problem.value.fields["department"])
    actions.create(Values("consulted", large.id, 50), by=manager)
    page = text_of(login(manager).get("/teamwork/goals/new"))
    assert "Verkoop</option>" in page and "Magazijn</option>" not in page
    assert "cannot be chosen: their figures would be about one person" in page


def test_a_department_that_became_small_shows_its_goal_no_longer(manager):
    sales = team("Verkoop")
    actions.create(Values("consulted", sales.id, 50), by=manager)
    counts = page.counts(periods.of("12w", TODAY, TODAY))
    assert len(standing.standings(goals.kept(), counts, small.split(), SPEECH)) == 1
    colleague = sales.users.first()
    colleague.department = manager.department
    colleague.save()
    assert standing.standings(goals.kept(), counts, small.split(), SPEECH) == []


def test_two_managers_at_once_make_one_goal_and_lose_no_change(login, manager):
    made = actions.create(Values("consulted", None, 70), by=manager)
    with pytest.raises(Invalid):
        actions.create(Values("consulted", None, 80), by=CONSOLE)
    browser = login(manager)
    form = text_of(browser.get(f"/teamwork/goals/{made.id}/edit"))
    hidden = dict(re.findall(r'name="(seen|was)" value="([^"]*)"', form))
    actions.edit(made.id, 60, by=CONSOLE)
    with pytest.raises(Outdated):
        actions.edit(made.id, 90, by=manager, seen=int(hidden["seen"]))
    answer = browser.post(f"/teamwork/goals/{made.id}/edit", data=hidden | {"target": "90"})
    assert answer.status_code == 409
    assert Goal.get_by_id(made.id).target == 60
    assert 'value="90"' in text_of(answer)


def test_what_another_set_meanwhile_is_not_overwritten_by_an_undo(manager):
    made = actions.create(Values("consulted", None, 70), by=manager)
    removed = actions.delete(made.id, by=manager)
    actions.create(Values("consulted", None, 80), by=CONSOLE)
    with pytest.raises(Refused):
        actions.restore(removed.id, by=manager)
    with pytest.raises(NotFound):
        actions.restore(999, by=manager)


@pytest.mark.parametrize(
    ("figure", "typed", "target"),
    [
        ("consulted", "80%", 80),
        ("consulted", "80,5", None),
        ("answered", "3 dagen", 3),
        ("marks", "7,5", 75),
        ("marks", "7.5", 75),
        ("marks", "8", 80),
        ("marks", "7,55", None),
        ("solved", "-1", None),
        ("consulted", "", None),
        ("consulted", "٨٠", None),
    ],
)
def test_a_goal_is_typed_as_people_write_numbers(figure, typed, target):
    assert forms.target(figure, typed) == target
    if target is not None:
        assert forms.target(figure, forms.typed(figure, target)) == target


@pytest.mark.parametrize(
    ("figure", "target", "sentence", "reached"),
    [
        ("consulted", 60, "Goal: at least 60%. Reached: 60%.", True),
        ("consulted", 61, "Goal: at least 61%. Not reached: 60%.", False),
        ("answered", 1, "Goal: at most 1 day. Not reached: 4 days.", False),
        ("answered", 4, "Goal: at most 4 days. Reached: 4 days.", True),
        ("surprises", 20, "Goal: at most 2.0. Not reached: 2.5.", False),
        ("marks", 75, "Goal: at least 7.5. Nothing could be counted yet.", None),
    ],
)
def test_reached_or_not_stands_in_words(manager, figure, target, sentence, reached):
    for name, detail, amount in (("consulted", "yes", 6), ("consulted", "no", 4), ("answered", "4", 2)):
        tally(name, MONDAY, detail, amount)
    tally("contacts", MONDAY, "phone", 200)
    tally("surprises", MONDAY, "not_read", 5)
    found = goals.said(figure, target, page.counts(periods.of("12w", TODAY, TODAY)), SPEECH)
    assert (str(found.text), found.reached) == (sentence, reached)


def test_what_was_not_counted_has_a_dash_and_no_nought(login, manager):
    actions.create(Values("consulted", None, 70), by=manager)
    found = text_of(login(manager).get("/teamwork/goals"))
    row = found[found.index('class="chart-row"') :]
    assert re.findall(r">(?:: )?(–|0%?)<", row[: row.index("</li>")]) == ["–", "–"]


def test_a_goal_stands_as_a_line_in_its_chart(login, manager):
    tally("consulted", factories.today(), "yes", 6)
    actions.create(Values("consulted", None, 70), by=manager)
    found = text_of(login(manager).get("/teamwork/"))
    assert 'class="chart-target"' in found
    assert "Goal: at least 70%. Reached: 100%." in found


def test_set_removed_and_undone_on_the_page(login, manager):
    browser = login(manager)
    wrong = browser.post("/teamwork/goals/new", data={"figure": "consulted", "department": "", "target": "veel"})
    assert wrong.status_code == 422
    browser.post("/teamwork/goals/new", data={"figure": "answered", "department": "", "target": "2 dagen"})
    made = Goal.get()
    assert (made.figure, made.target) == ("answered", 2)
    page = text_of(browser.post(f"/teamwork/goals/{made.id}/delete", follow_redirects=True))
    assert "Goal removed" in page
    browser.post(re.search(r"/teamwork/goals/undo/\d+", page)[0])
    assert Goal.select().count() == 1
