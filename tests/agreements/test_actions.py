"""Writing down what was agreed, changing it, taking it back."""

from datetime import timedelta

import pytest

from crm.accounts.models import CONSOLE, Role
from crm.agreements import actions, queries
from crm.agreements.actions import Values
from crm.agreements.models import Agreement, AgreementDepartment
from crm.errors import Forbidden, Invalid, NotFound, Outdated
from crm.interactions import actions as interactions
from crm.journal import Change, revision
from tests import factories

DAY = timedelta(days=1)


def verbs() -> list[str]:
    kept = Change.select(Change.verb).where(Change.kind == "agreement").order_by(Change.id)
    return [verb for (verb,) in kept.tuples()]


def last() -> dict:
    return Change.select().where(Change.kind == "agreement").order_by(Change.id.desc()).get().values


def test_it_is_kept_with_its_contact_its_customer_and_who_must_know(agree, contact, customer, alice, bob, today):
    made = Agreement.get_by_id(agree("  nieuwe\nCP-40  leveren ", departments=[alice.department]).id)
    assert (made.body, made.due_on, made.side, made.state) == ("nieuwe CP-40 leveren", today + 3 * DAY, "we", "open")
    assert (made.customer_id, made.interaction_id, made.created_by_id) == (customer.id, contact.id, bob.id)
    assert [row.department_id for row in AgreementDepartment] == [alice.department_id]
    after = last()["after"]
    assert (after["due_on"], after["departments"]) == (made.due_on.isoformat(), [alice.department_id])
    assert set(after) >= {"side", "kind", "state", "settled_on", "settled_in", "ends_on", "note", "interaction"}


def test_the_same_request_writes_once(agree):
    assert agree(request_key="een").id == agree(request_key="een").id
    assert verbs() == ["agreement.create"]


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"body": " \n "}, "body"),
        ({"body": "x" * 301}, "body"),
        ({"side": "wij"}, "side"),
        ({"kind": "belofte"}, "kind"),
        ({"due_on": None}, "due_on"),
        ({"kind": "term", "due_on": None}, "due_on"),
        ({"kind": "discount", "due_on": None}, "ends_on"),
        ({"due_on": -15}, "due_on"),
        ({"kind": "price", "ends_on": -15}, "ends_on"),
        ({"due_on": 3661}, "due_on"),
        ({"kind": "price", "ends_on": 3661}, "ends_on"),
        ({"departments": frozenset([999])}, "departments"),
    ],
)
def test_what_is_refused_says_where_and_writes_nothing(contact, bob, today, about, field):
    values = {"body": "leveren", "due_on": 1} | about
    for name in ("due_on", "ends_on"):
        if values.get(name) is not None:
            values[name] = today + values[name] * DAY
    with pytest.raises(Invalid) as refused:
        actions.create(contact.id, Values(**values), by=bob)
    assert list(refused.value.fields) == [field] and Agreement.select().count() == 0 and verbs() == []


@pytest.mark.parametrize("kind", ["price", "service", "other"])
def test_a_price_a_service_level_and_the_rest_need_no_day(contact, bob, kind):
    assert actions.create(contact.id, Values("binnen vier uur ter plaatse", kind=kind), by=bob).due_on is None


def test_only_a_price_or_discount_holds_until_a_day(contact, bob, today):
    ends = {"due_on": today, "ends_on": today + DAY}
    assert actions.create(contact.id, Values("leveren", **ends), by=bob).ends_on is None
    assert actions.create(contact.id, Values("8% korting", kind="discount", **ends), by=bob).ends_on == today + DAY


def test_due_on_the_day_of_the_contact_by_the_companys_clock_is_the_edge(customer, bob):
    late = factories.interaction(customer, by=bob, occurred_at=factories.at("2026-03-01T23:30+00:00"))  # 2 March here
    day = factories.at("2026-03-02T12:00+01:00").date()
    assert actions.create(late.id, Values("leveren", due_on=day), by=bob).due_on == day
    with pytest.raises(Invalid):
        actions.create(late.id, Values("leveren", due_on=day - DAY), by=bob)


def test_a_contact_of_another_customer_or_in_the_bin_is_not_there(contact, alice, bob, today):
    elsewhere = factories.customer("Wasserij Steenbeek")
    with pytest.raises(NotFound):
        actions.create(contact.id, Values("leveren", due_on=today), by=bob, customer_id=elsewhere.id)
    interactions.delete(contact.id, by=alice)
    with pytest.raises(NotFound):
        actions.create(contact.id, Values("leveren", due_on=today), by=bob)


def test_an_edit_keeps_both_sides_and_one_that_changes_nothing_is_none(agree, alice, bob, today):
    made = agree()
    actions.edit(made.id, Values("nieuwe CP-40 leveren", due_on=today + 3 * DAY), by=bob)
    assert verbs() == ["agreement.create"]
    changed = Values("CP-60", "they", due_on=today + DAY, departments=frozenset([alice.department_id]))
    actions.edit(made.id, changed, by=bob)
    kept = last()
    assert (kept["before"]["body"], kept["after"]["body"]) == ("nieuwe CP-40 leveren", "CP-60")
    assert (kept["before"]["departments"], kept["after"]["departments"]) == ([], [alice.department_id])


def test_who_edits_what_a_colleague_changed_meanwhile_is_told(agree, alice, bob, today):
    made = agree()
    seen = revision("agreement", made.id)
    actions.edit(made.id, Values("CP-60", due_on=today), by=alice, seen=seen)
    with pytest.raises(Outdated):
        actions.edit(made.id, Values("CP-80", due_on=today), by=bob, seen=seen)
    assert Agreement.get().body == "CP-60"


def test_who_made_it_whose_customer_it_is_and_managers_change_it(agree, alice, bob, charlie, today):
    made, values = agree(), Values("CP-60", due_on=today)
    manager = factories.user("Eva Prins", department="Directie", role=Role.MANAGER)
    for who in (bob, alice, manager, CONSOLE):
        actions.edit(made.id, values, by=who)
        actions.delete(made.id, by=who)
        actions.restore(made.id, by=who)
    for who in (factories.user("Youssef el Amrani", department="Buitendienst"), charlie):
        for act in (actions.delete, actions.restore, lambda id, by: actions.edit(id, values, by=by)):
            with pytest.raises(Forbidden):
                act(made.id, by=who)
    with pytest.raises(Forbidden):
        actions.create(made.interaction_id, values, by=charlie)


def test_taken_back_it_is_gone_and_comes_back_each_told_once(agree, bob):
    made = agree()
    for _turn in range(2):
        actions.delete(made.id, by=bob)
    with pytest.raises(NotFound):
        queries.item(made.id)
    with pytest.raises(NotFound):
        actions.edit(made.id, Values("CP-60"), by=bob)
    for _turn in range(2):
        actions.restore(made.id, by=bob)
    assert queries.item(made.id).body == made.body
    assert verbs() == ["agreement.create", "agreement.delete", "agreement.restore"]


def test_it_goes_into_the_bin_with_its_contact_and_comes_back_with_it(agree, contact, alice):
    made = agree()
    interactions.delete(contact.id, by=alice)
    with pytest.raises(NotFound):
        queries.item(made.id)
    interactions.restore(contact.id, by=alice)
    assert queries.item(made.id).id == made.id
