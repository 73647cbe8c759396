"""Adding house rules, changing, moving and removing them: managers only, sixty at most."""

import pytest

from crm.errors import Forbidden, Invalid, NotFound, Outdated, Refused
from crm.houserules import actions, queries
from crm.houserules.actions import Values
from crm.houserules.models import HouseRule
from crm.journal import Change, revision
from tests import factories


def verbs() -> list[str]:
    kept = Change.select(Change.verb).where(Change.kind == "houserule").order_by(Change.id)
    return [verb for (verb,) in kept.tuples()]


def titles(does: bool = False) -> list[str]:
    return [rule.title for rule in queries.every() if rule.does is does]


@pytest.fixture
def three(eva) -> list[HouseRule]:
    return [factories.houserule(by=eva, title=f"Regel {letter}.") for letter in "ABC"]


def test_a_rule_is_kept_tidy_with_each_word_once(eva):
    values = Values("  Korting alleen\nvia Verkoop. ", "", False, "korting, Prijs,, 8% ,prijs\nKörting")
    kept = HouseRule.get_by_id(actions.create(values, by=eva).id)
    assert (kept.title, kept.words, kept.does) == ("Korting alleen via Verkoop.", "korting, Prijs, 8%", False)
    assert verbs() == ["houserule.create"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 141}, "title"),
        ({"body": "x" * 601}, "body"),
        ({"words": "x" * 301}, "words"),
        ({"words": "korting, a"}, "words"),
        ({"words": "*"}, "words"),
        ({"words": ",".join(f"woord{number}" for number in range(13))}, "words"),
    ],
)
def test_what_is_refused_says_where(eva, change, field):
    about = {"title": "Geen korting.", "body": "", "does": False, "words": "korting"} | change
    with pytest.raises(Invalid) as refused:
        actions.create(Values(**about), by=eva)
    assert list(refused.value.fields) == [field] and HouseRule.select().count() == 0


def test_a_form_that_is_sent_twice_adds_one_and_a_twin_is_refused(eva, diana):
    assert factories.houserule(by=eva).id == factories.houserule(by=eva).id
    with pytest.raises(Invalid):
        factories.houserule(by=diana, title="KORTING geven we alleen via Verkoop.")
    assert verbs() == ["houserule.create"]


def test_only_managers_write(bob, charlie, three):
    for by in (bob, charlie):
        deeds = [
            lambda id, by: actions.create(Values("Nee.", "", True, ""), by=by),
            lambda id, by: actions.edit(id, Values("Nee.", "", True, ""), by=by),
            lambda id, by: actions.move(id, up=True, by=by),
            *(actions.delete, actions.restore),
        ]
        for deed in deeds:
            with pytest.raises(Forbidden):
                deed(three[1].id, by=by)
    assert titles() == ["Regel A.", "Regel B.", "Regel C."]


def test_up_and_down_one_place_and_at_the_end_no_further(eva, three):
    a, _b, c = three
    actions.move(c.id, up=True, by=eva)
    assert titles() == ["Regel A.", "Regel C.", "Regel B."]
    actions.move(a.id, up=False, by=eva)
    assert titles() == ["Regel C.", "Regel A.", "Regel B."]
    written = len(verbs())
    actions.move(c.id, up=True, by=eva)
    assert titles()[0] == "Regel C." and len(verbs()) == written


def test_a_removed_one_comes_back_where_it_stood_and_is_not_moved_meanwhile(eva, three):
    middle = three[1]
    for _turn in range(2):
        actions.delete(middle.id, by=eva)
    assert titles() == ["Regel A.", "Regel C."] and [one.id for one in queries.removed()] == [middle.id]
    for deed in (
        lambda: actions.move(middle.id, up=True, by=eva),
        lambda: actions.edit(middle.id, Values("Toch.", "", False, ""), by=eva),
    ):
        with pytest.raises(Refused):
            deed()
    for _turn in range(2):
        actions.restore(middle.id, by=eva)
    assert titles() == ["Regel A.", "Regel B.", "Regel C."]
    assert verbs()[3:] == ["houserule.delete", "houserule.restore"]


def test_one_that_goes_to_the_other_list_goes_to_its_end(eva, three):
    factories.houserule(by=eva, title="Wij bellen terug.", does=True)
    actions.edit(three[0].id, Values("Regel A.", "", True, ""), by=eva)
    assert titles(True) == ["Wij bellen terug.", "Regel A."] and titles() == ["Regel B.", "Regel C."]


def test_two_managers_at_once_lose_nothing(eva, diana, three):
    rule = three[0]
    seen = revision("houserule", rule.id)
    actions.edit(rule.id, Values("Van Diana.", "", False, ""), by=diana, seen=seen)
    actions.move(rule.id, up=False, by=diana)  # a place is nobody's text
    with pytest.raises(Outdated):
        actions.edit(rule.id, Values("Van Eva.", "", False, ""), by=eva, seen=seen)
    assert HouseRule.get_by_id(rule.id).title == "Van Diana."


def test_sixty_is_the_most(eva):
    for number in range(actions.MOST):
        made = factories.houserule(by=eva, title=f"Regel {number}.", words="")
    with pytest.raises(Refused):
        factories.houserule(by=eva)
    actions.delete(made.id, by=eva)
    factories.houserule(by=eva)
    with pytest.raises(Refused):
        actions.restore(made.id, by=eva)
    with pytest.raises(NotFound):
        actions.get(9_999)
