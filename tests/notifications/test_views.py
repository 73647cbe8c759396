"""The inbox, the bell and the choices, as people use them."""

from datetime import timedelta

import pytest

from crm import clock
from crm.accounts.models import CONSOLE, User
from crm.customers import actions as customers
from crm.interactions import actions as interactions
from crm.mail import post
from crm.notifications import actions, choices, queries
from crm.notifications.models import Notification, NotificationChoice
from crm.settings_mail import Sender, smtp
from tests import factories
from tests.conftest import text_of
from tests.notifications.conftest import away, chosen, mention

HTMX = {"HX-Request": "true"}


@pytest.fixture
def mail_server(app):
    """There is a mail server, to which nothing is given here."""
    post.live_in(smtp("smtp://127.0.0.1:1"), Sender("", "crm@vanrijnsbergen.example"))
    yield
    post.live_in(None, Sender("", "crm@vanrijnsbergen.example"))


def unread(user: User) -> int:
    return queries.unread_count(user.id)


def test_the_inbox_says_who_where_and_what(login, alice, bob):
    mention(bob, by=alice)
    page = text_of(login(bob).get("/notifications/"))
    assert "Alice van den Bosch noemt u" in page or "Alice van den Bosch mentions you" in page
    assert "“@Bob de Wit weet hier meer van.”" in page and "Kwekerij Van den Berg &amp; Zonen" in page
    assert "is-unread" in page and 'class="bell-count"' in page


def test_html_in_names_and_words_stays_text(login, bob):
    mallory = factories.user("<b>Mallory</b> <script>x</script>")
    mention(bob, by=mallory, text="{} <script>alert(1)</script>")
    page = text_of(login(bob).get("/notifications/"))
    assert "<script>alert" not in page and "<b>Mallory" not in page and "&lt;script&gt;alert(1)" in page


def test_an_empty_inbox_says_what_will_stand_there(login, bob):
    assert 'class="empty"' in text_of(login(bob).get("/notifications/"))


def test_opening_leads_to_the_record_and_marks_what_tells_of_it_as_read(login, alice, bob):
    one = mention(bob, by=alice)
    interactions.comment(one.record, "@Bob, klopt het?", by=alice)
    other = mention(bob, by=alice)
    answer = login(bob).post(f"/notifications/{one.id}/open")
    assert answer.status_code == 303 and answer.location == f"/interactions/{one.record}"
    assert [row.id for row in Notification.select().where(Notification.read_at.is_null())] == [other.id]


@pytest.mark.parametrize("kind", ["comment", "followup", "customer", "person"])
def test_each_record_has_a_page(login, alice, bob, kind):
    berg = factories.customer(note="Vraag het @Bob" if kind == "customer" else "")
    if kind == "comment":
        interactions.comment(factories.interaction(berg, by=bob).id, "Gezien.", by=alice)
    elif kind == "followup":
        factories.followup(berg, by=alice, what="@Bob bellen")
    elif kind == "person":
        factories.person(berg, note="Vraag het @Bob")
    [one] = Notification.select().where(Notification.user == bob)
    asked = login(bob)
    answer = asked.post(f"/notifications/{one.id}/open")
    assert answer.status_code == 303 and answer.location != "/notifications/"
    assert asked.get(answer.location).status_code == 200


@pytest.mark.parametrize("what", ["contact", "customer"])
def test_of_a_record_that_was_deleted_it_says_so(login, alice, bob, what):
    one = mention(bob, by=alice)
    if what == "contact":
        interactions.delete(one.record, by=alice)
    else:
        customers.delete(one.customer_id, by=CONSOLE)
    asked = login(bob)
    answer = asked.post(f"/notifications/{one.id}/open", follow_redirects=True)
    assert answer.status_code == 200 and 'class="banner' in text_of(answer)
    assert asked.get(f"/notifications/{one.id}").status_code == 404
    assert unread(bob) == 0


def test_from_a_mail_it_leads_to_the_record_which_then_says_that_it_was_read(login, alice, bob):
    one, asked = mention(bob, by=alice), login(bob)
    answer = asked.get(f"/notifications/{one.id}")
    assert answer.location == f"/interactions/{one.record}?notified={one.id}" and unread(bob) == 1
    page = text_of(asked.get(answer.location))
    assert 'hx-post="/notifications/read"' in page and f'{{"id": "{one.id}"}}' in page
    asked.post("/notifications/read", data={"id": str(one.id)}, headers=HTMX)
    assert unread(bob) == 0


def test_nobody_opens_or_marks_what_is_another_s(login, alice, bob, diana):
    one, asked = mention(bob, by=alice), login(diana)
    assert asked.get(f"/notifications/{one.id}").status_code == 404
    assert asked.post(f"/notifications/{one.id}/open").status_code == 404
    asked.post("/notifications/read", data={"id": [str(one.id)]})
    asked.post("/notifications/read-all", data={"until": "999999"})
    assert unread(bob) == 1


