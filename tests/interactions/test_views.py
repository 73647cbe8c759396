"""The pages on which contacts are logged, read, changed and commented on, with and without htmx."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm import clock
from crm.interactions import actions, queries
from crm.interactions.models import Interaction
from crm.journal import Change
from tests import factories
from tests.conftest import text_of

HTMX = {"HX-Request": "true"}
BODY = "Pomp in kas 3 lekt weer langs de as. Monteur komt donderdag."
EVIL = "<script>alert(1)</script> [x](javascript:alert(2)) javascript:alert(3) \" onload='x' \u202egnp.exe"


def logged() -> list[queries.Entry]:
    """All contacts there are, newest first."""
    return queries.by_ids(one.id for one in Interaction.select())


# Logging


def test_it_works(login, alice, customer, person, call):
    answer = login(alice).post("/interactions/", data=call | {"people": str(person.id), "subject": "Lekkage"})
    [entry] = logged()
    assert (answer.status_code, answer.location) == (303, f"/customers/{customer.id}#i{entry.id}")
    assert (entry.body, entry.subject, entry.direction, entry.author_name) == (BODY, "Lekkage", "in", alice.name)
    assert [one.id for one in entry.people] == [person.id]
    assert clock.now() - entry.occurred_at < timedelta(seconds=10)


def test_beside_the_timeline_a_fresh_form_and_the_new_row_come_back(login, alice, customer, call):
    answer = login(alice).post("/interactions/", data=call, headers=HTMX)
    page = text_of(answer)
    [entry] = logged()
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "interaction-logged")
    assert f'id="i{entry.id}"' in page and 'hx-swap-oob="true"' in page and "<html" not in page
    assert re.search(r'<textarea[^>]*name="body"[^>]*></textarea>', page)
    assert 'value="een-sleutel"' not in page and re.search(r'name="key"[^>]*value="[\w-]{20,}"', page)


def test_from_its_own_page_htmx_is_sent_to_the_timeline(login, alice, customer, call):
    answer = login(alice).post("/interactions/", data=call | {"own_page": "1"}, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/customers/{customer.id}#i{logged()[0].id}")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_form_that_is_sent_twice_logs_once(login, alice, call, headers):
    client = login(alice)
    answers = [client.post("/interactions/", data=call, headers=headers) for _ in range(2)]
    assert answers[0].status_code == answers[1].status_code < 400
    assert len(logged()) == 1 and Change.select().where(Change.verb == "interaction.log").count() == 1


def test_other_text_in_a_form_that_was_sent_before_is_not_lost(login, alice, call):
    client = login(alice)
    client.post("/interactions/", data=call)
    client.post("/interactions/", data=call | {"body": "Na Terug in de browser: nog iets heel anders."})
    assert len(logged()) == 2


def test_the_key_of_one_colleague_says_nothing_about_anothers(login, alice, bob, call):
    login(alice).post("/interactions/", data=call)
    login(bob).post("/interactions/", data=call)
    assert {entry.author_name for entry in logged()} == {alice.name, bob.name}


def test_the_moment_is_read_as_people_type_it(login, alice, call):
    answer = login(alice).post("/interactions/", data=call | {"when": "20-11-2024 10:42"})
    assert answer.status_code == 303
    assert logged()[0].occurred_at == factories.at("2024-11-20T10:42:00+01:00")


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ({"direction_phone": "missed", "body": ""}, ("phone", "out", False)),
        ({"channel": "visit"}, ("visit", "out", True)),
        ({"channel": "meeting"}, ("meeting", "internal", True)),
        ({"channel": "note"}, ("note", "internal", True)),
    ],
)
def test_only_the_way_of_the_chosen_channel_counts(login, alice, call, chosen, kept):
    login(alice).post("/interactions/", data=call | chosen)
    [entry] = logged()
    assert (entry.channel, entry.direction, entry.reached) == kept


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"body": "", "subject": ""}, "Write what was said"),
        ({"when": "gisterenochtend"}, "is not a moment we can read"),
        ({"when": "1-1-2199 12:00"}, "in the future"),
        ({"subject": "w" * 201}, "at most 200 characters"),
        ({"people": "999"}, "does not belong to this customer"),
        ({"people": "9" * 40}, "does not belong to this customer"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_says_why(login, alice, call, wrong, why, headers):
    filled = {"body": BODY, "subject": "Lekkage kas 3", "when": "gisteren 14:00"} | wrong
    answer = login(alice).post("/interactions/", data=call | filled, headers=headers)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and ("<html" in page) != bool(headers)
    assert why in page
    for name in ("body", "subject", "when"):
        assert filled[name] in page
    assert 'name="key" type="hidden" value="een-sleutel"' in page and '<option value="in" selected>' in page
    assert logged() == []


def test_a_channel_that_was_not_offered_is_refused(login, alice, call):
    assert login(alice).post("/interactions/", data=call | {"channel": "fax"}).status_code == 422
    assert logged() == []


@pytest.mark.parametrize("letter", ["w", "€", "🚰"])
def test_a_hundred_thousand_characters_fit_and_one_more_is_kept_but_refused(login, alice, call, letter):
    client = login(alice)
    assert client.post("/interactions/", data=call | {"body": letter * 100_000}).status_code == 303
    assert logged()[0].body == letter * 100_000
    answer = client.post("/interactions/", data=call | {"key": "2", "body": letter * 100_001})
    assert answer.status_code == 422 and letter * 100_001 in text_of(answer)
    assert "at most 100000 characters" in text_of(answer) and len(logged()) == 1


# The log form on a page of its own


def test_the_form_knows_the_customer_and_whom_one_spoke_last(login, alice, customer, person):
    other = factories.person(customer, "Kees de Wit")
    factories.interaction(customer, by=alice, people=[other])
    page = text_of(login(alice).get(f"/interactions/new?customer={customer.id}"))
    assert f'name="customer" type="hidden" value="{customer.id}"' in page
    assert f'value="{other.id}" checked' in page and f'value="{person.id}"' in page
    asked = text_of(login(alice).get(f"/interactions/new?customer={customer.id}&person={person.id}"))
    assert f'value="{person.id}" checked' in asked and f'value="{other.id}" checked' not in asked


def test_without_a_customer_the_form_asks_who_it_was_and_keeps_the_text(login, alice, customer, call):
    client = login(alice)
    assert 'name="customer_q"' in text_of(client.get("/interactions/new"))
    answer = client.post("/interactions/", data=call | {"customer": "", "customer_q": "kwekerij van", "own_page": "1"})
    page = text_of(answer)
    assert answer.status_code == 422 and BODY in page and 'value="kwekerij van"' in page
    assert f'name="customer" value="{customer.id}" checked' in page
    assert client.post("/interactions/", data=call | {"own_page": "1"}).status_code == 303


def test_who_is_not_found_can_be_made_a_customer(login, alice, call):
    answer = login(alice).post("/interactions/", data=call | {"customer": "", "customer_q": "Bakkerij <Smit>"})
    assert "/customers/new?name=Bakkerij+%3CSmit%3E" in text_of(answer)
    assert BODY in text_of(answer)


@pytest.mark.parametrize("customer_id", ["9" * 40, "x", "-1", "²"])
def test_what_cannot_be_a_customer_is_asked_for_again(login, alice, call, customer_id):
    client = login(alice)
    assert client.get("/interactions/new", query_string={"customer": customer_id}).status_code == 200
    answer = client.post("/interactions/", data=call | {"customer": customer_id})
    assert answer.status_code == 422 and BODY in text_of(answer)


def test_a_customer_who_is_not_in_the_file_is_not_there(login, alice, call):
    client = login(alice)
    assert client.get("/interactions/new?customer=999").status_code == 404
    assert client.post("/interactions/", data=call | {"customer": "999"}).status_code == 404


# Reading


def test_a_contact_opens_in_its_row_and_closes_again(login, charlie, contact):
    client = login(charlie)
    closed = text_of(client.get(f"/interactions/{contact.id}?closed=1", headers=HTMX))
    opened = text_of(client.get(f"/interactions/{contact.id}", headers=HTMX))
    assert 'aria-expanded="false"' in closed and 'aria-expanded="true"' in opened
    assert "<html" not in closed + opened
    assert "<html" in text_of(client.get(f"/interactions/{contact.id}"))


def test_line_breaks_and_links_are_shown_and_anything_else_is_harmless(login, alice, customer):
    body = f"Eerste regel\nTweede: www.pomp.example/as?a=1&b=2 en kees@pomp.example.\n{EVIL}"
    contact = factories.interaction(customer, by=alice, subject=EVIL, body=body)
    actions.comment(contact.id, EVIL, by=alice)
    page = text_of(login(alice).get(f"/interactions/{contact.id}"))
    assert "Eerste regel<br>\nTweede: " in page
    assert 'href="https://www.pomp.example/as?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow"' in page
    assert '<a href="mailto:kees@pomp.example">kees@pomp.example</a>.' in page
    for url in (f"/interactions/{contact.id}", f"/customers/{customer.id}", f"/customers/{customer.id}/brief", "/"):
        page = text_of(login(alice).get(url))
        assert "<script>alert" not in page and 'href="javascript' not in page and "' onload='" not in page


def test_a_link_does_not_hide_where_it_leads_behind_marks_that_turn_the_text_round(login, alice, customer):
    contact = factories.interaction(customer, by=alice, body="Tekening. https://pomp.example/\u202efdp.exe")
    page = text_of(login(alice).get(f"/interactions/{contact.id}"))
    assert 'href="https://pomp.example/"' in page


# The customer's page


def test_the_page_holds_form_timeline_and_brief_and_a_reader_has_no_form(login, alice, charlie, customer, contact):
    page = text_of(login(alice).get(f"/customers/{customer.id}"))
    assert 'id="log-form"' in page and f'id="i{contact.id}"' in page and 'id="brief"' in page
    page = text_of(login(charlie).get(f"/customers/{customer.id}"))
    assert 'id="log-form"' not in page and f'id="i{contact.id}"' in page
    assert '/edit"' not in page and "/interactions/new" not in page


def test_an_empty_timeline_says_what_to_do(login, alice, customer):
    assert "No contacts yet with" in text_of(login(alice).get(f"/customers/{customer.id}"))


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_ten_more_contacts_cost_no_more_queries(login, alice, bob, customer, person, query_count, headers):
    client = login(alice)
    client.get("/")

    def log(number: int) -> None:
        contact = factories.interaction(customer, by=bob, body=f"Regel {number}.", people=[person])
        actions.comment(contact.id, "Besteld.", by=bob)

    def cost() -> int:
        with query_count() as count:
            assert client.get(f"/customers/{customer.id}?changes=1", headers=headers).status_code == 200
            return count()

    log(0)
    one = cost()
    for number in range(10):
        log(number)
        factories.person(customer, f"Kees {number}", phones=["06 12 34 56 78"])
    assert cost() == one


# Who may

WRITES = ("/interactions/", *(f"/interactions/1/{verb}" for verb in ("edit", "comments", "pin", "unpin")))


@pytest.mark.parametrize("url", WRITES)
def test_a_reader_may_not(login, charlie, call, contact, url):
    before = Change.select().count()
    assert login(charlie).post(url, data=call).status_code == 403
    assert Change.select().count() == before


@pytest.mark.parametrize("url", ["/interactions/new", "/interactions/1/edit"])
def test_a_reader_does_not_even_get_the_form(login, charlie, contact, url):
    assert login(charlie).get(url).status_code == 403


@pytest.mark.parametrize("url", ["/interactions/new", "/interactions/1", "/interactions/1/edit"])
def test_nobody_gets_the_log_in_page_and_comes_back_here(client, contact, url):
    answer = client.get(url)
    assert (answer.status_code, answer.location) == (303, f"/login?next={url}")


@pytest.mark.parametrize("url", WRITES)
def test_without_the_token_of_our_own_page_nothing_is_written(login, alice, call, contact, url):
    before = Change.select().count()
    assert login(alice).post(url, data=call, csrf=False).status_code == 400
    assert Change.select().count() == before


@pytest.mark.parametrize("url", ["/interactions/999", *(url.replace("1", "999") for url in WRITES[1:])])
def test_what_is_not_in_the_file_is_not_there(login, alice, call, url):
    client = login(alice)
    assert client.post(url, data=call).status_code in (404, 405)
    assert client.get(url).status_code in (404, 405)
