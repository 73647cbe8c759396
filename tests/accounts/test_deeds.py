"""What was done with one record, in the order in which it was done."""

from crm.accounts.deeds import MOST, deeds
from crm.accounts.models import CONSOLE
from crm.journal import record
from tests import factories


def test_who_did_what_in_order_and_with_which_word(alice, bob):
    shop, other = factories.customer(), factories.customer("Slagerij Vos", number="20002")
    record("visit.create", shop, by=alice, after={"name": "Bakkerij Smit"})
    record("visit.edit", shop, by=bob, before={"name": "Bakkerij Smit"}, after={"name": "Smit"}, word="Zo heet hij")
    record("visit.edit", other, by=bob)
    record("person.edit", shop, by=bob)
    record("visit.review", shop, by=CONSOLE)
    assert [(one.verb, one.user_name, one.word, one.after) for one in deeds("visit", shop.id)] == [
        ("visit.create", alice.name, "", {"name": "Bakkerij Smit"}),
        ("visit.edit", bob.name, "Zo heet hij", {"name": "Smit"}),
        ("visit.review", None, "", {}),
    ]
    assert [one.verb for one in deeds("visit", shop.id, but="visit.edit")] == [
        "visit.create",
        "visit.review",
    ]


def test_it_is_one_query_however_much_was_done_and_tells_no_more_than_a_page_can(alice, query_count):
    shop = factories.customer()
    for _turn in range(MOST + 5):
        record("visit.edit", shop, by=alice)
    with query_count() as count:
        assert len(deeds("visit", shop.id)) == MOST
    assert count() == 1
