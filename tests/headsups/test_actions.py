"""Warning of something, changing it, and ending it early."""

from datetime import timedelta

import pytest

from crm.accounts.models import Role
from crm.customers import actions as customers
from crm.errors import Forbidden, Invalid, NotFound, Outdated, Refused
from crm.headsups import actions
from crm.headsups.actions import Values
from crm.headsups.models import HeadsUp
from crm.journal import Change, revision
from tests import factories


@pytest.fixture
def eva(app):
    """A manager of another department."""
    return factories.user("Eva Prins", department="Directie", role=Role.MANAGER)


def verbs() -> list[str]:
    kept = Change.select(Change.verb).where(Change.kind == "headsup").order_by(Change.id)
    return [verb for (verb,) in kept.tuples()]


def test_a_warning_is_kept_with_who_made_it_and_the_contact_it_arose_in(customer, contact, warn, bob, today):
    made = HeadsUp.get_by_id(warn("  Eerst  de\nvervanging. ", days=5, interaction_id=contact.id).id)
    assert (made.body, made.until_on) == ("Eerst de vervanging.", today + timedelta(days=5))
    assert (made.customer_id, made.interaction_id, made.created_by_id) == (customer.id, contact.id, bob.id)
    assert verbs() == ["headsup.create"] and Change.get(Change.kind == "headsup").customer == customer.id


def test_the_same_request_warns_once(warn):
    assert warn(request_key="een").id == warn(request_key="een").id
    assert (HeadsUp.select().count(), verbs()) == (1, ["headsup.create"])


@pytest.mark.parametrize(
    ("body", "days", "field"),
    [
        (" \n ", 3, "body"),
        ("x" * 301, 3, "body"),
        ("Hond los.", None, "until_on"),
        ("Hond los.", -1, "until_on"),
        ("Hond los.", 367, "until_on"),
    ],
)
def test_what_is_refused_says_where(customer, bob, today, body, days, field):
    day = None if days is None else today + timedelta(days=days)
    with pytest.raises(Invalid) as refused:
        actions.create(customer.id, Values(body, day), by=bob)
    assert list(refused.value.fields) == [field] and HeadsUp.select().count() == 0


def test_today_and_a_year_ahead_are_the_edges(customer, bob, today):
    for days in (0, 366):
        actions.create(customer.id, Values("x" * 300, today + timedelta(days=days)), by=bob)
    assert HeadsUp.select().count() == 2


def test_readers_may_not_warn_and_nobody_at_a_customer_that_is_not_there(customer, charlie, bob, today):
    with pytest.raises(Forbidden):
        actions.create(customer.id, Values("Hond los.", today), by=charlie)
    with pytest.raises(NotFound):
        actions.create(customer.id + 9, Values("Hond los.", today), by=bob)


def test_a_contact_of_another_customer_is_none_of_it(customer, bob, warn):
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    with pytest.raises(NotFound):
        warn(interaction_id=elsewhere.id)


def test_who_made_it_whose_customer_it_is_and_managers_may_change_it(warn, alice, bob, eva, charlie, today):
    made = warn()
    frits = factories.user("Frits de Boer", department="Binnendienst")
    for number, by in enumerate((bob, alice, eva)):
        assert actions.edit(made.id, Values(f"Versie {number}.", today), by=by).body == f"Versie {number}."
        actions.end(made.id, by=by)
        assert actions.restore(made.id, by=by).deleted_at is None
    for by in (frits, charlie):
        for deed in (actions.end, actions.restore, lambda id, by: actions.edit(id, Values("Nee.", today), by=by)):
            with pytest.raises(Forbidden):
                deed(made.id, by=by)
    assert HeadsUp.get().body == "Versie 2." and HeadsUp.get().deleted_at is None


def test_an_edit_that_changes_nothing_is_none(warn, bob):
    made = warn()
    actions.edit(made.id, Values(made.body, made.until_on), by=bob)
    assert verbs() == ["headsup.create"]


def test_who_edits_what_a_colleague_changed_meanwhile_is_told(warn, alice, bob, today):
    made = warn()
    seen = revision("headsup", made.id)
    actions.edit(made.id, Values("Eerst de creditnota.", today), by=alice, seen=seen)
    with pytest.raises(Outdated):
        actions.edit(made.id, Values("Te laat.", today), by=bob, seen=seen)
    assert HeadsUp.get().body == "Eerst de creditnota."


def test_ended_twice_is_ended_once_and_comes_back(warn, bob, today):
    made = warn()
    for _turn in range(2):
        actions.end(made.id, by=bob)
    with pytest.raises(Refused):
        actions.edit(made.id, Values("Toch.", today), by=bob)
    for _turn in range(2):
        actions.restore(made.id, by=bob)
    assert verbs() == ["headsup.create", "headsup.end", "headsup.restore"]


def test_one_whose_day_is_over_holds_again_with_a_later_day(warn, bob, today):
    made = warn(days=-3)
    assert actions.edit(made.id, Values(made.body, today), by=bob).until_on == today


def test_with_its_customer_in_the_bin_it_is_not_there(warn, customer, diana):
    made = warn()
    customers.delete(customer.id, by=diana)
    with pytest.raises(NotFound):
        actions.end(made.id, by=diana)
