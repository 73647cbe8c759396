"""Writing customers and people: what is kept, who may, and what the journal says of it."""

import threading
from datetime import timedelta

import peewee
import pytest

from crm import clock, db
from crm.accounts.models import CONSOLE
from crm.customers import actions, queries
from crm.customers.actions import CustomerValues, PersonValues, Place, Reach
from crm.customers.models import Address, ContactPoint, Customer, CustomerTag, CustomerView, Person
from crm.errors import Forbidden, Invalid, NotFound
from crm.journal import Change
from tests import factories


def kwekerij(**changed) -> CustomerValues:
    """A customer with a bit of everything."""
    known = {
        "name": "Kwekerij Van den Berg & Zonen",
        "number": "20417",
        "status": "prospect",
        "since": 2011,
        "note": "Nooit op dinsdag bellen: veiling.",
        "tags": ["Glastuinbouw", " westland ", "glastuinbouw", ""],
        "points": [Reach("phone", "0174 62 41 88", "work"), Reach("email", "Info@VanDenBerg.example", "invoices")],
        "addresses": [
            Place("Naaldwijkseweg 12", "2691 AB", "’s-Gravenzande"),
            Place(city="Honselersdijk", kind="post"),
        ],
    }
    return CustomerValues(**known | changed)


def changes() -> list[Change]:
    """What the journal got about customers and people, oldest first."""
    return list(Change.select().where(Change.kind.in_(("customer", "person"))).order_by(Change.id))


def rows() -> list[int]:
    """How many customers, people, numbers, addresses, tags and changes there are."""
    return [model.select().count() for model in (Customer, Person, ContactPoint, Address, CustomerTag, Change)]


def test_a_new_customer_is_kept_whole(alice):
    made = actions.create(kwekerij(owner_id=alice.id), by=alice)
    kept = queries.get(made.id)
    assert (kept.name, kept.number, kept.status, kept.since) == (made.name, "20417", "prospect", 2011)
    assert kept.sort_name == "kwekerij van den berg & zonen" and kept.owner == alice
    assert sorted(tag.name for tag in kept.tags) == ["glastuinbouw", "westland"]
    assert [(place.city, place.position) for place in kept.addresses.order_by(Address.position)] == [
        ("’s-Gravenzande", 0),
        ("Honselersdijk", 1),
    ]
    points = queries.contact_points(made.id)
    assert [(point.value, point.normal, point.label) for point in points] == [
        ("0174 62 41 88", "+31174624188", "work"),
        ("Info@VanDenBerg.example", "info@vandenberg.example", "invoices"),
    ]
    assert points[0].reversed == "88142647113"


def test_a_new_customer_gives_one_change_that_says_everything(alice):
    made = actions.create(kwekerij(), by=alice)
    [change] = changes()
    assert (change.verb, change.record, change.customer, change.user) == ("customer.create", made.id, made.id, alice.id)
    assert "before" not in change.values
    after = change.values["after"]
    assert (after["number"], after["status"]) == ("20417", "prospect")
    assert after["tags"] == ["glastuinbouw", "westland"]
    assert [place["city"] for place in after["addresses"]] == ["’s-Gravenzande", "Honselersdijk"]
    assert [point["value"] for point in after["points"]] == ["0174 62 41 88", "Info@VanDenBerg.example"]


def test_without_a_number_a_customer_gets_the_next_one(alice):
    numbers = [actions.create(CustomerValues(name=name), by=alice).number for name in ("Bakkerij Smit", "Slagerij Vos")]
    assert numbers == ["10001", "10002"]


def test_a_number_in_use_is_refused_by_name_and_nothing_is_written(alice):
    actions.create(kwekerij(), by=alice)
    before = rows()
    with pytest.raises(Invalid) as refused:
        actions.create(kwekerij(name="Gerechtshof ’s-Hertogenbosch"), by=alice)
    assert str(refused.value.fields["number"]) == "Number 20417 belongs to Kwekerij Van den Berg & Zonen already."
    assert rows() == before


