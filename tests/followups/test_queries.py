"""The lists: whose, which, in what order, and page by page."""

import re
from datetime import timedelta

import pytest

from crm.accounts.models import Department
from crm.customers import actions as customers
from crm.followups import actions, queries
from crm.followups.models import FollowUp
from crm.followups.queries import Filters
from crm.interactions import actions as interactions
from tests import factories
from tests.databases import plan


@pytest.fixture
def sales(alice) -> Department:
    return Department.get_by_id(alice.department_id)


def listed(filters: Filters, user) -> list[str]:
    return [one.what for one in queries.page(filters, user).rows]


def test_mine_and_those_of_my_department_as_a_whole_what_is_late_first(ask, alice, bob, sales):
    mate = factories.user("Joost van der Heijden", department="Verkoop")
    ask("later", days=3)
    ask("te laat", days=-2)
    ask("voor verkoop", department=sales, days=1)
    ask("voor Bob", user=bob)
    ask("voor Joost", user=mate)
    assert listed(Filters(), alice) == ["te laat", "voor verkoop", "later"]
    assert listed(Filters("department"), alice) == ["te laat", "voor verkoop", "voor Joost", "later"]
    assert len(listed(Filters("all"), alice)) == 5
    assert listed(Filters(), bob) == ["voor Bob"]


def test_what_is_done_stands_apart_newest_first(ask, alice):
    for what in ("eerst", "dan", "open"):
        ask(what)
    for number, ago in ((1, 60), (2, 0)):
        done = actions.finish(number, f"uitkomst {number}", by=alice)[0]
        FollowUp.update(done_at=done.done_at - timedelta(seconds=ago)).where(FollowUp.id == number).execute()
    assert listed(Filters(), alice) == ["open"]
    rows = queries.page(Filters(done=True), alice).rows
    assert [(one.what, one.outcome, one.doer.name) for one in rows] == [
        ("dan", "uitkomst 2", alice.name),
        ("eerst", "uitkomst 1", alice.name),
    ]


@pytest.mark.parametrize("done", [False, True])
def test_pages_join_without_a_seam(ask, alice, done):
    for number in range(7):
        asked = ask(f"nummer {number}", days=number // 3)
        if done:
            actions.finish(asked.id, "", by=alice)
    found, after = [], ""
    while True:
        page = queries.page(Filters(done=done), alice, after, size=2)
        found += [one.id for one in page.rows]
        after = page.next_cursor
        if not after:
            break
    assert found == (list(range(7, 0, -1)) if done else list(range(1, 8)))
    assert len(list(queries.every(Filters(done=done), alice))) == 7


@pytest.mark.parametrize("cursor", ["x", "2026-11-20.", ".1", "2026-13-45.1", "²²²²-11-20.1", "1.²", "9" * 40 + ".1"])
@pytest.mark.parametrize("done", [False, True])
def test_a_cursor_that_is_none_begins_at_the_top(ask, alice, cursor, done):
    asked = ask()
    if done:
        actions.finish(asked.id, "", by=alice)
    assert len(queries.page(Filters(done=done), alice, cursor).rows) == 1


def test_what_was_deleted_or_whose_customer_was_is_not_there(ask, alice, diana):
    gone, bakery = ask(), factories.customer("Bakkerij Smit")
    ask(at=bakery)
    actions.delete(gone.id, by=alice)
    customers.delete(bakery.id, by=diana)
    assert listed(Filters("all"), alice) == [] == queries.open_of(alice) == queries.mine(alice)[0]


def test_a_contact_in_the_bin_is_not_linked(ask, alice, contact):
    asked = ask(interaction_id=contact.id)
    done = actions.finish(asked.id, "Gebeld.", by=alice)[0]
    assert queries.item(asked.id).origin_id == contact.id
    interactions.delete(contact.id, by=alice)
    interactions.delete(done.result_id, by=alice)
    item = queries.item(asked.id)
    assert (item.origin_id, item.result_id, item.outcome) == (None, None, None)


def test_ten_more_cost_one_query_as_before(ask, alice, bob, sales, query_count):
    seen = set()
    for number in range(11):
        ask(f"nummer {number}", by=bob, **({"department": sales} if number % 2 else {"user": alice}))
        with query_count() as count:
            assert len(queries.page(Filters(), alice).rows) == number + 1
            seen.add(count())
    assert len(seen) == 1


def test_an_open_list_follows_the_order_of_its_index(ask, alice):
    ask()
    steps = plan(queries.soonest_first(queries.select()))
    assert re.search("follow_up_(open|due_on_id)", steps)  # of a few rows PostgreSQL may take either
    assert "TEMP B-TREE" not in steps
    assert not re.search(r"(?<!Incremental )Sort  ", steps)  # PostgreSQL still puts those of one day in order
