"""One vote per person and month, by the company's clock; nobody learns whose it is."""

from datetime import timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest

from crm import db
from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE
from crm.company import actions as company
from crm.compliments import actions, months, queries
from crm.compliments.actions import Vote
from crm.compliments.actions.nominating import mark_of
from crm.compliments.models import Nomination
from crm.compliments.months import Month
from crm.customers import actions as customers
from crm.errors import Forbidden, Invalid, NotFound, Outdated, Refused
from crm.journal import Change
from crm.notifications.models import Notification

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


def verbs() -> list[str]:
    kept = Change.select(Change.verb).where(Change.kind == "nomination").order_by(Change.id)
    return [verb for (verb,) in kept.tuples()]


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        ("2026-10-31T23:59:59+01:00", OCTOBER),
        ("2026-11-01T00:00:00+01:00", NOVEMBER),
        ("2026-10-31T23:30:00+00:00", NOVEMBER),  # in London it still is October
        ("2026-03-31T21:59:59+00:00", Month(2026, 3)),  # summer time: it began in winter time
        ("2026-03-31T22:00:00+00:00", Month(2026, 4)),
    ],
)
def test_a_month_ends_at_midnight_in_amsterdam(app, at, moment, month):
    at(moment)
    assert months.current() == month


def test_the_clock_that_the_company_chose_counts(app, at):
    at("2026-11-01T03:30:00+00:00")
    company.edit("Van Rijnsbergen", "America/Curacao", by=CONSOLE)
    assert months.current() == OCTOBER  # 23:30 there


@pytest.mark.parametrize("month", [Month(2026, 1), Month(2026, 3), OCTOBER, Month(2026, 12)])
@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/Curacao", "Africa/Cairo", "Pacific/Kiritimati"])
def test_months_lie_side_by_side_whatever_the_clock_does(month, zone):
    here = ZoneInfo(zone)
    assert month.after.before == month and month.ends_at(here) == month.after.starts_at(here)
    assert months.of(month.starts_at(here), here) == month == months.read(month.key)
    assert months.of(month.ends_at(here) - timedelta(seconds=1), here) == month


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "2026-1", "1026-10", "2026-10-01", "２０２６-10"])
def test_what_is_no_month_reads_as_none(text):
    assert months.read(text) is None


def test_a_vote_is_kept_once_and_a_second_one_changes_it(nominate, customer, bob, ingrid, youssef):
    first = nominate(bob, youssef, "  Reed op zaterdag\nnaar de kas. ", customer_id=customer.id)
    assert (first.reason, first.customer_id) == ("Reed op zaterdag naar de kas.", customer.id)
    nominate(bob, youssef, "Reed op zaterdag naar de kas.", customer_id=customer.id)  # sent twice
    again = nominate(bob, ingrid, "Nam zelf de klant mee.")
    assert again.id == first.id and Nomination.select().count() == 1
    assert (again.nominee_id, again.customer_id) == (ingrid.id, None)
    assert verbs() == ["nomination.vote", "nomination.change"]


def test_the_database_knows_one_vote_per_person_and_month(nominate, bob, youssef):
    kept = nominate(bob, youssef)
    with pytest.raises(db.peewee.IntegrityError), db.transaction():
        Nomination.insert(
            month=kept.month, voter=bob, nominee=youssef, reason="Nog een.", created_at=0, updated_at=0
        ).execute()


def test_what_will_not_do_says_where(nominate, customer, bob, ingrid, youssef):
    accounts.disable_user(ingrid, by=CONSOLE)
    month = months.current()
    for values, field in (
        (Vote(None, "Goed."), "nominee"),
        (Vote(bob.id, "Ik."), "nominee"),
        (Vote(ingrid.id, "Weg."), "nominee"),
        (Vote(999, "Wie?"), "nominee"),
        (Vote(youssef.id, " "), "reason"),
        (Vote(youssef.id, "x" * 301), "reason"),
        (Vote(youssef.id, "Goed.", customer.id + 9), "customer"),
    ):
        with pytest.raises(Invalid) as refused:
            actions.vote(month, values, by=bob)
        assert list(refused.value.fields) == [field]
    assert Nomination.select().count() == 0 and nominate(bob, youssef, "x" * 300).id


def test_readers_may_look_but_not_vote(nominate, charlie, youssef):
    with pytest.raises(Forbidden):
        nominate(charlie, youssef)
    with pytest.raises(Forbidden):
        actions.withdraw(months.current(), by=charlie)


def test_a_reader_may_be_nominated(nominate, charlie, bob):
    assert nominate(bob, charlie).nominee_id == charlie.id


def test_the_second_tab_is_told_what_the_first_one_kept_and_may_replace_it(nominate, bob, ingrid, youssef):
    nominate(bob, youssef, seen=mark_of(None))
    with pytest.raises(Outdated):
        nominate(bob, ingrid, seen=mark_of(None))
    kept = Nomination.get()
    assert kept.nominee_id == youssef.id
    nominate(bob, ingrid, seen=mark_of(kept))
    assert Nomination.get().nominee_id == ingrid.id


