"""The pages of complaints, their forms, and their part of the log form."""

import pytest

from crm.complaints import actions, queries
from crm.complaints.models import Complaint
from crm.interactions.models import Interaction
from tests import factories

HOSTILE = '<script>alert("x")</script> & {{ 7*7 }}'
NEW = {"body": "Pomp lekt weer.", "cause": "Afdichting", "owner": "", "due_on": "over 2 weken"}


@pytest.fixture
def bob_in(login, bob):
    return login(bob)


def test_from_a_contact_it_is_written_down_and_shown(bob_in, contact, bob):
    path = f"/complaints/new?interaction={contact.id}"
    assert bob_in.get(path).status_code == 200
    answer = bob_in.post(path, data=NEW)
    [made] = Complaint.select()
    assert (answer.status_code, answer.location) == (303, f"/customers/{contact.customer_id}#i{contact.id}")
    assert (made.interaction_id, made.owner_id, made.cause.name) == (contact.id, bob.id, "Afdichting")
    assert "Pomp lekt weer." in bob_in.get(f"/complaints/{made.id}").text


def test_alone_a_contact_of_the_customer_is_chosen_first(bob_in, contact, customer, bob):
    assert "complaints/new?customer" in bob_in.get("/complaints/new?q=kwekerij").text
    path = f"/complaints/new?customer={customer.id}"
    page = bob_in.get(path).text
    assert f'value="{contact.id}"' in page and f"/interactions/new?customer={customer.id}" in page
    refused = bob_in.post(path, data=NEW)
    assert refused.status_code == 422 and "Choose the contact" in refused.text and "Pomp lekt weer." in refused.text
    assert bob_in.post(path, data=NEW | {"complaint_contact": str(contact.id)}).status_code == 303


@pytest.mark.parametrize(
    ("field", "value"), [("body", ""), ("due_on", "ooit"), ("due_on", "01-01-2020"), ("owner", "99")]
)
def test_what_is_refused_keeps_what_was_typed(bob_in, contact, field, value):
    refused = bob_in.post(f"/complaints/new?interaction={contact.id}", data=NEW | {"cause": "Zeldzaam", field: value})
    assert refused.status_code == 422 and "Zeldzaam" in refused.text and Complaint.select().count() == 0


def test_with_a_contact_that_is_logged_it_is_written_down(bob_in, customer, bob, alice):
    logged = {"customer": customer.id, "channel": "phone", "direction_phone": "in", "body": "Belt over de pomp."}
    ticked = {"complaint": "1", "complaint_body": "Pomp lekt.", "complaint_cause": "Afdichting"}
    more = {"complaint_owner": str(alice.id), "complaint_due_on": "over 2 weken"}
    refused = bob_in.post("/interactions/", data=logged | ticked | more | {"complaint_body": "", "key": "a"})
    assert refused.status_code == 422 and Interaction.select().count() == 0
    assert bob_in.post("/interactions/", data=logged | ticked | more | {"key": "b"}).status_code in (200, 303)
    [made] = Complaint.select()
    assert (made.body, made.owner_id, made.interaction.body) == ("Pomp lekt.", alice.id, "Belt over de pomp.")


def test_a_step_that_lies_far_ahead_says_so_in_words_of_its_own(bob_in, contact, bob):
    made = factories.complaint(contact, by=bob)
    for at in ("31-12-9999", "31-12-2027 10:00"):
        refused = bob_in.post(f"/complaints/{made.id}/answer", data={"at": at, "remedy": "Monteur komt."})
        assert refused.status_code == 422 and "Monteur komt." in refused.text
        assert "choose the moment at which it happened" in refused.text and "log a contact" not in refused.text


def test_not_ticked_nothing_is_written(bob_in, customer):
    logged = {"customer": customer.id, "channel": "phone", "direction_phone": "in", "body": "Belt.", "key": "a"}
    bob_in.post("/interactions/", data=logged | {"complaint_body": "Pomp lekt."})
    assert (Interaction.select().count(), Complaint.select().count()) == (1, 0)


def test_the_steps_are_taken_on_its_page(bob_in, complain):
    made = complain(cause="")
    page = f"/complaints/{made.id}"
    assert bob_in.post(f"{page}/answer", data={"remedy": "Monteur komt.", "due_on": "over 2 weken"}).status_code == 303
    assert bob_in.post(f"{page}/solve", data={"remedy": "Vervangen.", "cost": "1.250,50"}).status_code == 303
    shown = bob_in.get(page).text
    assert "1,250.50" in shown and "Vervangen." in shown
    assert bob_in.post(f"{page}/learn", data={"lesson": "Meteen nieuw.", "cause": "Afdichting"}).status_code == 303
    assert Complaint.get_by_id(made.id).state == "learnt" and "Meteen nieuw." in bob_in.get(page).text
    bob_in.post(f"{page}/reopen", data={"state": "learnt"})
    assert Complaint.get_by_id(made.id).state == "solved"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"remedy": "Klaar.", "cost": "veel"}, "1.250,50"),
        ({"remedy": "Klaar.", "at": "morgen 14:00"}, "Klaar."),
        ({"remedy": "Klaar.", "at": "01-01-2020"}, "before the step before it"),
        ({"remedy": ""}, "Write what we did about it"),
    ],
)
def test_a_step_that_will_not_do_says_why_and_keeps_what_was_typed(bob_in, complain, data, said):
    made = complain()
    refused = bob_in.post(f"/complaints/{made.id}/solve", data=data)
    assert refused.status_code == 422 and said in refused.text and data["remedy"] in refused.text
    assert Complaint.get_by_id(made.id).state == "received"


