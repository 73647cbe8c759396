"""The list of customers, the page of one, and the forms for customers and people."""

import html
import re

import pytest

from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, Role
from crm.customers import actions, queries
from crm.customers.models import Customer, CustomerView, Person
from crm.journal import Change
from tests import factories
from tests.conftest import text_of

BAKERY = {"name": "Bakkerij Smit", "number": "20417", "kind": "organisation", "status": "customer", "owner": ""}
EVIL = "<script>alert(1)</script> \" ' & \u202etxt.exe"


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice, phones=["0174 62 41 88"])


@pytest.fixture
def person(customer):
    return factories.person(customer, phones=["06 12 34 56 78"])


def names_in(page: str) -> list[str]:
    """The customers of a list, from top to bottom."""
    return re.findall(r'class="row-link" href="/customers/\d+"><b>(.*?)</b>', page)


def invalid(page: str) -> list[str]:
    """The controls that are marked as wrong."""
    tags = re.findall(r"<(?:input|select|textarea)[^>]*aria-invalid[^>]*>", page)
    return [re.search(r'name="([^"]+)"', tag)[1] for tag in tags]


# The list


def test_the_list_shows_everybody_by_name_to_a_reader_too(login, alice, charlie):
    factories.customer("Zaadhandel Kok", owner=alice, city="Naaldwijk")
    factories.customer("De Vries Techniek", status="prospect")
    page = text_of(login(charlie).get("/customers/"))
    assert names_in(page) == ["De Vries Techniek", "Zaadhandel Kok"]
    assert alice.name in page and "Naaldwijk" in page and "Prospect" in page
    assert "/customers/new" not in page
    assert "/customers/new" in text_of(login(alice).get("/customers/"))


def test_filters_live_in_the_address_and_in_every_link(login, alice, bob):
    factories.customer("Vos Metaal", owner=alice, status="prospect", tags=["westland"])
    factories.customer("Vis & Zn", owner=bob, status="prospect", tags=["westland"])
    factories.customer("Vink", owner=alice)
    page = text_of(login(alice).get(f"/customers/?letter=v&owner={alice.id}&status=prospect&tag=westland"))
    assert names_in(page) == ["Vos Metaal"]
    assert f'href="/customers/?letter=b&amp;owner={alice.id}&amp;status=prospect&amp;tag=westland"' in page
    assert f'href="/customers/?letter=v&amp;owner={alice.id}&amp;tag=westland"' in page
    assert '<option value="prospect" selected>' in page and '<option value="westland" selected>' in page
    assert '<input type="hidden" name="letter" value="v">' in page


@pytest.mark.parametrize(
    "asked", ["letter=vv&status=x", "owner=99999999999999999999", "owner=²", "letter=%00", "after=~"]
)
def test_a_filter_that_makes_no_sense_is_no_filter(login, alice, asked):
    factories.customer("Vos Metaal")
    assert names_in(text_of(login(alice).get(f"/customers/?{asked}"))) == ["Vos Metaal"]


def test_a_filter_that_fits_nobody_offers_a_way_back(login, alice):
    factories.customer("Vos Metaal")
    page = text_of(login(alice).get("/customers/?letter=q"))
    assert names_in(page) == [] and "No customer fits this" in page


def test_an_empty_file_says_how_to_begin(login, alice, charlie):
    assert "/customers/new" in text_of(login(alice).get("/customers/"))
    assert "No customers yet" in text_of(login(charlie).get("/customers/"))


def test_show_more_goes_on_where_the_page_ended_and_keeps_the_filters(login, alice, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 3)
    for at in range(7):
        factories.customer(f"Vos & Zn ~{at}", status="prospect")
    factories.customer("Vos Metaal")
    client, seen, url = login(alice), [], "/customers/?letter=v&status=prospect"
    while url:
        page = text_of(client.get(url, headers={"HX-Request": "true"}))
        seen += names_in(page)
        assert "<html" not in page
        found = re.search(r'hx-get="([^"]+)"', page)
        url = found[1].replace("&amp;", "&") if found else None
    assert seen == [f"Vos &amp; Zn ~{at}" for at in range(7)]


def test_archived_customers_are_only_in_the_list_of_archived_ones(login, alice, customer):
    client = login(alice)
    assert client.post(f"/customers/{customer.id}/archive").location == f"/customers/{customer.id}"
    assert names_in(text_of(client.get("/customers/"))) == []
    assert len(names_in(text_of(client.get("/customers/?archived=1")))) == 1
    assert "Archived." in text_of(client.get(f"/customers/{customer.id}"))
    client.post(f"/customers/{customer.id}/unarchive")
    assert len(names_in(text_of(client.get("/customers/")))) == 1