def test_withdrawn_it_is_gone_and_can_be_brought_back(nominate, customer, bob, alice, youssef):
    nominate(bob, youssef, "Zaterdag.", customer_id=customer.id)
    id = actions.withdraw(months.current(), by=bob)
    assert actions.withdraw(months.current(), by=bob) is None and Nomination.select().count() == 0
    with pytest.raises(NotFound):
        actions.vote_again(id, by=alice)
    back = actions.vote_again(id, by=bob)
    assert (back.nominee_id, back.reason, back.customer_id) == (youssef.id, "Zaterdag.", customer.id)
    assert actions.vote_again(id, by=bob).id == back.id
    assert verbs() == ["nomination.vote", "nomination.withdraw", "nomination.vote"]


def test_once_the_month_is_over_its_votes_stand(nominate, at, bob, ingrid, youssef):
    at("2026-10-31T23:59:59+01:00")
    nominate(bob, youssef)
    at("2026-11-01T00:00:00+01:00")
    with pytest.raises(Invalid) as refused:
        nominate(bob, ingrid, month=OCTOBER)
    assert "October is over" in str(refused.value.fields["reason"])
    with pytest.raises(Refused):
        actions.withdraw(OCTOBER, by=bob)
    nominate(bob, ingrid)
    assert [(one.month, one.nominee_id) for one in Nomination.select().order_by(Nomination.month)] == [
        ("2026-10", youssef.id),
        ("2026-11", ingrid.id),
    ]


def test_of_who_left_votes_stay_on_both_sides(nominate, bob, alice, ingrid, youssef):
    nominate(bob, youssef)
    nominate(ingrid, alice)
    for gone in (bob, alice):
        accounts.disable_user(gone, by=CONSOLE)
    assert [one.name for one in queries.board(months.current(), over=False).others] == [youssef.name, alice.name]
    nominate(ingrid, alice, "Beter gezegd.")  # whom one nominated already
    assert queries.vote_of(ingrid.id, months.current()).reason == "Beter gezegd."


def test_nobody_hears_of_a_vote_not_even_who_is_named_with_an_at(nominate, bob, alice, ingrid, youssef):
    nominate(bob, youssef, f"@{ingrid.name} vertelde het mij.")
    nominate(bob, youssef, f"@{alice.name} ook.")
    assert Notification.select().count() == 0
    assert {change.customer for change in Change.select().where(Change.kind == "nomination")} == {None}


def test_two_at_once_are_one_vote(app, bob, ingrid, youssef):
    month, ready, outcomes = months.current(), Barrier(2), []

    def send(nominee) -> None:
        with db.database.connection_context():
            ready.wait()
            try:
                actions.vote(month, Vote(nominee.id, "Tegelijk."), by=bob, seen=mark_of(None))
                outcomes.append("kept")
            except Outdated:
                outcomes.append("told")

    threads = [Thread(target=send, args=[one]) for one in (ingrid, youssef)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["kept", "told"] and Nomination.select().count() == 1


def test_the_board_of_a_running_month_has_no_order_of_votes_and_nobody_first(
    nominate, app, alice, bob, ingrid, youssef
):
    nominate(bob, youssef, "Zaterdag.")
    nominate(alice, youssef, "Altijd bereikbaar.")
    nominate(youssef, alice, "Belde terug.")
    nominate(ingrid, youssef, "Mailde meteen.")
    board = queries.board(months.current(), over=False)
    assert board.most == [] and [one.name for one in board.others] == [youssef.name, alice.name]
    assert [one.text for one in board.others[0].reasons] == ["Altijd bereikbaar.", "Mailde meteen.", "Zaterdag."]


def test_over_it_who_got_most_comes_first_a_tie_is_all_and_under_three_nobody(
    nominate, at, alice, bob, ingrid, youssef
):
    at("2026-10-20T12:00:00+02:00")
    nominate(bob, youssef)
    nominate(ingrid, youssef)
    assert queries.board(OCTOBER, over=True).most == []  # two votes
    nominate(youssef, ingrid)
    board = queries.board(OCTOBER, over=True)
    assert [one.name for one in board.most] == [youssef.name] and [one.name for one in board.others] == [ingrid.name]
    nominate(alice, ingrid)
    board = queries.board(OCTOBER, over=True)
    assert [one.name for one in board.most] == [youssef.name, ingrid.name] and board.others == []


def test_a_customer_in_the_bin_is_not_named(nominate, customer, alice, bob, youssef, diana):
    nominate(bob, youssef, customer_id=customer.id)
    customers.delete(customer.id, by=diana)
    [reason] = queries.board(months.current(), over=False).others[0].reasons
    assert (reason.customer_id, reason.customer_name) == (None, "")


def test_a_board_costs_one_query(nominate, query_count, bob, alice, youssef):
    nominate(bob, youssef)
    nominate(alice, youssef)
    month = months.current()
    with query_count() as count:
        queries.board(month, over=True)
        assert count() == 1


def test_the_months_beside_are_those_with_votes(nominate, at, bob, youssef):
    for moment in ("2026-07-10T12:00:00+02:00", "2026-10-10T12:00:00+02:00"):
        at(moment)
        nominate(bob, youssef)
    assert queries.with_votes(Month(2026, 9)) == ("2026-07", "2026-10")
    assert queries.with_votes(Month(2026, 7)) == ("", "2026-10")