def test_two_colleagues_who_add_a_customer_at_once_get_two_numbers(app, alice):
    start, made = threading.Barrier(2), []

    def add(name: str) -> None:
        with db.database.connection_context():
            start.wait()
            made.append(actions.create(CustomerValues(name=name), by=alice).number)

    workers = [threading.Thread(target=add, args=(name,)) for name in ("Loodgieter Blom", "Schilder Kok")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(made) == ["10001", "10002"]


def test_what_fails_halfway_leaves_nothing_behind(alice):
    before = rows()
    with pytest.raises(peewee.IntegrityError):
        actions.create(kwekerij(owner_id=999), by=alice)
    assert rows() == before


def test_an_edit_replaces_and_the_journal_has_before_and_after(alice, bob):
    made = actions.create(kwekerij(), by=alice)
    changed = kwekerij(
        name="Gebr. Van den Berg", status="customer", tags=["westland"], points=[Reach("phone", "06 12 34 56 78")]
    )
    actions.edit(made.id, changed, by=bob)
    assert queries.get(made.id).sort_name == "gebr. van den berg"
    assert [point.normal for point in queries.contact_points(made.id)] == ["+31612345678"]
    edit = changes()[-1]
    assert (edit.verb, edit.user, edit.record) == ("customer.edit", bob.id, made.id)
    before, after = edit.values["before"], edit.values["after"]
    assert (before["name"], after["name"]) == ("Kwekerij Van den Berg & Zonen", "Gebr. Van den Berg")
    assert (before["tags"], after["tags"]) == (["glastuinbouw", "westland"], ["westland"])
    assert len(before["points"]) == 2 and len(after["points"]) == 1
    assert before["addresses"] == after["addresses"]


def test_an_edit_that_changes_nothing_is_not_journalled(alice):
    made = actions.create(kwekerij(), by=alice)
    actions.edit(made.id, kwekerij(), by=alice)
    assert [change.verb for change in changes()] == ["customer.create"]


def test_an_edit_without_a_number_keeps_the_one_there_was(alice):
    made = actions.create(kwekerij(), by=alice)
    assert actions.edit(made.id, kwekerij(number=""), by=alice).number == "20417"


def test_an_edit_cannot_take_the_number_of_another(alice):
    actions.create(kwekerij(), by=alice)
    other = actions.create(CustomerValues(name="Bakkerij Smit"), by=alice)
    before = rows()
    with pytest.raises(Invalid):
        actions.edit(other.id, kwekerij(name="Bakkerij Smit"), by=alice)
    assert (queries.get(other.id).number, rows()) == ("20418", before)


def test_the_numbers_of_people_survive_an_edit_of_their_customer(alice):
    made = actions.create(kwekerij(), by=alice)
    person = factories.person(made, phones=["06 20 30 40 50"])
    actions.edit(made.id, kwekerij(points=[]), by=alice)
    assert [(point.person_id, point.value) for point in queries.contact_points(made.id)] == [
        (person.id, "06 20 30 40 50")
    ]


def test_archiving_keeps_everything_and_twice_is_once(alice):
    made = actions.create(kwekerij(), by=alice)
    for _ in range(2):
        actions.archive(made.id, by=alice)
    assert queries.get(made.id).archived_at is not None
    assert len(queries.contact_points(made.id)) == 2
    for _ in range(2):
        actions.unarchive(made.id, by=alice)
    assert queries.get(made.id).archived_at is None
    assert [change.verb for change in changes()] == ["customer.create", "customer.archive", "customer.unarchive"]


def test_a_person_is_kept_with_their_numbers(alice):
    at = factories.customer()
    mobile = Reach("phone", "+31 6 1234 5678", "mobile")
    person = actions.add_person(at.id, PersonValues("Annelies van den Berg", "inkoop", "appen", [mobile]), by=alice)
    [found] = queries.people(at.id)
    assert (found.id, found.sort_name) == (person.id, "berg annelies van den")
    assert (found.role, found.note) == ("inkoop", "appen")
    assert [point.normal for point in found.points] == ["+31612345678"]
    change = changes()[-1]
    assert (change.verb, change.record, change.customer) == ("person.create", person.id, at.id)
    assert change.values["after"]["points"] == [{"kind": "phone", "label": "mobile", "value": "+31 6 1234 5678"}]


def test_an_edit_of_a_person_has_before_and_after_and_none_where_nothing_changed(alice):
    person = factories.person(factories.customer(), role="inkoop")
    actions.edit_person(person.id, PersonValues("Annelies van den Berg", "inkoop"), by=alice)
    actions.edit_person(person.id, PersonValues("Annelies Smit-van den Berg", "directie"), by=alice)
    edits = [change for change in changes() if change.verb == "person.edit"]
    assert [(one.values["before"]["role"], one.values["after"]["role"]) for one in edits] == [("inkoop", "directie")]
    assert queries.person(person.id).sort_name == "smit-van den berg annelies"


def test_who_left_is_no_longer_offered_but_still_there(alice):
    at = factories.customer()
    person = factories.person(at)
    for _ in range(2):
        actions.archive_person(person.id, by=alice)
    assert queries.people(at.id) == [] and queries.person(person.id).archived_at is not None
    for _ in range(2):
        actions.unarchive_person(person.id, by=alice)
    assert [one.id for one in queries.people(at.id)] == [person.id]
    assert [change.verb for change in changes()][-2:] == ["person.archive", "person.unarchive"]


WRITES = {
    "create": lambda by: actions.create(CustomerValues(name="Bakkerij Smit"), by=by),
    "edit": lambda by: actions.edit(1, CustomerValues(name="Bakkerij Smit"), by=by),
    "archive": lambda by: actions.archive(1, by=by),
    "unarchive": lambda by: actions.unarchive(1, by=by),
    "add_person": lambda by: actions.add_person(1, PersonValues("Kees Vos"), by=by),
    "edit_person": lambda by: actions.edit_person(1, PersonValues("Kees Vos"), by=by),
    "archive_person": lambda by: actions.archive_person(1, by=by),
    "unarchive_person": lambda by: actions.unarchive_person(1, by=by),
}


@pytest.mark.parametrize("verb", WRITES)
def test_a_reader_may_write_nothing(charlie, verb):
    factories.person(factories.customer())
    before = rows()
    with pytest.raises(Forbidden):
        WRITES[verb](charlie)
    assert rows() == before


@pytest.mark.parametrize("verb", [verb for verb in WRITES if verb != "create"])
def test_what_is_not_in_the_file_cannot_be_changed(app, verb):
    with pytest.raises(NotFound):
        WRITES[verb](CONSOLE)


def test_the_first_look_at_a_customer_has_nothing_before_it(charlie):
    at = factories.customer()
    actions.mark_viewed(at.id, by=charlie)
    assert queries.looked_at(charlie, at.id, clock.now()) is None


def test_looking_again_in_the_same_sitting_keeps_the_old_mark(alice):
    at = factories.customer()
    yesterday = looked(alice, at, timedelta(days=1))
    for _ in range(2):
        actions.mark_viewed(at.id, by=alice)
        assert queries.looked_at(alice, at.id, clock.now()) == yesterday
    assert CustomerView.select().count() == 1


def test_after_half_an_hour_a_new_sitting_begins(alice):
    at = factories.customer()
    looked(alice, at, timedelta(days=1))
    an_hour_ago = looked(alice, at, timedelta(hours=1))
    assert queries.looked_at(alice, at.id, clock.now()) == an_hour_ago
    actions.mark_viewed(at.id, by=alice)
    assert queries.looked_at(alice, at.id, clock.now()) == an_hour_ago


def test_looking_is_personal_and_no_fact_for_the_journal(alice, bob):
    at = factories.customer()
    before = len(changes())
    looked(alice, at, timedelta(days=1))
    assert queries.looked_at(bob, at.id, clock.now()) is None
    assert len(changes()) == before


def looked(by, at: Customer, ago: timedelta):
    """``by`` looked at the customer so long ago."""
    actions.mark_viewed(at.id, by=by)
    CustomerView.update(seen_at=clock.now() - ago).where(CustomerView.user == by).execute()
    return clock.now() - ago