def test_ten_more_customers_cost_no_more_queries(login, alice, bob, query_count):
    client = login(alice)
    client.get("/customers/")  # the first request of a process also asks whether the file is empty

    def cost() -> int:
        with query_count() as count:
            assert client.get("/customers/").status_code == 200
            return count()

    factories.customer("Bakkerij Smit", owner=alice, tags=["westland"])
    one = cost()
    for at in range(10):
        factories.customer(f"Bakkerij {at}", owner=bob, tags=["westland"], phones=["0174 62 41 88"])
    assert cost() == one


# A new customer


def test_a_new_customer_is_mine_unless_i_choose_otherwise(login, alice):
    page = text_of(login(alice).get("/customers/new?name=Bakkerij+Smit&phone=0174+624188"))
    assert 'value="Bakkerij Smit"' in page and 'value="0174 624188"' in page
    assert f'<option value="{alice.id}" selected>' in page


def test_it_works(login, alice):
    filled = BAKERY | {"phones-0-value": "0174 62 41 88", "phones-0-use": "work", "owner": str(alice.id)}
    answer = login(alice).post("/customers/new", data=filled)
    made = Customer.get(Customer.number == "20417")
    assert (answer.status_code, answer.location) == (303, f"/customers/{made.id}")
    assert (made.name, made.owner) == ("Bakkerij Smit", alice)
    assert [point.normal for point in queries.contact_points(made.id)] == ["+31174624188"]


def test_a_form_that_is_sent_again_makes_no_second_customer_with_the_number(login, alice):
    client = login(alice)
    assert [client.post("/customers/new", data=BAKERY).status_code for _ in range(2)] == [303, 422]
    assert Customer.select().count() == 1


def test_a_number_in_use_keeps_what_was_typed_and_says_whose_it_is(login, alice):
    factories.customer("Slagerij Vos", number="20417")
    answer = login(alice).post("/customers/new", data=BAKERY | {"note": "Eerste regel\nTweede regel <b>"})
    page = text_of(answer)
    assert answer.status_code == 422 and invalid(page) == ["number"]
    assert "Number 20417 belongs to Slagerij Vos already." in page
    assert 'value="Bakkerij Smit"' in page and "Eerste regel\nTweede regel &lt;b&gt;" in page
    assert Customer.select().count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("name", "", "This cannot be empty."),
        ("name", "w" * 201, "This is too long: at most 200 characters."),
        ("since", "elf", "A year looks like 2011."),
        ("website", "javascript:alert(1)", "A website looks like"),
        ("phones-0-value", "bel Kees", "A phone number has digits"),
        ("emails-0-value", "info@", ""),
    ],
)
def test_bad_input_keeps_what_was_typed_and_says_why(login, alice, field, typed, why):
    answer = login(alice).post("/customers/new", data=BAKERY | {"city": "", "note": "Nooit op dinsdag", field: typed})
    page = text_of(answer)
    assert answer.status_code == 422
    assert invalid(page) == [field] and f'id="{field}-error"' in page
    assert why in page and f'value="{typed}"' in page and "Nooit op dinsdag" in page
    assert Customer.select().count() == 0


def test_another_row_keeps_what_was_typed_and_saves_nothing(login, alice):
    filled = BAKERY | {
        "another": "phones",
        "name": "",
        "phones-0-value": "06 12 34 56 78",
        "phones-0-use": "mobile",
        "emails-0-value": "nog niet af",
    }
    answer = login(alice).post("/customers/new", data=filled)
    page = text_of(answer)
    assert answer.status_code == 200 and invalid(page) == []
    assert 'name="phones-0-value" type="tel" value="06 12 34 56 78"' in page
    assert 'name="phones-1-value" type="tel" value=""' in page and 'value="nog niet af"' in page
    assert '<option value="mobile" selected>' in page
    assert Customer.select().count() == 0


def test_more_rows_than_there_can_be_break_nothing(login, alice):
    full = {f"phones-{at}-value": f"06 10 00 00 {at:02}" for at in range(25)}
    full |= {f"places-{at}-city": "Naaldwijk" for at in range(12)}
    client = login(alice)
    for another in ("phones", "places", "name", "owner", "<script>"):
        assert client.post("/customers/new", data=BAKERY | full | {"another": another}).status_code == 200


