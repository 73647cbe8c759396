"""A customer leaves, and comes back: by saying so, and by the status in the customer's form."""

from datetime import timedelta

import pytest

from crm import clock, journal
from crm.accounts.deeds import deeds
from crm.accounts.models import CONSOLE
from crm.company import clock as company
from crm.customers import actions as customers
from crm.customers import queries as known
from crm.customers.actions import CustomerValues
from crm.customers.models import Customer
from crm.departures import actions, figures, queries
from crm.departures.actions import Values
from crm.departures.models import Departure
from crm.errors import Forbidden, Invalid, NotFound, Outdated, Refused
from crm.interactions import actions as interactions
from crm.interactions.models import Interaction
from crm.journal import Change
from tests import factories

DAY = timedelta(days=1)


def status(customer: Customer) -> str:
    return known.get(customer.id).status


def set_to(customer: Customer, wanted: str, by) -> None:
    values = CustomerValues(customer.name, number=customer.number, status=wanted, owner_id=customer.owner_id)
    customers.edit(customer.id, values, by=by)


def verbs() -> list[str]:
    return [one.verb for one in Change.select().where(Change.kind == "departure").order_by(Change.id)]


def test_saying_so_makes_the_customer_former_with_one_departure(customer, alice, bob):
    contact = factories.interaction(customer, by=bob)
    made = factories.departure(customer, by=bob, days=3, explanation="Een kwart duurder.", interaction_id=contact.id)
    assert (made.left_on, made.department_id) == (factories.today() - 3 * DAY, alice.department_id)
    assert status(customer) == "former" and Departure.select().count() == 1
    change = Change.get(Change.verb == "customer.edit").values
    assert (change["before"]["status"], change["after"]["status"]) == ("customer", "former")
    told = Change.get(Change.verb == "departure.create").values["after"]
    assert (told["reason"], told["left_on"], told["interaction"]) == ("price", made.left_on.isoformat(), contact.id)


def test_sent_twice_it_is_kept_once_and_another_reason_is_refused(customer, bob):
    first = factories.departure(customer, by=bob)
    assert factories.departure(customer, by=bob).id == first.id
    with pytest.raises(Refused):
        factories.departure(customer, by=bob, reason="moved")
    assert verbs() == ["departure.create"]


def test_whoever_sets_the_status_gets_a_departure_without_a_reason(customer, bob):
    set_to(customer, "former", bob)
    made = Departure.get()
    assert (made.left_on, made.reason, made.created_by_id) == (factories.today(), "", bob.id)
    other = factories.user("Eva de Boer")
    actions.edit(made.id, Values(made.left_on, "service"), by=other)  # whoever knows why
    with pytest.raises(Forbidden):
        actions.edit(made.id, Values(made.left_on, "price"), by=factories.user("Jan Smit"))


def test_saying_why_after_the_status_was_set_fills_that_departure_in(customer, bob):
    set_to(customer, "former", bob)
    factories.departure(customer, by=bob, reason="moved")
    assert [one.reason for one in Departure.select()] == ["moved"] and verbs() == ["departure.create", "departure.edit"]


def test_who_comes_into_the_file_as_former_left_nobody_knows_when(app, bob):
    factories.customer("Smederij Van Loon", status="former")
    assert not Departure.select().exists()


@pytest.mark.parametrize("back_as", ["customer", "prospect"])
def test_a_status_that_is_former_no_longer_is_a_return(customer, bob, back_as):
    made = factories.departure(customer, by=bob, days=30)
    set_to(customer, back_as, bob)
    assert Departure.get().returned_on == factories.today() and queries.current(customer.id) is None
    assert queries.page(queries.Filters()).rows == []
    [listed] = queries.page(queries.Filters(returned=True)).rows
    assert listed.id == made.id and verbs()[-1] == "departure.return"


def test_set_back_to_former_the_same_day_it_is_the_same_departure_and_later_a_new_one(customer, bob):
    factories.departure(customer, by=bob)
    set_to(customer, "customer", bob)
    set_to(customer, "former", bob)
    assert [(one.reason, one.returned_on) for one in Departure.select()] == [("price", None)]
    set_to(customer, "customer", bob)
    Departure.update(returned_on=factories.today() - DAY).execute()
    set_to(customer, "former", bob)
    assert [one.reason for one in Departure.select().order_by(Departure.id)] == ["price", ""]


def test_another_field_or_status_is_no_departure(customer, bob):
    set_to(customer, "prospect", bob)
    customers.edit(customer.id, CustomerValues("Andere naam", number=customer.number, status="prospect"), by=bob)
    assert verbs() == []


