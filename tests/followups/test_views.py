"""/followups/: asking, finishing, and the list, with and without scripts."""

import re
from html import unescape

import pytest

from crm.accounts.models import User
from crm.followups import actions
from crm.followups.models import FollowUp
from crm.interactions.models import Comment, Interaction
from tests import factories
from tests.conftest import text_of

HTMX = {"HX-Request": "true"}


def rows(page: str) -> list[int]:
    return [int(id) for id in re.findall(r'class="row-link" href="/followups/(\d+)"', page)]


@pytest.fixture
def typed(alice, today) -> dict[str, str]:
    return {"what": "Kees terugbellen", "whose": f"u{alice.id}", "due_on": today.isoformat(), "key": "een"}


def test_asking_for_something_alone(login, alice, customer, contact, typed):
    browser = login(alice)
    url = f"/followups/new?interaction={contact.id}"
    assert customer.name in unescape(text_of(browser.get(url)))
    answer = browser.post(url, data=typed)
    assert answer.status_code == 303 and answer.location == f"/customers/{customer.id}#i{contact.id}"
    browser.post(url, data=typed)
    asked = FollowUp.get()
    assert (asked.interaction_id, asked.user_id, asked.created_by_id) == (contact.id, alice.id, alice.id)


def test_a_refused_form_keeps_what_was_typed(login, alice, bob, customer, typed):
    answer = login(alice).post(
        f"/followups/new?customer={customer.id}", data=typed | {"due_on": "2020-01-01", "whose": f"u{bob.id}"}
    )
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and FollowUp.select().count() == 0
    assert 'value="Kees terugbellen"' in page and 'value="2020-01-01"' in page
    assert f'<option value="u{bob.id}" selected>' in page and "This day is over" in page


def test_without_a_customer_it_asks_whose_it_is(login, alice, customer):
    browser = login(alice)
    page = text_of(browser.get("/followups/new?q=kwekerij"))
    assert f'href="/followups/new?customer={customer.id}"' in page
    assert "Nobody is called" in text_of(browser.get("/followups/new?q=xyz"))


def test_readers_see_but_do_not_touch(login, charlie, ask):
    asked, browser = ask(), login(charlie)
    page = text_of(browser.get("/followups/?whose=all"))
    assert rows(page) == [asked.id] and "f1-finish" not in page
    assert "finish-form" not in text_of(browser.get(f"/followups/{asked.id}"))
    for url in ("/followups/new?customer=1", f"/followups/{asked.id}/edit", "/followups/export"):
        assert browser.get(url).status_code == 403
    for verb in ("finish", "reopen", "delete", "restore", "edit"):
        assert browser.post(f"/followups/{asked.id}/{verb}").status_code == 403


def test_the_filters_stand_in_the_address(login, alice, bob, ask):
    mine, of_bob, done = ask(), ask(user=bob), ask("Prijs doorgeven")
    actions.finish(done.id, "Per mail.", by=alice)
    browser = login(alice)
    assert rows(text_of(browser.get("/followups/"))) == [mine.id]
    assert rows(text_of(browser.get("/followups/?whose=all"))) == [mine.id, of_bob.id]
    assert rows(text_of(browser.get("/followups/?whose=all&done=1"))) == [done.id]
    assert rows(text_of(browser.get("/followups/?whose=x&after=x"))) == [mine.id]


def test_a_late_one_says_by_how_much(login, alice, ask):
    ask(days=-2)
    page = text_of(login(alice).get("/followups/"))
    assert '<span class="late nowrap">2 days late</span>' in page


def test_the_circle_opens_a_form_in_place_and_closes_it_again(login, alice, ask):
    asked, browser = ask(), login(alice)
    page = text_of(browser.get("/followups/"))
    url = unescape(re.search(r'hx-get="(/followups/\d+[^"]*)"', page)[1])
    opened = text_of(browser.get(url, headers=HTMX))
    assert opened.startswith("<article") and 'name="outcome"' in opened
    closed = text_of(browser.get(unescape(re.search(r'hx-get="([^"]+closed=1)"', opened)[1]), headers=HTMX))
    assert rows(closed) == [asked.id] and "finish-form" not in closed
    assert 'name="outcome"' in text_of(browser.get(url))  # without scripts its own page


