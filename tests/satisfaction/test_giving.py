"""The public page behind the link: open to who has the key, and to nobody else."""

import re
from html import unescape

import pytest

from crm.mail.models import Mail
from crm.satisfaction import actions
from crm.satisfaction.actions import Values
from crm.satisfaction.models import Rating, RatingRequest
from tests import factories
from tests.conftest import text_of

DUTCH, ENGLISH = {"Accept-Language": "nl"}, {"Accept-Language": "en"}
HOSTILE = "<script>alert(1)</script> \"'><img src=x onerror=alert(2)> {{ 7*7 }}"


@pytest.fixture
def link(ask) -> str:
    return f"/satisfaction/give/{ask()}"


def test_the_page_says_when_we_spoke_and_nothing_of_what_was_written(client, link, contact, customer, annelies, alice):
    answer = client.get(link, headers=ENGLISH)
    page = unescape(text_of(answer))
    assert answer.status_code == 200 and "It is about our conversation of " in page
    assert len(re.findall(r'type="radio" name="score"', page)) == 10
    for secret in (contact.subject, contact.body, customer.name, annelies.name, alice.name, "vandenberg.example"):
        assert secret not in page, secret


def test_it_speaks_the_language_of_the_browser(client, link):
    assert '<html lang="nl">' in text_of(client.get(link, headers=DUTCH))
    assert '<html lang="en">' in text_of(client.get(link, headers=ENGLISH))


def test_nothing_keeps_it_and_no_site_hears_where_one_came_from(client, link):
    for answer in (client.get(link), client.post(link, data={"score": "8"}), client.get(link), client.get(link + "x")):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_looking_writes_nothing_however_often_a_scanner_does(client, link):
    for _turn in range(3):
        assert client.get(link).status_code == client.head(link).status_code == 200
    assert Rating.select().count() == 0 and RatingRequest.get().answered_at is None


def test_a_mark_is_given_thanked_for_and_kept_as_the_first_said(client, link):
    answer = client.post(link, data={"score": "8", "body": "Snel geholpen."})
    assert (answer.status_code, answer.location) == (303, link)
    for score in ("2", "11", ""):
        assert client.post(link, data={"score": score}).location == link
        page = text_of(client.get(link))
        assert "Thank you" in page and "You gave us a mark: 8." in page and "<form" not in page
    assert [(one.score, one.body) for one in Rating.select()] == [(8, "Snel geholpen.")]


@pytest.mark.parametrize("typed", [{}, {"score": "0"}, {"score": "acht"}, {"score": "8", "body": "x" * 501}])
def test_what_does_not_fit_is_said_and_stays(client, link, typed):
    answer = client.post(link, data={"body": "Wel netjes."} | typed)
    assert answer.status_code == 422 and Rating.select().count() == 0
    assert (typed.get("body") or "Wel netjes.") in text_of(answer)


def test_without_its_token_nothing_is_kept_and_what_was_typed_can_be_sent_again(client, link):
    answer = client.post(link, data={"score": "8", "body": "Wel netjes."}, csrf=False)
    page = text_of(answer)
    assert answer.status_code == 400 and Rating.select().count() == 0
    assert "Wel netjes." in page and re.search(r'value="8" checked', page)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    again = client.post(link, data={"score": "8", "body": "Wel netjes.", "csrf_token": token}, csrf=False)
    assert again.status_code == 303 and Rating.select().count() == 1


def test_over_https_a_browser_that_hides_where_it_came_from_can_give_its_mark(client, link):
    answer = client.post(link, data={"score": "8"}, base_url="https://localhost", headers={"Origin": "null"})
    assert answer.status_code == 303 and Rating.select().count() == 1


def test_unknown_ended_and_expired_links_look_the_same(client, link, bob, later):
    unknown = client.get("/satisfaction/give/" + "x" * 43)
    actions.revoke(RatingRequest.get().id, by=bob)
    ended = client.get(link)
    assert (unknown.status_code, ended.status_code) == (404, 404)
    assert re.sub(r'value="[^"]*"', "", text_of(unknown)) == re.sub(r'value="[^"]*"', "", text_of(ended))
    assert client.post(link, data={"score": "8"}).status_code == 404 and Rating.select().count() == 0


@pytest.mark.parametrize("key", ["x", "x" * 5000, "%00", "..%2f..", "é", "%ff%fe", "' OR 1=1 --"])
def test_any_text_as_a_key_is_answered_with_not_found(client, alice, key):
    assert client.get(f"/satisfaction/give/{key}").status_code == 404


