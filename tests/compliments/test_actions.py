"""Writing a compliment down, changing it, taking it back."""

import pytest

from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, Role
from crm.compliments import actions, queries
from crm.compliments.actions import Values
from crm.compliments.models import Compliment, ComplimentUser
from crm.errors import Forbidden, Invalid, NotFound, Outdated, Refused
from crm.interactions import actions as interactions
from crm.journal import Change, revision
from tests import factories


@pytest.fixture
def eva(app):
    """A manager of another department."""
    return factories.user("Eva Prins", department="Directie", role=Role.MANAGER)


def verbs() -> list[str]:
    kept = Change.select(Change.verb).where(Change.kind == "compliment").order_by(Change.id)
    return [verb for (verb,) in kept.tuples()]


def named(compliment: Compliment) -> list[str]:
    return [one.name for one in queries.item(compliment.id).named]


def test_it_is_kept_with_its_contact_its_customer_and_who_was_named(contact, customer, bob, ingrid, youssef):
    made = factories.compliment(contact, by=bob, named=[youssef, ingrid, ingrid], body="  Top\n geholpen. ")
    kept = Compliment.get_by_id(made.id)
    assert (kept.body, kept.customer_id, kept.interaction_id) == ("Top geholpen.", customer.id, contact.id)
    assert kept.created_by_id == bob.id and named(kept) == [youssef.name, ingrid.name]  # el Amrani before Hof
    change = Change.get(Change.kind == "compliment")
    assert change.customer == customer.id and change.values["after"]["named"] == sorted([ingrid.id, youssef.id])


def test_nobody_named_is_for_all_of_us(contact, bob):
    assert named(factories.compliment(contact, by=bob)) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("“Top geholpen.”", "Top geholpen."),
        ('"Top"', "Top"),
        ("“Top” en “snel”", "“Top” en “snel”"),
        ("'t Is af", "'t Is af"),
    ],
)
def test_quotation_marks_around_all_of_it_are_ours_to_put(contact, bob, typed, kept):
    assert factories.compliment(contact, by=bob, body=typed).body == kept


def test_the_same_request_is_one_compliment(contact, bob):
    first, again = (factories.compliment(contact, by=bob, request_key="een") for _turn in range(2))
    assert first.id == again.id and verbs() == ["compliment.create"]


def test_what_will_not_do_says_where(contact, bob, ingrid):
    accounts.disable_user(ingrid, by=CONSOLE)
    for values, field in (
        (Values(" \n "), "body"),
        (Values("x" * 501), "body"),
        (Values("Top.", [999]), "named"),
        (Values("Top.", [ingrid.id]), "named"),
    ):
        with pytest.raises(Invalid) as refused:
            actions.create(contact.id, values, by=bob)
        assert list(refused.value.fields) == [field]
    assert Compliment.select().count() == 0
    assert factories.compliment(contact, by=bob, body="x" * 500).id


def test_readers_may_not_and_no_contact_is_no_compliment(contact, charlie, bob):
    with pytest.raises(Forbidden):
        factories.compliment(contact, by=charlie)
    with pytest.raises(NotFound):
        actions.create(contact.id + 9, Values("Top."), by=bob)


def test_who_wrote_it_down_whose_customer_it_is_and_managers_may_change_it(contact, alice, bob, eva, charlie):
    made, frits = factories.compliment(contact, by=bob), factories.user("Frits de Boer", department="Binnendienst")
    for number, by in enumerate((bob, alice, eva)):
        assert actions.edit(made.id, Values(f"Versie {number}."), by=by).body == f"Versie {number}."
        actions.delete(made.id, by=by)
        assert actions.restore(made.id, by=by).deleted_at is None
    for by in (frits, charlie):
        for deed in (actions.delete, actions.restore, lambda id, by: actions.edit(id, Values("Nee."), by=by)):
            with pytest.raises(Forbidden):
                deed(made.id, by=by)
    assert Compliment.get().body == "Versie 2."


def test_an_edit_changes_words_and_who_was_named_and_one_that_changes_nothing_is_none(contact, bob, ingrid, youssef):
    made = factories.compliment(contact, by=bob, named=[ingrid], body="Top.")
    actions.edit(made.id, Values("Top.", [ingrid.id]), by=bob)
    assert verbs() == ["compliment.create"]
    actions.edit(made.id, Values("Top.", [youssef.id]), by=bob)
    assert verbs() == ["compliment.create", "compliment.edit"] and named(made) == [youssef.name]


def test_who_was_named_and_left_since_stays_named(contact, bob, ingrid):
    made = factories.compliment(contact, by=bob, named=[ingrid], body="Top.")
    accounts.disable_user(ingrid, by=CONSOLE)
    actions.edit(made.id, Values("Top geholpen.", [ingrid.id]), by=bob)
    assert named(made) == [ingrid.name]
    actions.edit(made.id, Values("Top geholpen."), by=bob)
    with pytest.raises(Invalid):  # and once taken off, not back on
        actions.edit(made.id, Values("Top geholpen.", [ingrid.id]), by=bob)


def test_who_edits_what_a_colleague_changed_meanwhile_is_told(contact, alice, bob):
    made = factories.compliment(contact, by=bob)
    seen = revision("compliment", made.id)
    actions.edit(made.id, Values("Van Alice."), by=alice, seen=seen)
    with pytest.raises(Outdated):
        actions.edit(made.id, Values("Te laat."), by=bob, seen=seen)
    assert Compliment.get().body == "Van Alice."


def test_taken_back_twice_is_taken_back_once_and_it_comes_back_with_who_was_named(contact, bob, ingrid):
    made = factories.compliment(contact, by=bob, named=[ingrid])
    for _turn in range(2):
        actions.delete(made.id, by=bob)
    assert queries.page(queries.Filters()).rows == []
    with pytest.raises(Refused):
        actions.edit(made.id, Values("Toch."), by=bob)
    for _turn in range(2):
        actions.restore(made.id, by=bob)
    assert verbs() == ["compliment.create", "compliment.delete", "compliment.restore"]
    assert named(made) == [ingrid.name] and ComplimentUser.select().count() == 1


def test_it_goes_into_the_bin_with_its_contact_and_comes_back_with_it(contact, alice, bob):
    made = factories.compliment(contact, by=bob)
    interactions.delete(contact.id, by=alice)
    assert queries.page(queries.Filters()).rows == [] and queries.path_of(made.id) is None
    with pytest.raises(NotFound):
        actions.delete(made.id, by=bob)
    interactions.restore(contact.id, by=alice)
    assert queries.path_of(made.id) == f"/compliments/{made.id}"


def test_its_history_keeps_what_went_out_of_the_file_and_what_came_back(contact, bob):
    made = factories.compliment(contact, by=bob)
    actions.delete(made.id, by=bob)
    actions.restore(made.id, by=bob)
    deeds = Change.select().where(Change.kind == "compliment").order_by(Change.id.desc()).limit(2)
    back, gone = (one.values for one in deeds)
    assert gone["before"]["body"] == back["after"]["body"] == made.body and not gone.get("after")