def test_what_looks_odd_is_saved_with_a_word_about_it(login, alice):
    client = login(alice)
    odd = {"phones-0-use": "", "phones-0-value": "0612345", "kvk_number": "123"}
    answer = client.post("/customers/new", data=BAKERY | odd)
    assert answer.status_code == 303
    page = text_of(client.get(answer.location))
    assert "This number is too short: 06 has ten digits." in page and "A KvK number has eight digits." in page
    assert "Please check" not in text_of(client.get(answer.location))


# Changing a customer


def test_the_form_of_a_customer_is_filled_in(login, alice, customer):
    page = text_of(login(alice).get(f"/customers/{customer.id}/edit"))
    assert f'value="{customer.number}"' in page and 'value="0174 62 41 88"' in page
    assert "’s-Gravenzande" in page and f'<option value="{alice.id}" selected>' in page


def test_an_edit_is_saved(login, alice, bob, customer):
    filled = BAKERY | {"owner": str(bob.id), "note": "Let op hond"}
    answer = login(alice).post(f"/customers/{customer.id}/edit", data=filled)
    assert answer.location == f"/customers/{customer.id}"
    kept = queries.get(customer.id)
    assert (kept.name, kept.owner, kept.note) == ("Bakkerij Smit", bob, "Let op hond")
    assert queries.contact_points(customer.id) == []


def test_saving_what_was_there_changes_and_journals_nothing(login, alice, customer):
    client = login(alice)
    page = text_of(client.get(f"/customers/{customer.id}/edit"))
    before = actions.snapshot(queries.get(customer.id))
    assert client.post(f"/customers/{customer.id}/edit", data=sent_by(page)).status_code == 303
    assert actions.snapshot(queries.get(customer.id)) == before
    assert not Change.select().where(Change.verb == "customer.edit").exists()


def test_a_refused_edit_leaves_the_customer_as_it_was(login, alice, customer):
    factories.customer("Slagerij Vos", number="20417")
    answer = login(alice).post(f"/customers/{customer.id}/edit", data=BAKERY)
    assert answer.status_code == 422 and 'value="Bakkerij Smit"' in text_of(answer)
    assert queries.get(customer.id).name == customer.name


def test_an_owner_who_left_stays_the_owner_until_somebody_chooses(login, alice, bob):
    theirs = factories.customer(owner=bob)
    factories.user("Diana ’t Hooft", role=Role.ADMIN)
    accounts.disable_user(bob, by=CONSOLE)
    client = login(alice)
    page = text_of(client.get(f"/customers/{theirs.id}/edit"))
    assert f'<option value="{bob.id}" selected>' in page
    assert client.post(f"/customers/{theirs.id}/edit", data=sent_by(page)).status_code == 303
    assert queries.get(theirs.id).owner == bob
    assert f'<option value="{bob.id}"' not in text_of(client.get("/customers/new"))


# People


def test_a_person_is_added_with_several_numbers(login, alice, customer):
    numbers = {"phones-0-value": "06 12 34 56 78", "phones-1-value": "0174 62 41 90"}
    filled = {"name": "Kees de Wit", "role": "chef", "phones-0-use": "mobile", "phones-1-use": "work", **numbers}
    answer = login(alice).post(f"/customers/{customer.id}/people/new", data=filled)
    assert answer.location == f"/customers/{customer.id}"
    [found] = queries.people(customer.id)
    assert (found.name, [point.value for point in found.points]) == ("Kees de Wit", ["06 12 34 56 78", "0174 62 41 90"])


def test_a_person_without_a_name_is_refused_and_the_rest_kept(login, alice, customer, person):
    client = login(alice)
    filled = {"name": " ", "role": "chef kok", "phones-0-value": "06 99 88 77 66", "note": "liever appen"}
    for url in (f"/customers/{customer.id}/people/new", f"/customers/people/{person.id}"):
        answer = client.post(url, data=filled)
        page = text_of(answer)
        assert answer.status_code == 422 and invalid(page) == ["name"]
        assert 'value="chef kok"' in page and 'value="06 99 88 77 66"' in page and "liever appen" in page
    assert [one.name for one in Person.select()] == [person.name]


def test_another_number_of_a_person_saves_nothing(login, alice, person):
    filled = {"name": "Anders", "phones-0-value": "06 99 88 77 66", "another": "phones"}
    page = text_of(login(alice).post(f"/customers/people/{person.id}", data=filled))
    assert 'value="Anders"' in page and 'name="phones-1-value"' in page
    assert queries.person(person.id).name == person.name


def test_a_person_is_changed(login, alice, person):
    client = login(alice)
    page = text_of(client.get(f"/customers/people/{person.id}"))
    assert 'value="06 12 34 56 78"' in page and f'value="{person.name}"' in page
    client.post(f"/customers/people/{person.id}", data=sent_by(page) | {"role": "directie"})
    kept = queries.person(person.id)
    assert (kept.name, kept.role) == (person.name, "directie")
    assert [point.value for point in kept.points] == ["06 12 34 56 78"]


