"""The same thing twice at the same moment, over real connections: a double click, two people, two administrators."""

import re
import threading
from collections import Counter

import pytest

from crm import db
from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, Role, User
from crm.consults.models import Consult
from crm.customers import actions as customers
from crm.customers.actions import CustomerValues
from crm.customers.models import Customer, CustomerFollow, CustomerView
from crm.errors import NotFound, ProductError, Refused
from crm.interactions import actions
from crm.interactions.actions import Values
from crm.interactions.models import Comment, Interaction
from crm.journal import Change
from crm.search import queries as searching
from tests import factories
from tests.conftest import text_of

TIMES = 12
FORM = {
    "customer": "1",
    "channel": "phone",
    "direction_phone": "in",
    "body": "Poort 3 is dicht.",
    "key": "een-formulier",
}
CUSTOMER = {"name": "Kwekerij Van den Berg", "kind": "organisation", "status": "customer", "owner": ""}


def at_once(*deeds):
    """What each deed returned or raised, all let go at the same moment, each in a thread with its own connection."""
    start, found = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place, deed):
        start.wait(20)
        try:
            with db.database.connection_context():
                found[place] = deed()
        except Exception as error:  # the test looks at it
            found[place] = error

    threads = [threading.Thread(target=run, args=both) for both in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def verbs(prefix: str) -> Counter[str]:
    return Counter(verb for (verb,) in Change.select(Change.verb).tuples() if verb.startswith(prefix))


def posts(login, user, url, form):
    """A deed that sends this form, from a browser tab of its own."""
    browser = login(user)

    def send():
        return browser.post(url, data=form)

    return send


@pytest.fixture
def contact(alice) -> Interaction:
    return factories.interaction(factories.customer(owner=alice), by=alice, body="De pomp lekt.")


def test_one_form_sent_twelve_times_is_one_contact(login, alice):
    factories.customer(owner=alice)
    answers = at_once(*[posts(login, alice, "/interactions/", FORM) for _time in range(TIMES)])
    [kept] = Interaction.select()
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, f"/customers/1#i{kept.id}")}
    assert verbs("interaction.") == {"interaction.log": 1}


def test_one_request_of_a_program_sent_twelve_times_is_one_contact(app, alice):
    factories.customer(owner=alice)
    headers = {"Authorization": f"Bearer {accounts.create_token(alice, by=CONSOLE)}", "Idempotency-Key": "rit 4711"}
    sent = {"customer_id": 1, "channel": "phone", "direction": "in", "body": "Poort 3 is dicht."}

    def send():
        return app.test_client().post("/api/v1/interactions", json=sent, headers=headers)

    answers = at_once(*[send] * TIMES)
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: TIMES - 1}
    assert {answer.json["id"] for answer in answers} == {Interaction.get().id}
    assert Interaction.select().count() == 1


def test_one_comment_sent_twelve_times_stands_there_once(login, alice, contact):
    url, form = f"/interactions/{contact.id}/comments", {"body": "Monteur komt.", "key": "formulier"}
    at_once(*[posts(login, alice, url, form) for _time in range(TIMES)])
    assert Comment.select().count() == 1
    assert verbs("comment.") == {"comment.add": 1}


@pytest.mark.parametrize("_round", range(5))
def test_deleting_while_somebody_edits_leaves_it_deleted_and_unfindable(login, alice, diana, contact, _round):
    edit = posts(login, diana, f"/interactions/{contact.id}/edit", FORM | {"seen": "0"})
    delete = posts(login, alice, f"/interactions/{contact.id}/delete", {})
    edited, deleted = at_once(edit, delete)
    assert deleted.status_code == 303
    assert edited.status_code in (303, 404), text_of(edited)
    assert Interaction.get().deleted_at is not None
    for word in ("pomp", "poort"):
        assert searching.search(word).interactions == []
    assert verbs("interaction.")["interaction.edit"] == (edited.status_code == 303)


def test_of_two_who_edit_the_same_version_one_is_told(login, alice, diana, contact):
    url = f"/interactions/{contact.id}/edit"
    forms = [FORM | {"seen": "0", "body": body} for body in ("Poort 3.", "Poort 4.")]
    answers = at_once(posts(login, alice, url, forms[0]), posts(login, diana, url, forms[1]))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    winner = next(form["body"] for form, answer in zip(forms, answers, strict=True) if answer.status_code == 303)
    assert Interaction.get().body == winner
    assert verbs("interaction.")["interaction.edit"] == 1


