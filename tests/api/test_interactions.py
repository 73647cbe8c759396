"""POST /api/v1/interactions and a customer's contacts: what programs rely on."""

import json
from datetime import timedelta

import pytest

from crm import clock
from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE
from crm.interactions import actions, queries
from crm.interactions.models import Interaction
from crm.journal import Change
from tests import factories
from tests.api.conftest import CALL, URL


def test_a_contact_is_logged_as_the_colleague_of_the_token(send, alice, customer):
    person = factories.person(customer)
    answer = send(
        subject="Lekkage", occurred_at="2024-11-20T10:42:00+01:00", person_ids=[person.id], external_id="centrale-4711"
    )
    assert answer.status_code == 201
    [kept] = Interaction.select()
    assert answer.json == {
        "id": kept.id,
        "external_id": "centrale-4711",
        "customer_id": customer.id,
        "customer_name": customer.name,
        "channel": "phone",
        "direction": "in",
        "reached": True,
        "occurred_at": "2024-11-20T09:42:00Z",
        "subject": "Lekkage",
        "body": CALL["body"],
        "author": alice.name,
        "department": "Verkoop",
        "people": [{"id": person.id, "name": person.name}],
        "comment_count": 0,
        "pinned": False,
        "created_at": answer.json["created_at"],
        "updated_at": answer.json["created_at"],
        "url": f"/interactions/{kept.id}",
    }
    assert Change.get(Change.verb == "interaction.log").user == alice.id


def test_the_customer_may_be_given_by_number(send, customer):
    assert send(customer_id="—", customer_number=" 10482 ").json["customer_id"] == customer.id


def test_without_a_moment_it_is_now_and_a_note_needs_no_direction(send):
    answer = send(channel="note", direction="—")
    moment = factories.at(answer.json["occurred_at"])
    assert answer.json["direction"] == "internal" and clock.now() - moment < timedelta(seconds=10)


def test_a_call_that_nobody_answered_needs_no_text(send):
    assert send(body="—", reached=False, direction="out").json["reached"] is False


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2024-11-20T10:42:00+01:00", "2024-11-20T09:42:00Z"),
        ("2024-11-20T10:42:00Z", "2024-11-20T10:42:00Z"),
        ("2024-11-20T10:42:00", "2024-11-20T10:42:00Z"),
        ("2024-11-20 10:42:37.999-05:00", "2024-11-20T15:42:37Z"),
        ("2024-11-20", "2024-11-20T00:00:00Z"),
        ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z"),
        (None, None),
    ],
)
def test_a_moment_is_kept_in_utc_to_the_second(send, sent, kept):
    answer = send(occurred_at=sent)
    assert answer.status_code == 201
    assert kept is None or answer.json["occurred_at"] == kept


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"channel": "fax"}, "channel"),
        ({"channel": 7}, "channel"),
        ({"channel": None}, "channel"),
        ({"direction": "—"}, "direction"),
        ({"body": "—"}, "body"),
        ({"body": "  "}, "body"),
        ({"body": ["Pomp lekt"]}, "body"),
        ({"body": {"a": 1}}, "body"),
        ({"body": "w" * 100_001}, "body"),
        ({"body": "half een teken \ud83d"}, "body"),
        ({"subject": 5}, "subject"),
        ({"subject": "w" * 201}, "subject"),
        ({"occurred_at": "gisteren"}, "occurred_at"),
        ({"occurred_at": 1732095720}, "occurred_at"),
        ({"occurred_at": "2199-01-01T00:00:00Z"}, "occurred_at"),
        ({"occurred_at": "1899-12-31T23:59:59Z"}, "occurred_at"),
        ({"occurred_at": "0001-01-01T00:00:00+14:00"}, "occurred_at"),
        ({"occurred_at": "2024-02-30T10:00:00Z"}, "occurred_at"),
        ({"customer_id": "—"}, "customer_id"),
        ({"customer_id": 999}, "customer_id"),
        ({"customer_id": 10**40}, "customer_id"),
        ({"customer_id": -1}, "customer_id"),
        ({"customer_id": True}, "customer_id"),
        ({"customer_id": "1"}, "customer_id"),
        ({"customer_id": 1.0}, "customer_id"),
        ({"customer_id": "—", "customer_number": "99999"}, "customer_number"),
        ({"customer_id": "—", "customer_number": 10482}, "customer_number"),
        ({"person_ids": 1}, "person_ids"),
        ({"person_ids": ["1"]}, "person_ids"),
        ({"person_ids": [10**40]}, "person_ids"),
        ({"person_ids": [999]}, "person_ids"),
        ({"person_ids": list(range(51))}, "person_ids"),
        ({"reached": "ja"}, "reached"),
        ({"reached": None}, "reached"),
        ({"external_id": 4711}, "external_id"),
        ({"external_id": "x" * 101}, "external_id"),
        ({"author": "Bob"}, "author"),
    ],
)
def test_bad_input_is_refused_by_field_and_nothing_is_logged(send, wrong, field):
    answer = send(**wrong)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field] and answer.json["error"] == answer.json["errors"][field]
    assert not Interaction.select().exists()


