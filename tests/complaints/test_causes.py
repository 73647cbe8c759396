"""Causes: recognised elsewhere, counted, renamed and made one."""

from datetime import timedelta

import pytest

from crm import clock
from crm.complaints import actions, queries
from crm.complaints.models import Complaint, ComplaintCause
from crm.errors import Forbidden, Invalid, NotFound
from crm.journal import Change
from tests import factories

YEAR = timedelta(days=365)


def test_managers_rename_a_cause_and_its_complaints_follow(complain, eva, bob):
    made = complain(cause="Pakking")
    with pytest.raises(Forbidden):
        actions.rename_cause(made.cause_id, "Afdichting", by=bob)
    actions.rename_cause(made.cause_id, " Afdichting  versleten ", by=eva)
    assert queries.item(made.id).cause == "Afdichting versleten"
    assert Change.select().where(Change.verb == "complaint_cause.rename").count() == 1


def test_the_name_of_another_makes_the_two_one_and_tells_each_history(complain, eva):
    one, other, gone = complain(cause="Pakking"), complain(cause="Afdichting"), complain(cause="Pakking")
    actions.delete(gone.id, by=eva)
    actions.rename_cause(one.cause_id, "afdichting", by=eva)
    assert {made.cause_id for made in Complaint.select()} == {other.cause_id}
    assert [cause.name for cause in ComplaintCause.select()] == ["Afdichting"]
    edits = Change.select().where(Change.verb == "complaint.edit").order_by(Change.record)
    assert [(edit.record, edit.values["after"]["cause"]) for edit in edits] == [
        (one.id, other.cause_id),
        (gone.id, other.cause_id),
    ]


def test_better_capitals_are_a_rename_and_no_merge_with_itself(complain, eva):
    made = complain(cause="afdichting")
    assert actions.rename_cause(made.cause_id, "Afdichting", by=eva).name == "Afdichting"
    assert Complaint.get_by_id(made.id).cause_id == made.cause_id


def test_a_name_that_will_not_do_and_a_cause_that_is_gone_are_refused(complain, eva):
    made = complain()
    for name in (" ", "x" * 81):
        with pytest.raises(Invalid):
            actions.rename_cause(made.cause_id, name, by=eva)
    with pytest.raises(NotFound):
        actions.rename_cause(made.cause_id + 9, "Anders", by=eva)


def test_causes_are_counted_over_the_year_what_happened_most_first(complain, customer, alice):
    old = factories.interaction(customer, by=alice, ago=timedelta(days=400))
    complain(cause="Te laat", told=old, state="learnt")
    complain(cause="Te laat")
    for state in ("received", "solved"):
        complain(cause="Afdichting", state=state)
    actions.delete(complain(cause="Afdichting").id, by=alice)
    complain(cause="", remedy="")
    counted = {one.name: (one.times, one.open, one.lessons) for one in queries.causes_counted(clock.now() - YEAR)}
    assert counted == {"Afdichting": (2, 1, 0), "Te laat": (1, 1, 1), "": (1, 1, 0)}
    assert next(iter(counted)) == "Afdichting"


def test_while_one_is_typed_it_is_known_how_often_that_was_so(complain):
    made = complain(cause="Te laat geléverd")
    complain(cause="Afdichting")
    assert queries.earlier_with("te laat geleverd") == (made.cause_id, 1)
    assert queries.earlier_with("iets nieuws") == queries.earlier_with("") == (None, 0)
    assert queries.known_causes() == ["Afdichting", "Te laat geléverd"]


def test_the_same_elsewhere_is_at_other_customers_the_newest_first(complain, alice):
    here = complain()
    complain("Hier nog een keer.")
    at = factories.customer("Wasserij Steenbeek")
    others = [
        complain(f"Ketel {days}.", told=factories.interaction(at, by=alice, ago=timedelta(days=days)), state="learnt")
        for days in (9, 3)
    ]
    complain("Andere oorzaak.", told=factories.interaction(at, by=alice), cause="Te laat")
    found = queries.same_cause(queries.item(here.id))
    assert [one.id for one in found] == [others[1].id, others[0].id]
    assert found[0].lesson and queries.same_cause(queries.item(complain(cause="").id)) == []
