"""Reading customers: the order of the list, its pages and filters, numbers and last looks."""

import pytest

from crm import clock
from crm.customers import actions, queries
from crm.customers.models import Customer, CustomerView
from crm.customers.queries import Filters
from crm.errors import NotFound
from tests import factories


def names(filters: Filters = Filters()) -> list[str]:
    """The list, all pages of it."""
    return [row.name for row in walk(filters)]


def walk(filters: Filters = Filters()) -> list:
    """All pages, one after the other, as somebody who clicks "Show more" gets them."""
    rows, after = [], ""
    while True:
        page = queries.page(filters, after)
        assert len(page.rows) <= queries.PAGE
        rows += page.rows
        if not page.next_cursor:
            return rows
        after = page.next_cursor


def many(count: int, name: str = "Bakkerij Smit") -> None:
    """Customers of one name, straight into the table."""
    now = clock.now()
    rows = [
        {"number": f"{name[0]}{at}", "name": name, "sort_name": name.lower(), "created_at": now, "updated_at": now}
        for at in range(count)
    ]
    Customer.insert_many(rows).execute()


def test_the_list_is_sorted_as_the_dutch_do(app):
    organisations = ("De Vries Techniek", "Uitgeverij Óg", "Vos Metaal", "’t Hofje", "Ånger BV", "Albert Bos")
    for name in (*organisations, "Van der Valk"):
        factories.customer(name)
    factories.customer("Familie De Wit", kind="household")
    factories.customer("J. van den Akker", kind="household")
    assert names() == [
        "J. van den Akker",
        "Albert Bos",
        "Ånger BV",
        "’t Hofje",
        "Uitgeverij Óg",
        "Van der Valk",
        "Vos Metaal",
        "De Vries Techniek",
        "Familie De Wit",
    ]


@pytest.mark.parametrize(
    ("letter", "found"),
    [("v", ["De Vries Techniek"]), ("h", ["’t Hofje"]), ("z", ["Zwart"]), ("#", ["2BA"]), ("q", [])],
)
def test_a_letter_shows_who_is_sorted_under_it(app, letter, found):
    for name in ("De Vries Techniek", "’t Hofje", "Zwart", "2BA"):
        factories.customer(name)
    assert names(Filters(letter=letter)) == found


def test_every_customer_stands_under_exactly_one_letter(app):
    for name in ("De Vries", "’t Hofje", "2BA", "Ünal", "Éclair", "Ijsselmeer", "ß-Technik", "Øst", "中村", "@home"):
        factories.customer(name)
    under = [name for letter in "abcdefghijklmnopqrstuvwxyz#" for name in names(Filters(letter=letter))]
    assert sorted(under) == sorted(names())


def test_paging_loses_and_doubles_nobody_even_where_all_have_one_name(app):
    many(queries.PAGE * 2 + 7)
    many(1, "Zaadhandel Kok~3")
    rows = walk()
    assert [row.id for row in rows] == sorted({row.id for row in rows})
    assert len(rows) == queries.PAGE * 2 + 8


def test_a_name_with_the_mark_of_the_cursor_in_it_pages_too(app):
    many(queries.PAGE + 3, "Kaas~12 & Co")
    assert len({row.id for row in walk()}) == queries.PAGE + 3


def test_a_full_last_page_offers_no_next_one(app):
    many(queries.PAGE)
    assert queries.page(Filters()).next_cursor == ""


@pytest.mark.parametrize("cursor", ["~", "x", "kaas~" + "9" * 30, "kaas~-1", "kaas~²", "~" * 500])
def test_a_cursor_that_somebody_made_up_breaks_nothing(app, cursor):
    factories.customer()
    assert queries.page(Filters(), cursor).next_cursor == ""