def test_who_left_is_not_offered_for_a_new_contact(login, alice, customer, person):
    client, url = login(alice), f"/interactions/new?customer={customer.id}"
    assert person.name in text_of(client.get(url))
    assert client.post(f"/customers/people/{person.id}/archive").location == f"/customers/people/{person.id}"
    assert person.name not in text_of(client.get(url))
    assert "No longer there." in text_of(client.get(f"/customers/people/{person.id}"))
    client.post(f"/customers/people/{person.id}/unarchive")
    assert person.name in text_of(client.get(url))


# Looking


def test_that_somebody_looks_is_told_by_a_post_and_a_reader_may(login, charlie, customer):
    client = login(charlie)
    client.get(f"/customers/{customer.id}")
    client.get(f"/customers/{customer.id}/brief")
    assert not CustomerView.select().exists()
    assert [client.post(f"/consults/{customer.id}").status_code for _ in range(2)] == [204, 204]
    assert CustomerView.get().user == charlie
    assert client.post("/consults/999").status_code == 404


def test_typed_text_is_shown_harmless_everywhere(login, alice):
    customer = factories.customer(EVIL, note=EVIL, tags=[EVIL], city=EVIL[:40], number=EVIL[:20], owner=alice)
    person = factories.person(customer, EVIL, note=EVIL, role=EVIL, emails=[EVIL], phones=[f"{EVIL} 06 12 34 56 78"])
    client = login(alice)
    pages = ("", f"{customer.id}", f"{customer.id}/brief", f"{customer.id}/edit", f"people/{person.id}", f"?tag={EVIL}")
    for url in pages:
        page = text_of(client.get(f"/customers/{url}"))
        assert "&lt;script&gt;" in page, url
        assert "<script>alert" not in page and "alert(1)</script>" not in page


# Who may


FORMS = ("/customers/new", "/customers/1/edit", "/customers/1/people/new", "/customers/people/1")
WRITES = (*FORMS, *(f"/customers/1/{verb}" for verb in ("archive", "unarchive")))
WRITES += tuple(f"/customers/people/1/{verb}" for verb in ("archive", "unarchive"))


@pytest.mark.parametrize("url", WRITES)
def test_a_reader_may_not(login, charlie, person, url):
    before = Change.select().count()
    answer = login(charlie).post(url, data=BAKERY)
    assert answer.status_code == 403
    assert (Change.select().count(), Customer.get().archived_at, Person.get().archived_at) == (before, None, None)


@pytest.mark.parametrize("url", FORMS)
def test_a_reader_does_not_even_get_the_form(login, charlie, person, url):
    assert login(charlie).get(url).status_code == 403


@pytest.mark.parametrize("url", ["/customers/", "/customers/1", *FORMS])
def test_nobody_gets_the_log_in_page_and_comes_back_here(client, person, url):
    answer = client.get(url)
    assert (answer.status_code, answer.location) == (303, f"/login?next={url}")


@pytest.mark.parametrize("url", [*WRITES, "/consults/1"])
def test_without_the_token_of_our_own_page_nothing_is_written(login, alice, person, url):
    before = Change.select().count()
    assert login(alice).post(url, data=BAKERY, csrf=False).status_code == 400
    assert Change.select().count() == before and not CustomerView.select().exists()


@pytest.mark.parametrize("url", [url.replace("1", "999") for url in WRITES[1:]] + ["/customers/999"])
def test_who_is_not_in_the_file_is_not_there(login, alice, url):
    client = login(alice)
    assert client.post(url, data=BAKERY).status_code in (404, 405)
    if url in ("/customers/999", *(form.replace("1", "999") for form in FORMS)):
        assert client.get(url).status_code == 404


def sent_by(page: str) -> dict[str, str]:
    """What a browser would send of the form on ``page``, nothing changed."""
    found = dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea[^>]*?name="([^"]+)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL))
    for name, options in re.findall(r'<select[^>]*?name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        found[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), "")
    return {name: html.unescape(value) for name, value in found.items()}


def test_the_customers_of_who_left_are_listed_under_their_name(login, alice, bob):
    factories.customer("Wasserij Steenbeek", owner=bob)
    accounts.disable_user(bob, by=CONSOLE)
    page = text_of(login(alice).get(f"/customers/?owner={bob.id}"))
    assert "Wasserij Steenbeek" in page and f'value="{bob.id}" selected>{bob.name}' in page
