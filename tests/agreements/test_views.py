"""/agreements/ and what agreements add to other pages."""

import re
from datetime import timedelta
from html import unescape

import pytest
from werkzeug.datastructures import MultiDict

from crm.agreements import actions, forms
from crm.agreements.actions import Ending, Values
from crm.agreements.models import Agreement, AgreementDepartment
from crm.interactions.models import Interaction
from tests import factories
from tests.conftest import text_of

DAY = timedelta(days=1)
HOSTILE = "<script>alert(1)</script> & “korting”"


def listed(page: str) -> list[int]:
    return [int(id) for id in re.findall(r'class="row-link" href="/agreements/(\d+)"', page)]


@pytest.fixture
def typed() -> dict[str, str]:
    about = {"side": "they", "kind": "delivery", "body": "maten van kas 4 mailen", "due_on": "over 2 dagen"}
    return about | {"ends_on": "", "key": "een"}


@pytest.fixture
def call(customer, bob) -> dict[str, str]:
    """The log form with its agreement filled in."""
    about = {"customer": str(customer.id), "channel": "phone", "direction_phone": "in", "key": "een"}
    about |= {"body": "Kees wil de pomp in kas 3 vervangen hebben.", "agreement": "1", "agreement_side": "we"}
    about |= {"agreement_body": "nieuwe CP-40 leveren", "agreement_kind": "delivery", "agreement_due_on": "morgen"}
    return about | {"agreement_ends_on": "", "agreement_departments": str(bob.department_id)}


def test_one_form_logs_the_contact_and_what_was_agreed_once(login, bob, call, today):
    browser = login(bob)
    for _turn in range(2):
        assert browser.post("/interactions/", data=call).status_code == 303
    made = Agreement.get()
    assert (Agreement.select().count(), made.interaction_id) == (1, Interaction.get().id)
    assert (made.body, made.due_on, made.side) == ("nieuwe CP-40 leveren", today + DAY, "we")
    assert AgreementDepartment.get().department_id == bob.department_id


def test_with_its_button_off_nothing_is_agreed(login, bob, call):
    del call["agreement"]
    login(bob).post("/interactions/", data=call)
    assert (Interaction.select().count(), Agreement.select().count()) == (1, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"agreement_body": ""},
        {"agreement_due_on": "ooit"},
        {"agreement_due_on": ""},
        {"agreement_kind": "discount"},
        {"agreement_kind": "price", "agreement_ends_on": "ooit"},
        {"agreement_due_on": "gisteren"},  # before the contact itself: only known once that is written
        {"agreement_departments": "999"},
        {"body": ""},
    ],
)
def test_a_refused_log_form_writes_nothing_and_keeps_everything(login, bob, call, change):
    answer = login(bob).post("/interactions/", data=call | change)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and re.search(r'name="agreement" value="1" checked', page)
    assert (Interaction.select().count(), Agreement.select().count()) == (0, 0)
    assert f'name="agreement_body" value="{(call | change)["agreement_body"]}"' in page
    assert f'name="agreement_due_on" value="{(call | change)["agreement_due_on"]}"' in page
    if change != {"agreement_departments": "999"}:
        assert re.search(rf'name="agreement_departments" value="{bob.department_id}" checked', page)


def test_a_fresh_log_form_is_off_ours_and_tells_nobody(login, bob, customer):
    page = text_of(login(bob).get(f"/interactions/new?customer={customer.id}"))
    assert 'name="agreement" value="1"' in page and not re.search(r'name="agreement" value="1" checked', page)
    assert 'name="agreement_side" value="we" checked' in page
    assert not re.search(r'name="agreement_departments" value="\d+" checked', page)


def test_what_a_day_in_words_means_is_said(login, bob, charlie):
    said = text_of(login(bob).get("/agreements/day?agreement_due_on=27-11-2099"))
    assert "27 Nov 2099" in said
    assert "no day that is known here" in text_of(login(bob).get("/agreements/day?due_on=ooit"))
    assert login(charlie).get("/agreements/day?due_on=vrijdag").status_code == 403


def test_in_a_contact_it_is_added_at_once_and_leads_back_to_it(login, bob, contact, customer, typed):
    url = f"/agreements/new?interaction={contact.id}"
    browser = login(bob)
    assert url in unescape(text_of(browser.get(f"/interactions/{contact.id}")))
    assert "In which contact" not in text_of(browser.get(url))
    for _turn in range(2):
        assert browser.post(url, data=typed).location == f"/customers/{customer.id}#i{contact.id}"
    assert (Agreement.select().count(), Agreement.get().side) == (1, "they")