def test_taken_back_the_status_is_what_it_was_and_the_way_back_again(customer, bob):
    set_to(customer, "prospect", bob)
    made = factories.departure(customer, by=bob, days=2, explanation="Toch de buurman.")
    actions.delete(made.id, by=bob)
    assert status(customer) == "prospect" and Departure.get().deleted_at
    with pytest.raises(NotFound):
        actions.return_(made.id, by=bob)
    for _turn in range(2):
        actions.restore(made.id, by=bob)
    again = Departure.get()
    assert (again.id, again.left_on, again.explanation) == (made.id, made.left_on, "Toch de buurman.")
    assert status(customer) == "former"
    assert verbs() == ["departure.create", "departure.delete", "departure.restore"]


def test_what_was_never_taken_back_stays_as_it_is_and_what_never_was_cannot_come_back(customer, bob):
    made = factories.departure(customer, by=bob)
    assert actions.restore(made.id, by=bob).id == made.id and verbs() == ["departure.create"]
    with pytest.raises(NotFound):
        actions.restore(made.id + 1, by=bob)


def test_what_was_taken_back_stands_nowhere(customer, bob):
    contact = factories.interaction(customer, by=bob, body="Kees stopt ermee.")
    made = factories.departure(customer, by=bob, explanation="Pensioen.", interaction_id=contact.id)
    now, filters = clock.now(), queries.Filters()

    def places() -> list[bool]:
        return [
            bool(queries.page(filters).rows),
            bool(queries.current(customer.id)),
            bool(queries.of_customer(customer.id)),
            bool(queries.in_contacts([contact.id])),
            bool(queries.between(now - DAY, now + DAY)),
            bool(list(queries.words_of([contact.id]))),
            Interaction.select().where(queries.in_contact()).exists(),
            bool(figures.of(filters, factories.today()).total),
        ]

    assert places() == [True] * 8
    actions.delete(made.id, by=bob)
    assert places() == [False] * 8 and queries.contacts_of([made.id]) == {contact.id}  # and search forgets it
    actions.restore(made.id, by=bob)
    assert places() == [True] * 8


def test_taken_back_the_same_day_it_is_not_the_departure_that_goes_on(customer, bob):
    made = factories.departure(customer, by=bob)
    actions.return_(made.id, by=bob)
    actions.delete(made.id, by=bob)
    set_to(customer, "former", bob)
    assert queries.current(customer.id).id != made.id


def test_it_comes_back_also_when_its_contact_is_gone_for_good(customer, bob):
    contact = factories.interaction(customer, by=bob)
    made = factories.departure(customer, by=bob, interaction_id=contact.id)
    actions.delete(made.id, by=bob)
    Interaction.delete().where(Interaction.id == contact.id).execute()
    assert actions.restore(made.id, by=bob).interaction_id is None and status(customer) == "former"


def test_brought_back_and_taken_back_again_the_status_is_what_it_was_in_between(customer, bob):
    made = factories.departure(customer, by=bob)
    actions.delete(made.id, by=bob)
    set_to(customer, "prospect", bob)
    actions.restore(made.id, by=bob)
    actions.delete(made.id, by=bob)
    assert status(customer) == "prospect"


def test_a_departure_taken_back_does_not_come_beside_a_new_one(customer, bob):
    made = factories.departure(customer, by=bob)
    actions.delete(made.id, by=bob)
    other = factories.customer("Wasserij Steenbeek")
    assert [one.verb for one in deeds("departure", factories.departure(other, by=bob).id)] == ["departure.create"]
    factories.departure(customer, by=bob, reason="moved")
    with pytest.raises(Refused):
        actions.restore(made.id, by=bob)
    assert queries.current(customer.id).reason == "moved" and Departure.select().count() == 3


def test_returning_and_undoing_that(customer, bob):
    made = factories.departure(customer, by=bob)
    for _turn in range(2):
        actions.return_(made.id, by=bob)
    assert status(customer) == "customer"
    for _turn in range(2):
        actions.leave_again(made.id, by=bob)
    assert status(customer) == "former" and Departure.get().returned_on is None
    assert verbs() == ["departure.create", "departure.return", "departure.edit"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (Values(factories.today() + DAY, "price"), "left_on"),
        (Values(None, "weather"), "reason"),
        (Values(None, "other"), "explanation"),
        (Values(None, "price", "x" * 501), "explanation"),
    ],
)
def test_what_cannot_be_changes_nothing(customer, bob, values, field):
    with pytest.raises(Invalid) as refused:
        actions.create(customer.id, values, by=bob)
    assert list(refused.value.fields) == [field] and status(customer) == "customer"


def test_readers_may_not_and_others_may_not_take_it_back(customer, alice, bob, charlie, diana):
    with pytest.raises(Forbidden):
        factories.departure(customer, by=charlie)
    made = factories.departure(customer, by=bob)
    for act in (actions.delete, actions.return_, actions.leave_again):
        with pytest.raises(Forbidden):
            act(made.id, by=charlie)
    with pytest.raises(Forbidden):
        actions.delete(made.id, by=factories.user("Eva de Boer"))
    for user in (alice, diana, CONSOLE):
        actions.edit(made.id, Values(None, "price", f"Volgens {user.id}"), by=user)


