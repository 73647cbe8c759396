"""Who hears of an agreement at once."""

from crm.agreements import actions, notices
from crm.agreements.actions import Values
from crm.customers import actions as customers
from crm.journal import Change
from crm.notifications.models import Notification
from tests import factories


def heard(kind: str = "agreement") -> set[int]:
    query = Notification.select(Notification.user_id).where(Notification.kind == kind)
    return {id for (id,) in query.tuples()}


def test_departments_that_must_know_owner_and_followers_hear_it_and_who_wrote_it_does_not(agree, alice, bob, customer):
    youssef = factories.user("Youssef el Amrani", department="Buitendienst")
    follower = factories.user("Eva Prins", department="Directie")
    factories.user("Ingrid van ’t Hof", department="Administratie")
    customers.follow(customer.id, by=follower)
    made = agree(departments=[youssef.department, bob.department])
    assert heard() == {alice.id, youssef.id, follower.id}
    told = Notification.select().first()
    assert (told.words, told.record_kind, told.record, told.customer_id) == (
        *("nieuwe CP-40 leveren", "agreement", made.id, customer.id),
    )


def test_a_department_that_must_know_from_now_on_hears_it_then_and_the_others_not_again(agree, alice, bob, today):
    youssef = factories.user("Youssef el Amrani", department="Buitendienst")
    made = agree(departments=[youssef.department])
    ingrid = factories.user("Ingrid van ’t Hof", department="Administratie")
    Notification.delete().execute()
    both = frozenset([youssef.department_id, ingrid.department_id])
    actions.edit(made.id, Values(made.body, due_on=made.due_on, departments=both), by=bob)
    assert heard() == {ingrid.id}


def test_who_only_reads_hears_it_too_where_their_department_must_know(agree, charlie):
    agree(departments=[charlie.department])
    assert charlie.id in heard()


def test_how_it_ended_disturbs_nobody(agree, bob, alice):
    made = agree()
    Notification.delete().execute()
    actions.settle(made.id, actions.Ending("kept"), by=bob)
    actions.reopen(made.id, by=bob)
    actions.delete(made.id, by=bob)
    assert heard() == set()


def test_what_was_done_to_many_at_once_has_no_notices(app):
    assert notices.notices(Change(verb="agreement.create", kind="agreement", record=None, data="{}")) == []