def test_finishing_leads_back_with_a_way_to_undo_it(login, alice, ask):
    asked, browser = ask(), login(alice)
    answer = browser.post(f"/followups/{asked.id}/finish", data={"outcome": "Gebeld.", "back": "/"})
    assert answer.status_code == 303 and answer.location == "/"
    page = text_of(browser.get("/"))
    undo = unescape(re.search(r'action="(/followups/\d+/reopen[^"]*)"', page)[1])
    assert browser.post(undo).location == "/"
    assert FollowUp.get().done_at is None and Interaction.get().deleted_at


def test_it_leads_nowhere_else(login, alice, ask):
    answer = login(alice).post(f"/followups/{ask().id}/finish", data={"back": "//elders.example/"})
    assert answer.location == "/"


def test_an_outcome_that_is_too_long_is_kept(login, alice, ask):
    long = "gebeld " * 15_000
    answer = login(alice).post(f"/followups/{ask().id}/finish", data={"outcome": long})
    assert answer.status_code == 422 and long.strip() in text_of(answer)


def test_who_comes_second_keeps_the_text_and_may_add_it_as_a_comment(login, alice, bob, ask):
    asked = ask()
    actions.finish(asked.id, "Kees gesproken.", by=alice)
    browser = login(bob)
    answer = browser.post(f"/followups/{asked.id}/finish", data={"outcome": "Ik heb Annelies gesproken."})
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and "Ik heb Annelies gesproken." in page
    assert Interaction.select().count() == 1
    action = re.search(r'action="(/interactions/\d+/comments)"', page)[1]
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    for _turn in range(2):
        browser.post(action, data={"body": "Ik heb Annelies gesproken.", "key": key})
    assert Comment.select().count() == 1
    assert Comment.get().interaction_id == asked.get_by_id(asked.id).result_id


def test_two_tabs_of_one_colleague_keep_both_texts(login, alice, ask):
    asked, browser = ask(), login(alice)
    url = f"/followups/{asked.id}/finish"
    assert browser.post(url, data={"outcome": "Kees gesproken."}).status_code == 303
    assert browser.post(url, data={"outcome": "Kees gesproken."}).status_code == 303
    answer = browser.post(url, data={"outcome": "En Annelies ook."})
    assert answer.status_code == 409 and "En Annelies ook." in unescape(text_of(answer))


def test_who_comes_second_with_a_next_step_that_is_refused_keeps_it_too(login, alice, bob, ask):
    asked = ask()
    actions.finish(asked.id, "Kees gesproken.", by=alice)
    typed = {"outcome": "Ik sprak Annelies.", "next": "1", "next_what": "Offerte nabellen", "next_due_on": "31-2"}
    answer = login(bob).post(f"/followups/{asked.id}/finish", data=typed)
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and "Ik sprak Annelies." in page
    assert "what=Offerte+nabellen" in page and "due_on=31-2" in page


def test_a_next_step_from_a_second_tab_is_not_lost(login, alice, ask):
    asked, browser = ask(), login(alice)
    url, once = f"/followups/{asked.id}/finish", {"next": "1", "next_what": "Nabellen", "next_due_on": "vrijdag"}
    assert browser.post(url, data={"outcome": "Kees gesproken."}).status_code == 303
    assert browser.post(url, data=once).status_code == 409


def test_sending_it_twice_does_no_harm(login, alice, ask):
    asked, browser = ask(), login(alice)
    for _turn in range(2):
        answer = browser.post(f"/followups/{asked.id}/finish", data={"outcome": "Gebeld."})
        assert answer.status_code == 303
    assert Interaction.select().count() == 1