def test_all_that_was_shown_is_marked_and_it_can_be_undone(login, alice, bob):
    first, asked = mention(bob, by=alice), login(bob)
    mention(bob, by=alice)
    Notification.update(read_at=clock.now() - timedelta(hours=1)).where(Notification.id == first.id).execute()
    shown = mention(bob, by=alice)
    late = mention(bob, by=alice)
    page = asked.post("/notifications/read-all", data={"until": str(shown.id)}, follow_redirects=True)
    assert [row.id for row in Notification.select().where(Notification.read_at.is_null())] == [late.id]
    undo = text_of(page).split('class="toast"')[1].split('action="')[1].split('"')[0].replace("&amp;", "&")
    asked.post(undo)
    assert unread(bob) == 3 and Notification.get_by_id(first.id).read_at is not None


def test_marking_some_answers_with_them_as_they_look_now(login, alice, bob):
    one = mention(bob, by=alice)
    answer = login(bob).post("/notifications/read", data={"id": str(one.id)}, headers=HTMX)
    assert answer.headers["HX-Trigger"] == "notifications-read"
    assert "notice" in text_of(answer) and "is-unread" not in text_of(answer)


@pytest.mark.parametrize("ids", [["x"], ["9" * 30], ["-1"], [], ["1; drop"]])
def test_what_is_no_number_marks_nothing(login, alice, bob, ids):
    mention(bob, by=alice)
    assert login(bob).post("/notifications/read", data={"id": ids}).status_code == 303
    assert unread(bob) == 1


def test_contacts_at_one_customer_within_a_day_are_one_line(login, alice, bob):
    chosen(bob, contact="app")
    hers = factories.customer("Wasserij Steenbeek", owner=bob)
    for subject in ("Pomp lekt", "Monteur geweest", "Factuur klopt niet"):
        factories.interaction(hers, by=alice, subject=subject)
    page = text_of(login(bob).get("/notifications/"))
    assert page.count("<article") == 1 and "Pomp lekt" in page and "Wasserij Steenbeek" in page
    assert page.count('name="id"') == 3


def test_mentions_stand_each_by_themselves(login, alice, bob):
    berg = factories.customer()
    for _time in range(3):
        factories.interaction(berg, by=alice, body="@Bob, kijk even")
    assert text_of(login(bob).get("/notifications/")).count("<article") == 3