def test_who_comes_second_with_a_step_is_told_and_sees_their_text(bob_in, complain, alice):
    made = complain()
    actions.solve(made.id, actions.Step(remedy="Vervangen."), by=alice)
    late = bob_in.post(f"/complaints/{made.id}/solve", data={"remedy": "Creditnota gestuurd."})
    assert late.status_code == 409 and "Creditnota gestuurd." in late.text
    assert Complaint.get_by_id(made.id).remedy == "Vervangen."


def test_of_two_with_the_same_form_open_the_second_is_told(bob_in, complain, alice):
    made = complain()
    page = bob_in.get(f"/complaints/{made.id}/edit").text
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    values = actions.Values("Pakking gescheurd.", remedy=queries.item(made.id).remedy)
    actions.edit(made.id, values, by=alice)
    sent = bob_in.post(
        f"/complaints/{made.id}/edit", data={"body": "Van Bob.", "cause": "", "due_on": "", "seen": seen}
    )
    assert sent.status_code == 409 and "Van Bob." in sent.text and "gescheurd" in sent.text
    assert Complaint.get_by_id(made.id).body == "Pakking gescheurd."


def test_handing_over_needs_a_name_and_keeps_the_word(bob_in, complain, alice):
    made = complain()
    refused = bob_in.post(f"/complaints/{made.id}/hand-over", data={"to": "", "word": "Jij kent Kees."})
    assert refused.status_code == 422 and "Jij kent Kees." in refused.text
    bob_in.post(f"/complaints/{made.id}/hand-over", data={"to": alice.id, "word": "Jij kent Kees."})
    assert Complaint.get_by_id(made.id).owner_id == alice.id


def test_hostile_text_is_only_text(bob_in, complain, customer, contact):
    made = complain(HOSTILE, cause=HOSTILE, state="learnt", remedy=HOSTILE, lesson=HOSTILE)
    complain(HOSTILE, remedy=HOSTILE)
    elsewhere = ("/complaints/", "/complaints/lessons", "/complaints/causes", "/complaints/known")
    shown = (f"/complaints/{made.id}", f"/complaints/{made.id}/edit", f"/customers/{customer.id}/brief")
    for path in (*elsewhere, *shown, f"/interactions/{contact.id}", f"/customers/{customer.id}"):
        page = bob_in.get(path).text
        assert "<script>alert(" not in page and " 49" not in page.partition("alert(")[2][:60], path


def test_the_list_shows_what_the_address_asks(bob_in, complain):
    complain("Nog open.")
    complain("Al opgelost.", state="solved")
    today = factories.today().isoformat()
    solved = bob_in.get(f"/complaints/?date=solved&from={today}&until={today}").text
    assert "Al opgelost." in solved and "Nog open." not in solved
    assert "Nog open." in bob_in.get("/complaints/?mine=1&state=open").text
    for odd in ("state=weg", "cause=x", "from=gisteren", "department=0x1", "date=ooit", "after=~~"):
        assert bob_in.get(f"/complaints/?{odd}").status_code == 200


def test_lessons_are_searched_as_the_product_searches(bob_in, complain):
    complain(state="learnt", lesson="Bij de tweede lekkage meteen vervangen.")
    assert "tweede lekkage" in bob_in.get("/complaints/lessons?q=lekkages").text
    assert "Nothing learnt with these words" in bob_in.get("/complaints/lessons?q=factuur").text


def test_while_a_cause_is_typed_earlier_ones_are_told(bob_in, complain):
    made = complain(cause="Te laat geleverd")
    said = bob_in.get("/complaints/same?complaint_cause=TE+LAAT+geleverd").text
    assert "1 earlier complaint" in said and f"cause={made.cause_id}" in said
    assert bob_in.get("/complaints/same?complaint_cause=nieuw").text.strip() == ""


def test_managers_rename_causes_where_they_are_listed(login, eva, complain):
    client = login(eva)
    made = complain(cause="Pakking")
    refused = client.post(f"/complaints/causes/{made.cause_id}/rename", data={"name": " "})
    assert refused.status_code == 422 and "Write what this cause is called" in refused.text
    client.post(f"/complaints/causes/{made.cause_id}/rename", data={"name": "Afdichting"})
    assert "Afdichting" in client.get("/complaints/causes").text


def test_the_brief_warns_first(bob_in, complain, customer):
    complain("Pomp lekt voor de derde keer.")
    page = bob_in.get(f"/customers/{customer.id}/brief").text
    assert page.index("Pomp lekt voor de derde keer.") < page.index("Last contact per department")


def test_an_open_contact_offers_to_report_one_once_and_more(bob_in, complain, contact):
    path = f"/interactions/{contact.id}"
    assert f"interaction={contact.id}" in bob_in.get(path).text and "/refusals/new?" in bob_in.get(path).text
    complain()
    assert "/complaints/new?" not in bob_in.get(path).text


def test_an_amount_that_can_mean_two_asks_which(bob_in, complain):
    made = complain(state="solved")
    page = bob_in.post(f"/complaints/{made.id}/edit", data={"body": made.body, "cost": "12,345"})
    assert page.status_code == 422 and "Do you mean 12,35 or 12345?" in page.text and 'value="12,345"' in page.text