def test_alone_it_asks_whose_it_is_and_then_in_which_contact(login, bob, contact, customer, typed):
    browser, url = login(bob), f"/agreements/new?customer={customer.id}"
    assert f'"{url}"' in unescape(text_of(browser.get("/agreements/new?q=kwekerij")))
    page = unescape(text_of(browser.get(url)))
    assert f'name="made_in" value="{contact.id}"' in page and f"/interactions/new?customer={customer.id}" in page
    refused = browser.post(url, data=typed)
    assert refused.status_code == 422 and "Choose the contact in which" in unescape(text_of(refused))
    assert typed["body"] in text_of(refused)
    browser.post(url, data=typed | {"made_in": str(contact.id)})
    assert Agreement.get().interaction_id == contact.id


@pytest.mark.parametrize("where", ["/customers/1", "/customers/1/brief", "/interactions/1", "/agreements/"])
def test_it_stands_on_the_brief_in_its_contact_and_in_the_list_late_and_escaped(login, alice, agree, where):
    made = agree(HOSTILE, days=-1)
    page = text_of(login(alice).get(where))
    assert "<script>alert" not in page and HOSTILE in unescape(page)
    assert "1 day late" in page and f"/agreements/{made.id}" in page


def test_the_brief_says_what_was_for_once_and_what_we_did_not_keep(login, alice, agree, today):
    agree("8% op de tweede pomp", kind="discount", days=None, ends=-1)
    agree("donderdag voor twaalf uur leveren", state="broken")
    page = unescape(text_of(login(alice).get("/customers/1/brief")))
    assert "was for once, until" in page and "Promised and not kept" in page


def test_the_first_page_names_what_is_late_quietly(login, alice, charlie, agree):
    made = agree(days=-1)
    assert listed(text_of(login(alice).get("/"))) == [made.id]
    assert listed(text_of(login(charlie).get("/"))) == []


def test_the_timeline_and_search_narrow_to_it_and_find_its_words(login, charlie, alice, agree, customer):
    factories.interaction(customer, by=alice, body="Pomp in kas 4 is in orde.")
    agree("Viton-afdichting nasturen")
    browser = login(charlie)
    for url in (f"/customers/{customer.id}?kind=agreement", "/search?q=pomp+kind:agreement", "/search?q=nasturen"):
        page = text_of(browser.get(url))
        assert "kas 3" in page and "kas 4" not in page, url


def test_kept_with_a_contact_and_a_word_and_undone(login, bob, agree, customer, today):
    made, browser = agree(days=-1), login(bob)
    shows = factories.interaction(customer, by=bob, body="CP-40 gemonteerd.")
    page = unescape(text_of(browser.get(f"/agreements/{made.id}")))
    assert f'name="settled_in" value="{shows.id}"' in page
    sent = {"state": "kept", "settled_on": "", "settled_in": str(shows.id), "note": "Gebracht."}
    answer = browser.post(f"/agreements/{made.id}/settle", data=sent)
    assert answer.location == f"/agreements/{made.id}"
    page = unescape(text_of(browser.get(answer.location)))
    assert "Kept 1 day late" in page and f'href="/interactions/{shows.id}"' in page and "Gebracht." in page
    undo = re.search(rf'action="(/agreements/{made.id}/reopen[?][^"]*)"', page)[1]
    browser.post(undo)
    assert Agreement.get().state == "open"


def test_a_stale_undo_leaves_a_colleagues_ending_and_says_so(login, alice, bob, agree):
    made, browser = agree(), login(bob)
    url = f"/agreements/{made.id}"
    browser.post(f"{url}/settle", data={"state": "kept", "note": "Gebracht."})
    stale = re.search(r'name="ending" value="(\d+)"', text_of(browser.get(url)))[1]
    actions.reopen(made.id, by=alice)
    actions.settle(made.id, actions.Ending("broken", note="Niet gekomen."), by=alice)
    for ending in (stale, "", "x"):
        answer = browser.post(f"{url}/reopen", data={"ending": ending})
        page = unescape(text_of(answer))
        assert answer.status_code == 409 and "A colleague said since then" in page and "Niet gekomen." in page
    kept = Agreement.get()
    assert (kept.state, kept.note) == ("broken", "Niet gekomen.")
    assert browser.post(f"{url}/reopen", data={"ending": actions.ending_of(made.id)}).status_code == 303
    page = text_of(browser.get(url))
    assert "said how this ended: kept as agreed, <q>Gebracht.</q>" in page