def test_a_page_at_a_time_and_nothing_twice(login, alice, bob):
    berg = factories.customer()
    for number in range(queries.PAGE + 5):
        factories.interaction(berg, by=alice, body=f"@Bob, bericht {number:03}.")
    asked = login(bob)
    first = text_of(asked.get("/notifications/"))
    older = first.split('class="ledger-foot older"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    rest = text_of(asked.get(older, headers=HTMX))
    found = [f"bericht {number:03}" in first for number in range(queries.PAGE + 5)]
    again = [f"bericht {number:03}" in rest for number in range(queries.PAGE + 5)]
    assert found == [not one for one in again] and sum(found) == queries.PAGE
    assert "row day" not in rest  # the head of that day stands above already


def test_ten_more_rows_cost_no_more_queries(login, alice, bob, diana, query_count):
    def cost() -> int:
        with query_count() as count:
            asked.get("/notifications/")
        return count()

    asked, berg = login(bob), factories.customer()
    away(diana, bob)
    for _time in range(2):
        factories.interaction(berg, by=alice, body="@Diana, kijk even")
    asked.get("/notifications/")
    few = cost()
    for number in range(10):
        factories.interaction(factories.customer(f"Klant {number}"), by=alice, body="@Diana, kijk even")
    assert cost() == few


def test_the_bell_costs_one_query_however_much_waits_and_stops_counting(login, alice, bob, statements):
    one = mention(bob, by=alice)
    rows = [{**one.__data__, "id": None} for _number in range(300)]
    Notification.insert_many([{k: v for k, v in row.items() if k != "id"} for row in rows]).execute()
    asked = login(bob)
    with statements() as seen:
        page = text_of(asked.get("/followups/"))
    assert len([sql for sql in seen if '"notification"' in sql]) == 1
    assert "99+" in page and unread(bob) == 100


def test_the_bell_comes_anew_only_where_the_count_is_another_one(login, client, alice, bob):
    mention(bob, by=alice)
    asked = login(bob)
    assert asked.get("/notifications/count?seen=1", headers=HTMX).status_code == 204
    anew = text_of(asked.get("/notifications/count?seen=0&tabs=1", headers=HTMX))
    assert 'id="bell"' in anew and 'id="bell-tab"' in anew and "seen=1" in anew
    assert 'id="bell-tab"' not in text_of(asked.get("/notifications/count?seen=0", headers=HTMX))  # a page without tabs
    assert client.get("/notifications/count?seen=0", headers=HTMX).status_code == 204  # who is no longer logged in


def test_what_waits_for_the_digest_is_in_the_inbox_and_not_counted(login, alice, bob):
    chosen(bob, mention="digest")
    mention(bob, by=alice)
    page = text_of(login(bob).get("/notifications/"))
    assert unread(bob) == 0 and "weet hier meer van" in page and "bell-count" not in page


def test_reading_the_timeline_reads_what_tells_of_new_contacts_there(login, alice, bob):
    chosen(bob, contact="app")
    hers, other = factories.customer(owner=bob), factories.customer("Wasserij Steenbeek", owner=bob)
    for at in (hers, other):
        factories.interaction(at, by=alice, body="@Bob, kijk even")
        factories.interaction(at, by=alice)
    asked = login(bob)
    asked.post(f"/consults/{hers.id}", data={"page": "brief"})
    assert unread(bob) == 4
    asked.post(f"/consults/{hers.id}", data={"page": "timeline"})
    left = Notification.select().where(Notification.read_at.is_null())
    assert sorted((one.kind, one.customer_id == hers.id) for one in left) == [
        ("contact", False),
        ("mention", False),
        ("mention", True),
    ]


def test_names_are_offered_by_how_they_begin(login, alice, bob, charlie):
    factories.user("Sanne Bakker", department="Binnendienst")
    asked = login(alice)

    def offered(typed: str) -> list[str]:
        page = text_of(asked.get("/notifications/names", query_string={"q": typed}))
        return [part.split('"')[0] for part in page.split('data-name="')[1:]]

    assert offered("bi") == ["Binnendienst"]
    assert offered("b") == ["Bob de Wit", "Binnendienst", "Sanne Bakker", "Alice van den Bosch"]
    assert offered("ozd") == ["Charlie Özdemir"] and offered("sanne ba") == ["Sanne Bakker"]
    assert offered("") == [] and offered("%") == [] and offered("x" * 5000) == []


def test_choices_are_kept_and_shown(login, bob):
    asked = login(bob)
    wanted = {kind: how.value for kind, how in choices.of(bob).items()} | {"mention": "digest", "contact": "app"}
    assert asked.post("/notifications/choices", data=wanted).status_code == 303
    assert choices.of(bob)["mention"] == "digest" and NotificationChoice.select().count() == 2
    assert 'value="digest" selected' in text_of(asked.get("/notifications/choices"))


@pytest.mark.parametrize("how", ["mail", "per postduif", ""])
def test_a_choice_that_cannot_be_is_refused_and_says_why(login, bob, how):
    answer = login(bob).post("/notifications/choices", data={"mention": how})
    assert answer.status_code == 422 and 'id="choice-mention-error"' in text_of(answer)
    assert not NotificationChoice.select().exists()


def test_mail_is_offered_where_it_can_arrive(login, bob, mail_server):
    asked = login(bob)
    assert 'value="mail"' not in text_of(asked.get("/notifications/choices"))  # who cannot log in has no password
    bob.password = "scrypt:unknown"
    bob.save()
    assert 'value="mail"' in text_of(asked.get("/notifications/choices"))
    assert asked.post("/notifications/choices", data={"mention": "mail"}).status_code == 303


def test_what_is_old_is_cleared_away(alice, bob):
    old, young = mention(bob, by=alice), mention(bob, by=alice)
    for one, days in ((old, 91), (young, 89)):
        Notification.update(created_at=clock.now() - timedelta(days=days)).where(Notification.id == one.id).execute()
    assert actions.forget_some() is False
    assert [one.id for one in Notification.select()] == [young.id]


def test_names_that_are_mentioned_stand_out_in_the_text(login, alice, bob, statements):
    berg = factories.customer()
    body = "Pomp.\n@Bob de Wit <i>kijkt</i>; bob@binnendienst.nl en https://x.example/@Bob niet. @binnendienst wel."
    logged, plain = factories.interaction(berg, by=alice, body=body), factories.interaction(berg, by=alice)
    asked = login(alice)
    page = text_of(asked.get(f"/interactions/{logged.id}"))
    assert '<b class="mention">@Bob de Wit</b> &lt;i&gt;kijkt' in page and page.count('class="mention"') == 2
    assert '<b class="mention">@binnendienst</b>' in page and 'href="mailto:bob@binnendienst.nl"' in page
    with statements() as seen:
        asked.get(f"/interactions/{plain.id}")
    assert not [sql for sql in seen if sql.startswith('SELECT "t1"."id", "t1"."name" FROM "user"')]
