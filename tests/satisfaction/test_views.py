"""/satisfaction/ for colleagues, and what marks add to other pages."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm.interactions.models import Interaction
from crm.mail.models import Mail
from crm.satisfaction import actions
from crm.satisfaction.actions import Values
from crm.satisfaction.models import Rating, RatingRequest
from tests import factories
from tests.conftest import text_of


def listed(page: str) -> list[int]:
    return [int(id) for id in re.findall(r'class="row-link" href="/satisfaction/(\d+)"', page)]


@pytest.fixture
def call(customer, annelies) -> dict[str, str]:
    """The log form with its mark filled in."""
    about = {"customer": str(customer.id), "channel": "phone", "direction_phone": "in", "body": "Belt over de pomp."}
    return about | {"key": "een", "people": str(annelies.id), "rating": "1", "rating_score": "9", "rating_body": "Top."}


def test_one_form_logs_the_contact_and_its_mark_given_by_the_one_who_called(login, bob, call, annelies):
    browser = login(bob)
    for _turn in range(2):
        assert browser.post("/interactions/", data=call).status_code == 303
    found = Rating.get()
    assert (found.interaction_id, found.score, found.body) == (Interaction.get().id, 9, "Top.")
    assert found.person_id == annelies.id and Rating.select().count() == 1


def test_with_its_tick_off_no_mark_is_written(login, bob, call):
    del call["rating"]
    login(bob).post("/interactions/", data=call)
    assert (Interaction.select().count(), Rating.select().count()) == (1, 0)


@pytest.mark.parametrize("change", [{"rating_score": ""}, {"rating_score": "11"}, {"body": ""}])
def test_a_refused_log_form_writes_nothing_and_keeps_everything(login, bob, call, change):
    answer = login(bob).post("/interactions/", data=call | change)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and re.search(r'name="rating" value="1" checked', page)
    assert (Interaction.select().count(), Rating.select().count()) == (0, 0)
    assert 'name="rating_body" value="Top."' in page


def test_it_is_added_to_an_existing_contact_and_leads_back(login, bob, contact, annelies):
    url = f"/satisfaction/new?interaction={contact.id}"
    page = unescape(text_of(login(bob).get(url)))
    assert f'value="{annelies.id}" selected' in page
    typed = {"score": "7", "body": "Ging wel.", "person": "", "key": "een"}
    for _turn in range(2):
        answer = login(bob).post(url, data=typed)
        assert answer.location == f"/customers/{contact.customer_id}#i{contact.id}"
    assert [(one.score, one.person_id) for one in Rating.select()] == [(7, None)]


def test_without_a_contact_one_is_chosen_and_without_a_customer_first_that(login, bob, contact, customer):
    browser, url = login(bob), f"/satisfaction/new?customer={customer.id}"
    assert url.replace("&", "&amp;") in text_of(browser.get("/satisfaction/new?q=kwekerij"))
    page = unescape(text_of(browser.get(url)))
    assert f'name="interaction" value="{contact.id}"' in page and f"/interactions/new?customer={customer.id}" in page
    refused = browser.post(url, data={"score": "7", "key": "een"})
    assert refused.status_code == 422 and "Choose the contact" in unescape(text_of(refused))
    assert browser.post(url, data={"score": "7", "key": "een", "interaction": contact.id}).status_code == 303
    assert Rating.get().interaction_id == contact.id


@pytest.mark.parametrize("change", [{"score": ""}, {"body": "x" * 501}, {"person": "999"}])
def test_a_refused_form_keeps_what_was_typed(login, bob, contact, change):
    typed = {"score": "7", "body": "Ging wel.", "key": "een"} | change
    answer = login(bob).post(f"/satisfaction/new?interaction={contact.id}", data=typed)
    assert answer.status_code == 422 and typed["body"] in text_of(answer) and Rating.select().count() == 0


def test_a_second_mark_of_the_same_contact_and_person_leads_to_the_first_and_keeps_what_was_typed(
    login, bob, contact, annelies
):
    first, url = factories.rating(contact, by=bob, person_id=annelies.id), f"/satisfaction/new?interaction={contact.id}"
    typed = {"score": "7", "body": "Ging wel.", "person": str(annelies.id), "key": "een"}
    answer = login(bob).post(url, data=typed)
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and "There is a mark with this contact already; change that one." in page
    assert f'href="/satisfaction/{first.id}"' in page and "Ging wel." in page and Rating.select().count() == 1


def test_the_page_of_a_mark_says_by_whom_in_one_word_each(login, ask, bob, contact, annelies):
    marks = [actions.give(ask(), Values(9)), factories.rating(contact, by=bob)]
    marks.append(factories.rating(contact, by=bob, person_id=annelies.id))
    said = []
    for one in marks:
        page = unescape(text_of(login(bob).get(f"/satisfaction/{one.id}")))
        said.append(re.search(r"By whom</h2><div class=\"row-story\"><p>(.*?)</p>", page)[1])
    Rating.update(person=None).where(Rating.id == marks[0].id).execute()
    assert said == [f"{annelies.name}, by mail", "somebody at the customer, who told a colleague", annelies.name]
    assert "<p>the customer, by mail</p>" in text_of(login(bob).get(f"/satisfaction/{marks[0].id}"))


def test_asking_about_a_contact_that_reached_nobody_says_why_not(login, mail_server, bob, customer):
    missed = factories.interaction(customer, by=bob, reached=False, body="")
    url = f"/satisfaction/ask?interaction={missed.id}"
    page = text_of(login(bob).get(url))
    assert "Nobody was reached in this contact" in page and 'name="address"' not in page
    assert login(bob).post(url).status_code == 409


def test_editing_taking_back_and_the_way_back(login, bob, contact):
    made, browser = factories.rating(contact, by=bob, body="Netjes."), login(bob)
    url = f"/satisfaction/{made.id}"
    assert "Netjes." in text_of(browser.get(f"{url}/edit"))
    assert browser.post(f"{url}/edit", data={"score": "6", "body": "Netjes."}).location == url
    assert browser.post(f"{url}/edit", data={"score": ""}).status_code == 422
    assert browser.post(f"{url}/edit", data={"score": "5", "seen": "0"}).status_code == 409
    assert Rating.get().score == 6
    browser.post(f"{url}/delete")
    page = unescape(text_of(browser.get(url)))
    assert "no longer: taken back" in page and f"<b>{bob.name}</b> took this back" in page
    assert browser.post(f"{url}/restore").status_code == 303 and Rating.get().deleted_at is None


def test_a_low_mark_says_so_and_offers_a_complaint_about_that_contact(login, bob, contact):
    low, fine = (factories.another_rating(contact, by=bob, score=score) for score in (5, 6))
    browser = login(bob)
    offer = f"/complaints/new?customer={contact.customer_id}&interaction={contact.id}"
    assert offer in unescape(text_of(browser.get(f"/satisfaction/{low.id}")))
    assert offer not in unescape(text_of(browser.get(f"/satisfaction/{fine.id}"))).partition("<main")[2]
    assert "The customer is not content." in text_of(browser.get(f"/satisfaction/{low.id}"))


def test_what_a_customer_gave_a_manager_takes_back_with_a_reason(login, ask, diana, alice):
    made = actions.give(ask(), Values(2, "Niks."))
    url = f"/satisfaction/{made.id}"
    assert f"{url}/delete" not in text_of(login(alice).get(url))
    browser = login(diana)
    refused = browser.post(f"{url}/delete")
    assert refused.status_code == 422 and "Write why this mark does not count" in unescape(text_of(refused))
    browser.post(f"{url}/delete", data={"reason": "Verkeerde klant."})
    assert Rating.get().deleted_at and "<q>Verkeerde klant.</q>" in unescape(text_of(browser.get(url)))
    assert browser.get(f"{url}/edit").status_code == 404


def test_the_list_is_newest_first_and_its_address_narrows_it(login, alice, bob, contact, customer, ask):
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    low, high = factories.rating(contact, by=bob, score=4), factories.rating(elsewhere, by=bob, score=9)
    given = actions.give(ask(), Values(8))
    browser, day = login(alice), factories.today()
    tomorrow = day + timedelta(days=1)
    for query, expected in {
        "": [given.id, high.id, low.id],
        "mark=9": [high.id],
        "marks=1-5": [low.id],
        "marks=9-2": [given.id, high.id, low.id],
        f"customer={customer.id}": [given.id, low.id],
        f"department={bob.department_id}": [high.id],
        "source=link": [given.id],
        "mine=1": [given.id, low.id],
        f"from={day}&until={day}": [given.id, high.id, low.id],
        f"from={tomorrow}": [],
        f"until={day - timedelta(days=1)}": [],
        "from=gisteren&source=x&mark=elf&until=9999-12-31": [given.id, high.id, low.id],
    }.items():
        assert listed(text_of(browser.get(f"/satisfaction/?{query}"))) == expected, query


def test_the_average_is_in_words_and_never_of_one_colleague(login, alice, contact, bob):
    for score in (8, 8, 7):
        factories.another_rating(contact, by=bob, score=score)
    browser = login(alice)
    assert "On average 7.7, from 3 marks in the last 12 months." in text_of(browser.get("/satisfaction/"))
    assert "On average" not in text_of(browser.get("/satisfaction/?mine=1"))
    department = f"/satisfaction/?department={bob.department_id}"
    assert "On average" not in text_of(browser.get(department))


def test_what_was_asked_and_not_answered_stands_apart_and_can_be_ended(login, ask, alice, bob, contact):
    ask()
    browser, made = login(bob), RatingRequest.get()
    assert listed(text_of(browser.get("/satisfaction/"))) == []
    page = text_of(browser.get("/satisfaction/?state=asked"))
    assert "annelies@vandenberg.example" in page and f"/satisfaction/requests/{made.id}/revoke" in page
    assert "annelies@vandenberg.example" in text_of(browser.get(f"/interactions/{contact.id}"))
    answer = browser.post(f"/satisfaction/requests/{made.id}/revoke")
    assert answer.location == f"/customers/{contact.customer_id}#i{contact.id}"
    assert "annelies@" not in text_of(browser.get("/satisfaction/?state=asked"))


def test_asking_shows_the_mail_as_it_goes_out_in_either_language(login, mail_server, bob, contact, annelies):
    browser, url = login(bob), f"/satisfaction/ask?interaction={contact.id}"
    page = unescape(text_of(browser.get(url)))
    assert annelies.name in page and "info@vandenberg.example" in page
    assert "Which mark do you give Van Rijnsbergen Techniek?" in page and 'class="ask-letter ask-letter-nl"' in page
    answer = browser.post(url, data={"address": re.search(r'name="address" value="(\d+)"', page)[1], "locale": "en"})
    assert answer.location == f"/customers/{contact.customer_id}#i{contact.id}"
    mail = Mail.get()
    shown = re.search(r'ask-letter-en" lang="en"><b>(.*?)</b><pre>(.*?)</pre>', page, re.DOTALL)
    assert shown[1] == mail.subject
    key = re.search(r"/satisfaction/give/([\w-]{43})", mail.text)[1]
    assert mail.text.partition("\n\n")[2].strip() == shown[2].replace("give/…", f"give/{key}")
    assert f"http://crm.vanrijnsbergen.example/satisfaction/give/{key}" in mail.text and key in mail.html
    assert f"Kind regards,\n{bob.name}, Van Rijnsbergen Techniek" in mail.text
    for secret in (contact.subject, contact.body):
        assert secret not in mail.text + mail.html
    assert "already" in text_of(browser.get(url)) and browser.post(url).status_code == 409


def test_an_address_that_is_not_known_there_is_refused(login, mail_server, bob, contact):
    answer = login(bob).post(f"/satisfaction/ask?interaction={contact.id}", data={"address": "x@y.example\r\nBcc: z"})
    assert answer.status_code == 422 and Mail.select().count() == 0


def test_without_a_mail_server_it_says_so_and_offers_nothing(login, bob, contact):
    browser, url = login(bob), f"/satisfaction/ask?interaction={contact.id}"
    page = text_of(browser.get(url))
    assert "There is no mail server" in page and 'name="address"' not in page
    assert browser.post(url, data={"address": "1"}).status_code == 409


@pytest.mark.parametrize("base", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_a_server_that_customers_cannot_reach_asks_nothing(app, login, mail_server, bob, contact, base):
    from dataclasses import replace

    app.extensions["settings"] = replace(app.extensions["settings"], base_url=base)
    page = text_of(login(bob).get(f"/satisfaction/ask?interaction={contact.id}"))
    assert "CRM_BASE_URL" in page and 'name="address"' not in page


def test_a_customer_without_an_address_says_what_is_missing(login, mail_server, bob):
    other = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    page = text_of(login(bob).get(f"/satisfaction/ask?interaction={other.id}"))
    assert "No e-mail address is known of this customer." in page


def test_its_contact_and_both_briefs_show_it(login, alice, bob, contact, customer, annelies):
    factories.rating(contact, by=bob, score=8, body="Snel geholpen.", person_id=annelies.id)
    browser = login(alice)
    opened = unescape(text_of(browser.get(f"/interactions/{contact.id}")))
    assert "Rating 8:" in opened and "Snel geholpen." in opened and f"given by {annelies.name}" in opened
    for url in (f"/customers/{customer.id}", f"/customers/{customer.id}/brief"):
        assert "Last mark: 8" in text_of(browser.get(url))


def test_the_timeline_and_search_narrow_to_it_and_find_its_words(login, alice, charlie, contact, customer, bob):
    factories.interaction(customer, by=alice, body="Pomp in kas 4 is in orde.")
    factories.rating(contact, by=bob, body="Zeer tevreden over de monteur.")
    browser = login(charlie)
    for url in (f"/customers/{customer.id}?kind=rating", "/search?q=pomp+kind:rating", "/search?q=monteur"):
        page = text_of(browser.get(url))
        assert "kas 3" in page and "kas 4" not in page, url


def test_readers_see_but_do_not_touch(login, charlie, bob, contact):
    made, browser = factories.rating(contact, by=bob), login(charlie)
    assert listed(text_of(browser.get("/satisfaction/"))) == [made.id]
    assert f"/satisfaction/{made.id}/edit" not in text_of(browser.get(f"/satisfaction/{made.id}"))
    for url in (f"new?interaction={contact.id}", f"{made.id}/edit", f"ask?interaction={contact.id}"):
        assert browser.get(f"/satisfaction/{url}").status_code == 403
    for verb in (f"{made.id}/delete", f"{made.id}/restore", "requests/1/revoke"):
        assert browser.post(f"/satisfaction/{verb}").status_code == 403


@pytest.mark.parametrize(
    "url", ["/satisfaction/", "/satisfaction/?state=asked", "/interactions/1", "/customers/1/brief"]
)
def test_ten_more_marks_cost_no_more_queries(login, alice, bob, contact, ask, url, query_count):
    ask()
    browser, seen = login(alice), []
    for _turn in range(2):
        for score in range(1, 6):
            factories.another_rating(contact, by=bob, score=score)
        browser.get(url)
        with query_count() as count:
            browser.get(url)
            seen.append(count())
    assert seen[0] == seen[1]