@pytest.mark.parametrize("day", ["31-2", "9999", "over 500 jaar", "over 11 jaar"])
@pytest.mark.parametrize("field", ["due_on", "ends_on"])
def test_a_day_that_is_none_is_not_answered_with_write_one(app, today, day, field):
    about = {"side": "we", "kind": "discount" if field == "ends_on" else "delivery", "body": "CP-40"} | {field: day}
    form = forms.AgreementForm(MultiDict(about))
    assert form.read(today) is None
    assert [str(error).split(";")[0] for error in form.errors[field]] in (
        ["This day is not known, or too far away"],
        ["This day is too far away"],
    )


def test_of_one_customer_the_other_registers_are_too_and_a_period_is_chosen(login, bob, agree, customer, today):
    agree()
    page = unescape(text_of(login(bob).get(f"/agreements/?customer={customer.id}&state=all")))
    assert f'href="/complaints/?customer={customer.id}"' in page and 'href="/houserules/"' in page
    monday = today - today.weekday() * DAY
    assert f"customer={customer.id}&from={monday}&until={monday + 6 * DAY}" in page
    for path in (f"/customers/{customer.id}", f"/customers/{customer.id}/brief"):
        assert f'/agreements/?customer={customer.id}&state=all"' in unescape(text_of(login(bob).get(path))), path


@pytest.mark.parametrize("state", ["open", "kept"])
def test_a_discount_that_runs_is_recognised_wherever_it_stands(login, bob, agree, contact, customer, state):
    agree("5% op de klep", days=None, ends=9, kind="discount", state=state)
    browser = login(bob)
    for path in (f"/customers/{customer.id}", f"/customers/{customer.id}/brief", f"/interactions/{contact.id}"):
        page = unescape(text_of(browser.get(path)))
        assert re.search(r"for once, until <time[^>]*>", page), path


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"state": ""}, "Say how it ended"),
        ({"settled_on": "ooit"}, "This day is not known here"),
        ({"settled_on": "1-1-2099"}, "This day is still to come"),
        ({"note": "x" * 301}, "This is too long"),
    ],
)
def test_a_refused_end_keeps_what_was_typed(login, bob, agree, change, says):
    sent = {"state": "kept", "note": "Gebracht."} | change
    answer = login(bob).post(f"/agreements/{agree().id}/settle", data=sent)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and says in page and sent["note"] in page and Agreement.get().state == "open"


def test_a_day_in_the_margin_leaves_its_weekday_out_where_it_would_break(login, bob, agree, contact, today):
    agree(days=5)
    factories.expectation(contact, by=bob, days=5)
    factories.followup(contact.customer, by=bob, days=5)
    day = today + timedelta(days=5)
    shown = f'<span class="wide-only">{day:%a} </span><span class="nowrap">{day.day} {day:%b}</span>'
    for url in ("/agreements/", "/expectations/", "/followups/"):
        assert shown in text_of(login(bob).get(url)), url


def test_who_says_the_same_but_of_another_day_is_told(login, alice, bob, agree):
    made = agree()
    actions.settle(made.id, Ending("kept"), by=alice)
    sent = {"state": "kept", "settled_on": "gisteren"}
    assert login(bob).post(f"/agreements/{made.id}/settle", data=sent).status_code == 409


@pytest.mark.parametrize("state", ["kept", "broken"])
def test_who_says_second_how_it_ended_loses_no_word(login, alice, bob, agree, state):
    made = agree()
    actions.settle(made.id, Ending("broken", note="Niet gekomen."), by=alice)
    answer = login(bob).post(f"/agreements/{made.id}/settle", data={"state": state, "note": "Staat op het magazijn."})
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and "Staat op het magazijn." in page and "Niet gekomen." in page


def test_the_same_said_twice_is_no_trouble(login, bob, agree):
    made, browser = agree(), login(bob)
    for _turn in range(2):
        assert browser.post(f"/agreements/{made.id}/settle", data={"state": "kept"}).status_code == 303