def test_filters_narrow_the_list_together(alice, bob):
    factories.customer("Bakkerij Smit", owner=alice, tags=["westland"])
    factories.customer("Slagerij Vos", owner=alice, status="prospect", tags=["westland", "horeca"])
    factories.customer("Viskraam Mol", owner=bob, status="prospect", tags=["horeca"])
    assert names(Filters(owner=str(alice.id))) == ["Bakkerij Smit", "Slagerij Vos"]
    assert names(Filters(status="prospect")) == ["Slagerij Vos", "Viskraam Mol"]
    assert names(Filters(tag="westland")) == ["Bakkerij Smit", "Slagerij Vos"]
    assert names(Filters(tag="horeca", owner=str(bob.id), status="prospect", letter="v")) == ["Viskraam Mol"]
    assert queries.tag_names() == ["horeca", "westland"]


def test_archived_customers_stand_in_a_list_of_their_own(alice):
    factories.customer("Bakkerij Smit")
    gone = factories.customer("Viskraam Mol")
    actions.archive(gone.id, by=alice)
    assert names() == ["Bakkerij Smit"]
    assert names(Filters(archived=True)) == ["Viskraam Mol"]


def test_a_row_has_town_owner_and_department_and_a_customer_without_them_has_none(alice):
    factories.customer("Bakkerij Smit", owner=alice, city="Naaldwijk")
    factories.customer("Viskraam Mol", city="")
    with_all, without = walk()
    assert (with_all.city, with_all.owner_name, with_all.department_name) == ("Naaldwijk", alice.name, "Verkoop")
    assert (without.city, without.owner_name, without.department_mark) == (None, None, None)


@pytest.mark.parametrize(
    ("in_use", "following"),
    [
        ([], "10001"),
        (["10005", "10003"], "10006"),
        (["9", "00012"], "10001"),
        (["K-20417", "99x", "2026-11"], "10001"),
        (["99999"], "100000"),
        (["20417", "0612345678901"], "20418"),
        (["١٢٣٤٥٦"], "10001"),
    ],
)
def test_the_next_number_follows_the_highest_that_is_a_number(app, in_use, following):
    for number in in_use:
        factories.customer(number=number)
    assert queries.next_number() == following


def test_a_customer_is_found_by_number(app):
    factories.customer("De Vries Techniek", number="20417")
    assert queries.by_number(" 20417 ").name == "De Vries Techniek"
    assert queries.by_number("2041") is None


@pytest.mark.parametrize("read", [queries.get, queries.person])
def test_what_is_not_in_the_file_is_said_so(app, read):
    with pytest.raises(NotFound):
        read(7)


def test_people_come_by_surname_with_their_own_numbers_in_one_query(app, query_count):
    at = factories.customer(phones=["0174 62 41 88"])
    factories.person(at, "Kees de Wit", phones=["06 12 34 56 78", "0174 62 41 90"])
    factories.person(at, "Annelies van den Berg", emails=["annelies@vandenberg.example"])
    factories.person(factories.customer(number="7"), "Bram Vos", phones=["06 99 99 99 99"])
    with query_count() as count:
        people = queries.people(at.id)
        assert count() == 1
    assert [(one.name, [point.value for point in one.points]) for one in people] == [
        ("Annelies van den Berg", ["annelies@vandenberg.example"]),
        ("Kees de Wit", ["06 12 34 56 78", "0174 62 41 90"]),
    ]


def test_last_viewed_are_my_own_newest_first(alice, bob):
    for at, name in enumerate(("Bakkerij Smit", "Slagerij Vos", "Viskraam Mol")):
        customer = factories.customer(name)
        CustomerView.create(user=alice, customer=customer, seen_at=int(clock.now().timestamp()) - [500, 100, 300][at])
    actions.mark_viewed(customer.id, by=bob)
    mine = [one.customer_name for one in queries.last_viewed(alice)]
    assert mine == ["Slagerij Vos", "Viskraam Mol", "Bakkerij Smit"]
    assert [one.customer_name for one in queries.last_viewed(alice, limit=1)] == ["Slagerij Vos"]
    assert [one.customer_name for one in queries.last_viewed(bob)] == ["Viskraam Mol"]


def test_owning_and_emptiness(alice, bob):
    assert queries.is_empty()
    factories.customer(owner=alice)
    assert not queries.is_empty()
    assert queries.follows_any(alice) and not queries.follows_any(bob)