def test_50_wrong_keys_from_one_address_must_wait_and_others_are_served(client, link):
    def from_(address: str, path: str) -> int:
        return client.get(path, environ_overrides={"REMOTE_ADDR": address}).status_code

    seen = [from_("192.0.2.7", f"/satisfaction/give/{'x' * 40}{number}") for number in range(50)]
    assert set(seen[:30]) == {404} and set(seen[-19:]) == {429}
    assert from_("192.0.2.7", link) == 429
    assert from_("192.0.2.8", link) == from_("2001:db8::1", link) == 200


def test_however_many_strangers_try_keys_who_was_asked_can_answer(client, link, monkeypatch):
    from crm.satisfaction import pace

    monkeypatch.setattr(pace, "MOST_IN_ALL", 20)
    wrong = [
        client.get(
            "/satisfaction/give/" + "x" * 43, environ_overrides={"REMOTE_ADDR": f"198.51.{number}.1"}
        ).status_code
        for number in range(9)
    ]
    assert wrong[0] == 404 and wrong[-1] == 429
    assert client.get(link).status_code == 200 and client.post(link, data={"score": "8"}).status_code == 303


def test_50_wrong_keys_that_are_posted_must_wait_too_also_in_another_process(client, link, unhurried):
    from crm.satisfaction import pace

    there = {"environ_overrides": {"REMOTE_ADDR": "2001:db8:1:2::7"}}
    seen = []
    for _turn in range(50):
        pace.forget()  # as in another process
        seen.append(client.post("/satisfaction/give/" + "x" * 43, data={"score": "8"}, **there).status_code)
    assert set(seen[:30]) == {404} and set(seen[-20:]) == {429}
    answer = client.get(link, environ_overrides={"REMOTE_ADDR": "2001:db8:1:2::ffff"})  # of the same network
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert "Try again in a moment." in text_of(answer)
    assert client.get(link).status_code == 200


def test_a_hostile_sentence_is_text_wherever_it_is_read(client, login, alice, link, contact, customer):
    client.post(link, data={"score": "3", "body": HOSTILE})
    browser, found = login(alice), Rating.get()
    pages = ["/satisfaction/", f"/satisfaction/{found.id}", f"/interactions/{contact.id}", f"/customers/{customer.id}"]
    pages += [f"/customers/{customer.id}/brief", "/notifications/", "/search?q=alert", "/digest/", "/digest/preview"]
    for url in pages:
        page = text_of(browser.get(url))
        assert "<script>alert" not in page and "<img src=x" not in page and " 49" not in page, url
    for url in ("/satisfaction/", f"/satisfaction/{found.id}", f"/interactions/{contact.id}"):
        assert HOSTILE in unescape(text_of(browser.get(url)))


def test_the_key_stands_in_no_line_of_the_log(client, link, capfd):
    client.get(link)
    client.post(link, data={"score": "8"})
    told = capfd.readouterr()
    assert link.rpartition("/")[2] not in told.out + told.err
    assert "/satisfaction/give/<key>" in told.err


def test_who_is_logged_in_can_look_at_it_as_well(login, alice, link):
    assert "It is about our conversation of" in text_of(login(alice).get(link))


def test_a_mark_that_was_taken_back_is_still_thanked_for_without_it(client, link, ask, diana):
    client.post(link, data={"score": "3"})
    actions.delete(Rating.get().id, by=diana, reason="Dubbel.")
    page = text_of(client.get(link))
    assert "Thank you" in page and "You gave us a mark" not in page
    assert client.post(link, data={"score": "9"}).status_code == 303 and Rating.select().count() == 1


def test_whoever_logs_in_nowhere_finds_no_list_behind_it(client, link, contact, bob):
    factories.rating(contact, by=bob)
    for url in ("/satisfaction/", "/satisfaction/1", f"/satisfaction/ask?interaction={contact.id}"):
        assert client.get(url).status_code == 303 and "/login" in client.get(url).location


def test_the_mail_of_the_link_is_shown_to_nobody(login, diana, link):
    mail = Mail.get()
    assert link.rpartition("/")[2] not in text_of(login(diana).get(f"/outbox/{mail.id}"))


def test_values_of_a_form_need_no_person(ask):
    assert actions.give(ask(), Values(8, person_id=999)).person_id == RatingRequest.get().person_id