def test_a_contact_of_another_customer_shows_nothing(customer, bob):
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    with pytest.raises(NotFound):
        actions.create(customer.id, Values(interaction_id=elsewhere.id), by=bob)
    assert status(customer) == "customer"


def test_the_day_is_the_companys(customer, bob, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: factories.at("2026-10-25T23:30:00+00:00"))  # winter began that morning
    set_to(customer, "former", bob)
    assert Departure.get().left_on == company.today() and Departure.get().left_on.isoformat() == "2026-10-26"


@pytest.mark.parametrize("other", ["left_on", "explanation", "interaction_id"])
def test_who_says_second_that_they_left_with_other_words_is_told(customer, alice, bob, other):
    contacts = [factories.interaction(customer, by=bob).id for _number in (1, 2)]
    said = {"left_on": factories.today(), "explanation": "Een kwart duurder.", "interaction_id": contacts[0]}
    words = {"left_on": factories.today() - DAY, "explanation": "Naar de buurman.", "interaction_id": contacts[1]}
    actions.create(customer.id, Values(reason="price", **said), by=bob)
    assert actions.create(customer.id, Values(reason="price", **said), by=alice)[1] is None
    with pytest.raises(Outdated):
        actions.create(customer.id, Values(reason="price", **said | {other: words[other]}), by=alice)
    assert verbs() == ["departure.create"]


def test_who_says_second_why_in_a_sentence_fills_that_in_if_they_may_change_it(customer, alice, bob):
    factories.departure(customer, by=bob)
    sentence = Values(reason="price", explanation="Een kwart duurder.")
    with pytest.raises(Outdated):
        actions.create(customer.id, sentence, by=factories.user("Eva de Boer"))
    made, change = actions.create(customer.id, sentence, by=alice)
    assert (made.reason, made.explanation, change.verb) == ("price", "Een kwart duurder.", "departure.edit")


def test_undoing_what_was_filled_in_leaves_the_departure_as_it_stood(customer, alice, bob):
    set_to(customer, "former", bob)
    contact = factories.interaction(customer, by=bob)
    said = Values(factories.today() - 9 * DAY, "service", "Drie keer niet teruggebeld.", contact.id)
    made, change = actions.create(customer.id, said, by=alice)
    for _turn in range(2):
        actions.unsay(made.id, change.id, by=alice)
    kept = Departure.get()
    assert (kept.left_on, kept.reason, kept.explanation) == (factories.today(), "", "")
    assert (kept.interaction_id, kept.deleted_at, status(customer)) == (None, None, "former")
    assert verbs() == ["departure.create", "departure.edit", "departure.edit"]


def test_only_own_words_are_undone_and_only_while_they_stand(customer, alice, bob):
    set_to(customer, "former", bob)
    made, change = actions.create(customer.id, Values(reason="service"), by=alice)
    with pytest.raises(Forbidden):
        actions.unsay(made.id, change.id, by=factories.user("Eva de Boer"))
    with pytest.raises(NotFound):
        actions.unsay(made.id, change.id + 1, by=alice)
    actions.edit(made.id, Values(None, "price"), by=bob)
    with pytest.raises(Outdated):
        actions.unsay(made.id, change.id, by=alice)
    assert Departure.get().reason == "price"


def test_a_contact_in_the_bin_stays_with_it_whatever_is_edited_meanwhile(customer, bob):
    contact, other = (factories.interaction(customer, by=bob) for _number in (1, 2))
    made = factories.departure(customer, by=bob, interaction_id=contact.id)
    interactions.delete(contact.id, by=bob)
    actions.edit(made.id, Values(None, "service"), by=bob)
    assert Departure.get().interaction_id == contact.id
    interactions.restore(contact.id, by=bob)
    for wanted in (other.id, None):
        actions.edit(made.id, Values(None, "service", "", wanted), by=bob)
        assert Departure.get().interaction_id == wanted


def test_nobody_left_after_they_were_back(customer, bob):
    made, today = factories.departure(customer, by=bob, days=30), factories.today()
    actions.return_(made.id, by=bob)
    Departure.update(returned_on=today - 9 * DAY).execute()
    actions.edit(made.id, Values(today - 9 * DAY, "price"), by=bob)
    with pytest.raises(Invalid) as refused:
        actions.edit(made.id, Values(today - 8 * DAY, "price"), by=bob)
    assert list(refused.value.fields) == ["left_on"]


def test_whoever_edits_is_told_that_they_are_back_meanwhile(customer, alice, bob):
    made = factories.departure(customer, by=bob)
    seen = journal.revision("departure", made.id)
    actions.return_(made.id, by=alice)
    with pytest.raises(Outdated):
        actions.edit(made.id, Values(None, "service"), by=bob, seen=seen)