def test_everything_that_is_wrong_is_said_at_once(send):
    assert set(send(body=1, reached=2, person_ids=3, naam="x").json["errors"]) == {
        "body",
        "reached",
        "person_ids",
        "naam",
    }


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"geen json",
        b"[]",
        b'"tekst"',
        b"null",
        b"7",
        b"{",
        b"[" * 100_000,
        b'{"body": ' + b"9" * 5000 + b"}",
        b"\xff\xfe",
    ],
    ids=range(10),
)
def test_what_is_no_json_object_is_refused(client, program, alice, body):
    answer = client.post(URL, data=body, headers=program(alice), content_type="application/json", csrf=False)
    assert answer.status_code == 422 and "body" in answer.json["errors"]


def test_a_form_is_not_json(client, program, alice):
    assert client.post(URL, data=CALL, headers=program(alice), csrf=False).status_code == 422


@pytest.mark.parametrize("body", ["<script>alert(1)</script>", "’s-Hertogenbosch\r\n\u202eabc 中文 🚰", "w" * 100_000])
def test_any_text_comes_back_as_it_was_sent(client, send, program, alice, body):
    sent = send(body=body)
    assert (sent.status_code, sent.json["body"]) == (201, body)
    assert queries.entry(sent.json["id"]).body == body
    assert "no-store" in sent.headers["Cache-Control"] and sent.mimetype == "application/json"


def test_a_nul_which_no_text_has_is_left_out(send):
    assert send(body="Pomp\u0000 lekt").json["body"] == "Pomp lekt"


def test_a_number_that_is_not_the_customers_is_refused(send):
    assert send(customer_number="bestaat niet hier").status_code == 422


# Repeats


def test_a_repeat_with_the_same_key_answers_with_the_first(client, program, alice, customer):
    headers = program(alice, **{"Idempotency-Key": "3f1c"})
    answers = [client.post(URL, json=CALL | {"customer_id": customer.id}, headers=headers) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert answers[0].json == answers[1].json == answers[2].json
    assert Interaction.select().count() == 1


def test_a_repeat_with_the_same_external_id_answers_with_the_first(send):
    answers = [send(external_id="centrale-4711") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json == answers[1].json


def test_the_key_of_one_colleague_says_nothing_about_anothers(client, program, alice, bob, customer):
    for user in (alice, bob):
        headers = program(user, **{"Idempotency-Key": "1"})
        assert client.post(URL, json=CALL | {"customer_id": customer.id}, headers=headers).status_code == 201


@pytest.mark.parametrize(("key", "status"), [("é/\\%00 ' --", 201), ("k" * 200, 201), ("k" * 201, 422), ("", 201)])
def test_a_key_may_be_anything_up_to_a_length(client, program, alice, customer, key, status):
    headers = program(alice, **{"Idempotency-Key": key})
    assert client.post(URL, json=CALL | {"customer_id": customer.id}, headers=headers).status_code == status


# Who may


ADDRESSES = ("/api/v1/search?q=pomp", "/api/v1/customers/1/interactions", "/api/v1/lookup?phone=0612345678", URL)


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("header", [None, "Bearer", "Bearer onzin", "Basic YTpi", "Bearer \xe9", "onzin"])
def test_without_a_valid_token_nothing_is_answered(client, send, customer, url, header):
    headers = {"Authorization": header} if header else {}
    answer = client.post(url, json=CALL, headers=headers) if url == URL else client.get(url, headers=headers)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert list(answer.json) == ["error"] and not Interaction.select().exists()


def test_a_browsers_session_is_no_token(login, alice, customer):
    client = login(alice)
    assert client.get("/api/v1/customers/1/interactions").status_code == 401
    assert client.post(URL, json=CALL | {"customer_id": customer.id}).status_code == 401


def test_the_token_of_who_left_or_of_none_any_more_is_worth_nothing(client, program, alice, diana, customer):
    headers = program(alice)
    assert client.get("/api/v1/search?q=pomp", headers=headers).status_code == 200
    accounts.disable_user(alice, by=CONSOLE)
    assert client.get("/api/v1/search?q=pomp", headers=headers).status_code == 401


def test_the_program_of_a_reader_reads_and_may_not_log(client, program, charlie, customer):
    headers = program(charlie)
    answer = client.post(URL, json=CALL | {"customer_id": customer.id}, headers=headers)
    assert answer.status_code == 403 and list(answer.json) == ["error"]
    assert not Interaction.select().exists()
    for url in ADDRESSES[:3]:
        assert client.get(url, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("get", "/api/v1/customers/999/interactions", 404),
        ("get", "/api/v1/customers/99999999999999999999999/interactions", 404),
        ("get", "/api/v1/nergens", 404),
        ("get", URL, 405),
        ("delete", URL, 405),
    ],
)
def test_what_is_not_there_is_said_in_json(client, program, alice, customer, method, url, status):
    answer = client.open(url, method=method.upper(), headers=program(alice))
    assert (answer.status_code, list(answer.json)) == (status, ["error"])


def test_errors_speak_the_language_that_was_asked_for(client, program, alice, customer):
    answers = [
        client.post(URL, json={}, headers=program(alice, **{"Accept-Language": language})).json["error"]
        for language in ("en", "nl")
    ]
    assert answers[0] == "Give a customer_id or a customer_number." and answers[1] != answers[0]


# A customer's contacts


def pages(client, headers, customer, limit: int) -> list[list[int]]:
    """The ids of every page, following the cursor."""
    found, cursor = [], None
    while cursor is not None or not found:
        asked = {"limit": limit} | ({"cursor": cursor} if cursor else {})
        answer = client.get(f"/api/v1/customers/{customer.id}/interactions", query_string=asked, headers=headers).json
        found.append([one["id"] for one in answer["interactions"]])
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    return found


@pytest.mark.parametrize("limit", [1, 25, 40, 75, 100])
def test_all_pages_together_have_every_contact_once_newest_first(client, program, alice, customer, limit):
    now, shared = clock.now(), factories.at("2024-11-20T10:42:00+01:00")
    plain = {"customer": customer.id, "channel": "phone", "direction": "in", "body": "Pomp lekt."}
    rows = [
        plain | {"occurred_at": shared if at % 15 < 8 else shared + timedelta(hours=(at * 37) % 75 - 40)}
        for at in range(75)
    ]
    Interaction.insert_many([row | {"created_at": now, "updated_at": now} for row in rows]).execute()
    factories.interaction(factories.customer("Bakkerij Smit"), by=alice)
    expected = sorted(
        Interaction.select().where(Interaction.customer == customer), key=lambda one: (one.occurred_at, one.id)
    )
    found = pages(client, program(alice), customer, limit)
    assert [id for page in found for id in page] == [one.id for one in reversed(expected)]
    assert [len(page) for page in found[:-1]] == [limit] * (len(found) - 1) and found[-1]


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "", "²", "1.5", "0000000000150", "9" * 5000])
def test_a_limit_is_a_number_from_1_to_100(client, program, alice, customer, limit):
    for url in (f"/api/v1/customers/{customer.id}/interactions", "/api/v1/search"):
        answer = client.get(url, query_string={"limit": limit, "q": "pomp"}, headers=program(alice))
        assert answer.status_code == 422 and list(answer.json["errors"]) == ["limit"]


