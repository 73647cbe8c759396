"""The secret link: who has it reads, until it ends."""

import logging

import pytest

from crm import clock
from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE
from crm.calendar import actions, keys, pace
from crm.calendar.models import CalendarFeed
from crm.errors import Forbidden
from crm.journal import Change
from tests import factories
from tests.conftest import text_of


def test_a_link_is_shown_once_and_only_its_hash_is_kept(alice, login):
    browser = login(alice)
    page = text_of(browser.post("/calendar/link"))
    (feed,) = CalendarFeed.select()
    path = page.partition('value="http://localhost')[2].partition('"')[0]
    assert browser.get(path).status_code == 200
    key = path.removeprefix("/calendar/").removesuffix(".ics")
    assert len(key) == 43 and key not in repr(feed.__data__)
    assert f'href="webcal://localhost{path}"' in page
    assert key not in text_of(browser.get("/calendar/"))
    assert all(key not in change.data for change in Change.select())


def test_a_new_link_ends_the_one_before(alice, client):
    old, new = keys.path(actions.make_link(by=alice)), keys.path(actions.make_link(by=alice))
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_a_link_that_was_ended_a_wrong_one_and_one_of_who_left_look_the_same(alice, bob, client, login):
    ended, left = keys.path(actions.make_link(by=alice)), keys.path(actions.make_link(by=bob))
    login(alice).post("/calendar/link/end")
    accounts.disable_user(bob, by=CONSOLE)
    answers = [client.get(path) for path in (ended, left, keys.path(keys.new()), "/calendar/x.ics")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    shapes = [{name: value for name, value in answer.headers if name != "X-Request-Id"} for answer in answers]
    assert all(shape == shapes[0] for shape in shapes)


def test_who_is_let_in_again_needs_a_new_link(alice, client):
    path = keys.path(actions.make_link(by=alice))
    accounts.disable_user(alice, by=CONSOLE)
    accounts.enable_user(alice, by=CONSOLE)
    assert client.get(path).status_code == 404


def test_who_is_kept_out_makes_and_ends_none(alice):
    actions.make_link(by=alice)
    alice.disabled_at = clock.now()
    for attempt in (actions.make_link, actions.end_link):
        with pytest.raises(Forbidden):
            attempt(by=alice)
    assert CalendarFeed.get().revoked_at is None


def test_what_somebody_makes_or_ends_concerns_nobody_else(alice, bob, client):
    path = keys.path(actions.make_link(by=alice))
    actions.make_link(by=bob)
    actions.end_link(by=bob)
    assert client.get(path).status_code == 200


def test_making_and_ending_stand_in_the_journal(alice):
    actions.make_link(by=alice)
    actions.end_link(by=alice)
    actions.end_link(by=alice)
    made = [(change.verb, change.user) for change in Change.select().where(Change.kind == "feed").order_by(Change.id)]
    assert made == [("feed.create", alice.id), ("feed.revoke", alice.id)]


def test_reading_sets_no_cookie_and_asks_anew_with_the_same_tag(alice, client, fetch):
    factories.followup(factories.customer(), by=alice)
    path = keys.path(actions.make_link(by=alice))
    first = client.get(path)
    assert "Set-Cookie" not in first.headers
    assert first.headers["Cache-Control"] == "no-store"
    assert first.headers["Referrer-Policy"] == "same-origin"
    assert first.content_type == "text/calendar; charset=utf-8"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.data
    factories.followup(factories.customer(), by=alice)
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_who_asks_all_the_time_waits_and_others_do_not(alice, bob, client):
    mine, theirs = keys.path(actions.make_link(by=alice)), keys.path(actions.make_link(by=bob))
    for _each in range(pace.MOST):
        assert pace.too_often(alice.id) == 0
    refused = client.get(mine)
    assert refused.status_code == 429 and 0 < int(refused.headers["Retry-After"]) <= pace.DURING
    assert client.get(theirs).status_code == 200


def test_after_the_wait_it_may_be_asked_for_again():
    assert [pace.too_often(7, now=100.0) for _each in range(pace.MOST)] == [0] * pace.MOST
    wait = pace.too_often(7, now=160.0)
    assert pace.too_often(7, now=160.0 + wait) == 0


def test_the_log_holds_the_rule_and_never_the_key(alice, client, caplog):
    key = actions.make_link(by=alice)
    with caplog.at_level(logging.INFO):
        client.get(keys.path(key))
        client.get(keys.path(key[:-1]))
    told = repr([record.__dict__ for record in caplog.records])
    assert "/calendar/<key>.ics" in told and key[:-1] not in told


@pytest.mark.parametrize("who", ["alice", "charlie"])
def test_everybody_may_have_one_also_who_only_reads(request, login, who):
    browser = login(request.getfixturevalue(who))
    assert "Geheime link maken" in text_of(browser.get("/calendar/"))
    browser.post("/calendar/link")
    page = text_of(browser.get("/calendar/"))
    assert "Uw link werkt" in page and "Link beëindigen" in page
    browser.post("/calendar/link/end")
    assert "Uw link werkt" not in text_of(browser.get("/calendar/"))


def test_ones_own_page_leads_there(alice, login):
    assert 'href="/calendar/"' in text_of(login(alice).get("/accounts/me"))