def test_forms_that_many_fill_in_at_once_lose_nobodys_text(login, alice, diana):
    place = factories.customer(owner=alice, note="0")

    def count_on(user):
        browser, url = login(user), f"/customers/{place.id}/edit"

        def work():
            saved = 0
            for _time in range(20):
                page = text_of(browser.get(url))
                seen, note = (
                    re.search(r'name="seen" value="(\d+)"', page)[1],
                    re.search(r">\s*(\d+)</textarea>", page)[1],
                )
                form = CUSTOMER | {"note": str(int(note) + 1), "seen": seen}
                saved += browser.post(url, data=form).status_code == 303
            return saved

        return work

    saved = at_once(*[count_on(user) for user in (alice, diana, alice, diana)])
    assert sum(saved) >= 20
    assert int(Customer.get().note) == sum(saved) == verbs("customer.")["customer.edit"]


@pytest.mark.parametrize(
    ("url", "table"),
    [
        ("/customers/1/edit", "customer"),
        ("/customers/people/1", "person"),
        ("/interactions/1/edit", "interaction"),
        ("/followups/1/edit", "follow_up"),
        ("/history/customer/1", "customer"),
        ("/accounts/departments/1", "department"),
    ],
)
def test_a_form_reads_its_revision_before_what_it_shows(login, diana, alice, contact, statements, url, table):
    """The other way round, who saves in between would be overwritten without anybody being told."""
    factories.person(contact.customer)
    factories.followup(contact.customer, by=alice)
    browser = login(diana)
    with statements() as asked:
        assert browser.get(url).status_code == 200
    first = {name: next(at for at, sql in enumerate(asked) if f'FROM "{name}"' in sql) for name in ("change", table)}
    assert first["change"] < first[table]


@pytest.mark.parametrize("verb", ["delete", "pin"])
def test_what_is_done_or_undone_many_times_at_once_is_journalled_once(login, alice, contact, verb):
    undo = {"delete": "restore", "pin": "unpin"}[verb]
    for one in (verb, undo):
        answers = at_once(*[posts(login, alice, f"/interactions/{contact.id}/{one}", {}) for _time in range(TIMES)])
        assert {answer.status_code for answer in answers} <= {303, 404}
    assert verbs("interaction.") == {"interaction.log": 1, f"interaction.{verb}": 1, f"interaction.{undo}": 1}
    assert [hit.id for hit in searching.search("pomp").interactions] == [contact.id]


def test_a_customer_restored_many_times_at_once_comes_back_once(login, diana, contact):
    customers.delete(contact.customer_id, by=diana)
    url = f"/customers/{contact.customer_id}/restore"
    answers = at_once(*[posts(login, diana, url, {}) for _time in range(TIMES)])
    assert {answer.status_code for answer in answers} == {303}
    assert verbs("customer.") == {"customer.create": 1, "customer.delete": 1, "customer.restore": 1}
    assert [hit.id for hit in searching.search("pomp").interactions] == [contact.id]


@pytest.mark.parametrize("_round", range(5))
def test_a_contact_logged_while_its_customer_is_deleted_is_in_the_bin_with_it(alice, diana, contact, _round):
    place = contact.customer_id

    def log():
        return actions.log(place, Values("phone", "in", "Poort 3 is dicht."), by=alice)

    logged, deleted = at_once(log, lambda: customers.delete(place, by=diana))
    assert isinstance(deleted, Customer)
    assert isinstance(logged, NotFound | tuple), logged
    assert searching.search("poort").interactions == []
    customers.restore(place, by=diana)
    assert len(searching.search("poort").interactions) == isinstance(logged, tuple)


def test_following_and_looking_many_times_at_once_leaves_one_row(login, charlie, contact):
    for url in (f"/customers/{contact.customer_id}/follow", f"/consults/{contact.customer_id}"):
        answers = at_once(*[posts(login, charlie, url, {}) for _time in range(TIMES)])
        assert {answer.status_code for answer in answers} <= {303, 204}
    assert [model.select().count() for model in (CustomerFollow, CustomerView, Consult)] == [1, 1, 1]


def test_customers_added_at_once_have_numbers_of_their_own(alice):
    added = at_once(*[lambda: customers.create(CustomerValues("Bakkerij Kuipers"), by=alice)] * TIMES)
    assert all(isinstance(one, Customer) for one in added), added
    assert len({one.number for one in Customer.select()}) == TIMES


@pytest.mark.parametrize("_round", range(5))
def test_two_administrators_who_disable_each_other_leave_one(diana, _round):
    other = factories.user("Els Vonk", role=Role.ADMIN)

    def disable(user, by):  # as two requests read them, each before the other wrote
        user, by = User.get_by_id(user.id), User.get_by_id(by.id)
        return lambda: accounts.disable_user(user, by=by)

    found = at_once(disable(diana, other), disable(other, diana))
    assert Counter(type(one) for one in found) == {type(None): 1, Refused: 1}
    assert User.select().where(User.role == Role.ADMIN, User.disabled_at.is_null()).count() == 1


def test_one_department_asked_for_many_times_at_once_is_made_once(diana):
    made = at_once(*[lambda: accounts.ensure_department("Werkplaats", by=diana)] * TIMES)
    assert not [one for one in made if isinstance(one, ProductError)]
    assert len({one.id for one in made}) == 1