@pytest.mark.parametrize("cursor", ["x", "1", "1.", ".1", "1.2.3", "1." + "9" * 25, "9" * 25 + ".1", "--1.2", "²·1"])
def test_a_cursor_that_was_never_given_out_is_refused(client, program, alice, customer, cursor):
    answer = client.get(
        f"/api/v1/customers/{customer.id}/interactions", query_string={"cursor": cursor}, headers=program(alice)
    )
    assert answer.status_code == 422 and list(answer.json["errors"]) == ["cursor"]


def test_ten_more_contacts_cost_no_more_queries(client, program, alice, bob, customer, query_count):
    headers, url = program(alice), f"/api/v1/customers/{customer.id}/interactions"
    person = factories.person(customer)
    client.get(url, headers=headers)

    def cost() -> int:
        with query_count() as count:
            assert client.get(url, headers=headers).status_code == 200
            return count()

    def log() -> None:
        actions.comment(factories.interaction(customer, by=bob, people=[person]).id, "Besteld.", by=alice)

    log()
    one = cost()
    for _ in range(10):
        log()
    assert cost() == one


# Finding


def test_a_clock_that_is_none_any_more_keeps_no_program_from_searching(client, program, alice, customer):
    alice.timezone = "Mars/Olympus"
    alice.save()
    assert client.get("/api/v1/search?q=pomp", headers=program(alice)).status_code == 200


def test_search_and_lookup_answer_in_the_agreed_form(client, program, alice, customer):
    headers = program(alice)
    person = factories.person(customer, "Kees de Wit", role="chef", phones=["06 12 34 56 78"])
    contact = factories.interaction(customer, by=alice, body="Storing <b> aan de warmtepomp.", external_id="x-1")
    found = client.get("/api/v1/search?q=warmtepomp", headers=headers).json
    assert list(found) == ["customers", "interactions", "people"]
    [hit] = found["interactions"]
    assert set(hit) == {"id", "external_id", "customer_id", "occurred_at", "subject", "snippet"}
    assert (hit["id"], hit["external_id"], hit["customer_id"]) == (contact.id, "x-1", customer.id)
    assert "<mark" in hit["snippet"] and "<b>" not in hit["snippet"]
    assert client.get("/api/v1/search?q=wit", headers=headers).json["people"][0]["id"] == person.id
    assert client.get("/api/v1/search", headers=headers).json["interactions"] == []
    assert client.get("/api/v1/lookup?phone=%2B31612345678", headers=headers).json == {
        "matches": [
            {
                "customer": {"id": customer.id, "number": "10482", "name": customer.name},
                "person": {"id": person.id, "name": "Kees de Wit"},
            }
        ]
    }
    assert client.get("/api/v1/lookup?phone=onzin", headers=headers).json == {"matches": []}
    assert json.loads(client.get("/api/v1/lookup", headers=headers).data) == {"matches": []}