def test_editing_taking_back_and_the_way_back(login, bob, agree, typed, today):
    made, browser = agree(), login(bob)
    url = f"/agreements/{made.id}"
    assert f'value="{made.due_on:%d-%m-%Y}"' in text_of(browser.get(f"{url}/edit"))
    assert browser.post(f"{url}/edit", data=typed).location == url
    assert (Agreement.get().due_on, Agreement.get().side) == (today + 2 * DAY, "they")
    assert browser.post(f"{url}/edit", data=typed | {"body": ""}).status_code == 422
    assert browser.post(f"{url}/edit", data=typed | {"seen": "0", "body": "Te laat."}).status_code == 409
    back = browser.post(f"{url}/delete").location
    page = unescape(text_of(browser.get(back)))
    assert re.search(rf'action="{url}/restore', page)
    assert "taken back" in text_of(browser.get(url))
    browser.post(f"{url}/restore")
    assert Agreement.get().deleted_at is None


def test_who_edits_meanwhile_sees_both_texts_and_what_they_left_alone_is_the_colleagues(
    login, alice, bob, agree, today
):
    made = agree()
    form = unescape(text_of(login(bob).get(f"/agreements/{made.id}/edit")))
    carried = {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("seen", "was")}
    told = frozenset([alice.department_id])
    actions.edit(made.id, Values("CP-60 leveren", due_on=today + 5 * DAY, departments=told), by=alice)
    mine = {"side": "we", "kind": "delivery", "body": "CP-80 leveren", "due_on": f"{made.due_on:%d-%m-%Y}"}
    answer = login(bob).post(f"/agreements/{made.id}/edit", data=carried | mine | {"ends_on": ""})
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and 'value="CP-80 leveren"' in page and "CP-60" in page
    assert f'value="{today + 5 * DAY:%d-%m-%Y}"' in page
    assert re.search(rf'name="departments" value="{alice.department_id}" checked', page)


def test_the_list_narrows_by_its_address_and_says_by_what(login, alice, bob, agree, contact, today):
    agree("later", days=40)
    soon = agree("straks", days=2)
    browser = login(alice)
    days = f"from={today}&until={today + 3 * DAY}"
    page = unescape(text_of(browser.get(f"/agreements/?department={alice.department_id}&{days}&customer=1")))
    assert listed(page) == [soon.id] and f'name="from" value="{today}"' in page and "Clear all" in page
    for nonsense in ("department=x&from=1-1&state=nu&kind=q&side=&mine=2&after=x", "customer=99999"):
        assert browser.get(f"/agreements/?{nonsense}").status_code == 200
    assert listed(text_of(browser.get("/agreements/?customer=99999"))) == []


def test_the_list_pages_with_its_filters_and_headings(login, alice, agree, monkeypatch):
    for number in range(51):
        agree(str(number), days=3 if number < 50 else 40)
    browser = login(alice)
    page = unescape(text_of(browser.get("/agreements/?side=we")))
    more = re.search(r'hx-get="(/agreements/[^"]+)"', page)[1]
    assert "side=we" in more and len(listed(page)) == 50
    rest = text_of(browser.get(more, headers={"HX-Request": "true"}))
    assert len(listed(rest)) == 1 and "<html" not in rest


def test_the_list_says_how_many_of_ours_were_kept(login, alice, agree):
    agree(days=-2, state="kept", settled=-1)
    agree(days=-2, state="broken", settled=-1)
    page = unescape(text_of(login(alice).get("/agreements/")))
    assert "Of the 2 agreements of ours that were due in the last 12 months we kept 1." in page
    assert "1 of those too late." in page and 'href="/teamwork/"' in page


def test_readers_see_but_do_not_touch(login, charlie, agree, customer):
    made, browser = agree(), login(charlie)
    assert listed(text_of(browser.get("/agreements/"))) == [made.id]
    page = text_of(browser.get(f"/agreements/{made.id}"))
    assert f"{made.id}/edit" not in page and "/settle" not in page
    for url in (f"/agreements/new?customer={customer.id}", f"/agreements/{made.id}/edit"):
        assert browser.get(url).status_code == 403
    for verb in ("settle", "reopen", "delete", "restore", "edit"):
        assert browser.post(f"/agreements/{made.id}/{verb}").status_code == 403


@pytest.mark.parametrize("url", ["/agreements/", "/customers/1", "/customers/1/brief", "/interactions/1", "/"])
def test_ten_more_agreements_cost_no_more_queries(login, alice, bob, agree, url, query_count):
    browser, seen = login(alice), []
    for _turn in range(2):
        for number in range(5):
            agree(f"Nummer {number}.", days=0, departments=[bob.department])
        browser.get(url)
        with query_count() as count:
            browser.get(url)
            seen.append(count())
    assert seen[0] == seen[1]