def test_its_page_tells_where_it_came_from_and_what_happened(login, alice, bob, ask, contact):
    asked = ask(interaction_id=contact.id, user=bob)
    actions.finish(asked.id, "Kees is tevreden.", by=bob)
    page = unescape(text_of(login(alice).get(f"/followups/{asked.id}")))
    assert f'href="/interactions/{contact.id}"' in page and "Pomp in kas 3 lekt" in page
    assert "Kees is tevreden." in page
    assert f"<b>{alice.name}</b> asked this" in page and f"<b>{bob.name}</b> finished this" in page


def test_editing_and_deleting_with_a_way_back(login, alice, bob, ask, typed):
    asked, browser = ask(), login(alice)
    url = f"/followups/{asked.id}/edit"
    assert 'value="Kees terugbellen over de vervangende pomp"' in text_of(browser.get(url))
    assert browser.post(url, data=typed | {"what": "Kees mailen", "due_on": "2020-01-01"}).status_code == 303
    assert FollowUp.get().what == "Kees mailen"
    assert browser.post(url, data=typed | {"what": ""}).status_code == 422
    assert browser.post(url, data=typed | {"seen": "0", "what": "Te laat"}).status_code == 409
    browser.post(f"/followups/{asked.id}/delete")
    assert f"/followups/{asked.id}/restore" in text_of(browser.get("/followups/"))
    assert browser.post(f"/followups/{asked.id}/restore").status_code == 303
    assert FollowUp.get().deleted_at is None


def test_somebody_who_left_still_stands_in_the_form(login, alice, bob, ask):
    asked = ask(user=bob)
    User.update(disabled_at=asked.created_at).where(User.id == bob.id).execute()
    page = unescape(text_of(login(alice).get(f"/followups/{asked.id}/edit")))
    assert f'<option value="u{bob.id}" selected>{bob.name}</option>' in page


def test_the_list_as_it_stands_as_a_file(login, alice, ask):
    ask("=HYPERLINK(1)")
    done = ask("Prijs doorgeven")
    actions.finish(done.id, "Per mail.", by=alice)
    lines = text_of(login(alice).get("/followups/export")).splitlines()
    assert lines[0].startswith("\ufeffdue_on,what,customer_number") and len(lines) == 2
    assert "'=HYPERLINK(1)" in lines[1] and alice.name in lines[1]
    assert "Per mail." in text_of(login(alice).get("/followups/export?done=1"))


def test_work_of_who_left_is_shown_and_handed_over(login, alice, bob, diana, ask):
    ask()
    User.update(disabled_at=factories.at("2026-01-01T12:00:00+00:00")).where(User.id == alice.id).execute()
    browser = login(diana)
    page = unescape(text_of(browser.get(f"/accounts/colleagues/{alice.id}")))
    assert "1 open follow-up" in page and "Kees terugbellen" in page
    answer = browser.post("/followups/hand-over", data={"from": alice.id, "to": bob.id, "back": "/"})
    assert answer.status_code == 303 and FollowUp.get().user_id == bob.id
    browser.post("/followups/hand-over", data={"from": bob.id, "to": "x", "back": "/"})
    assert "Choose somebody who works here" in text_of(browser.get("/"))


@pytest.mark.parametrize("url", ["/followups/?whose=all", "/", "/customers/1", "/customers/1/brief"])
def test_ten_more_follow_ups_cost_no_more_queries(login, alice, bob, ask, contact, url, query_count):
    def fill() -> None:
        for number in range(5):
            actions.finish(ask("klaar", interaction_id=contact.id).id, "", by=bob)
            ask(f"open {number}", interaction_id=contact.id, user=bob if number % 2 else alice)

    browser, seen = login(alice), []
    for _turn in range(2):
        fill()
        browser.get(url)
        with query_count() as count:
            assert browser.get(url).status_code == 200
            seen.append(count())
    assert seen[0] == seen[1]
