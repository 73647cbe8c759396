"""The pages on which administrators look after colleagues."""

import re

import pytest

from crm.accounts import actions, queries
from crm.accounts.models import CONSOLE, Department, Role, User
from crm.journal import Change
from tests import factories
from tests.conftest import text_of

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def admin(login, diana):
    User.update(locale="en").execute()
    return login(diana)


@pytest.fixture
def form(alice):
    """Alice as her form sends her."""
    return {"name": alice.name, "email": alice.email, "department": str(alice.department_id), "role": "staff"}


def link_in(answer) -> str:
    return re.search(r'value="http://localhost(/accounts/welcome/[^"]+)"', text_of(answer))[1]


@pytest.mark.parametrize("role", [Role.READER, Role.STAFF, Role.MANAGER])
def test_they_are_for_administrators_only(login, role, alice):
    client = login(factories.user("Marloes Kooistra", role=role))
    for page in ("colleagues/", "colleagues/new", f"colleagues/{alice.id}", "departments/", "departments/1"):
        assert client.get(f"/accounts/{page}").status_code == 403
    for deed in ("link", "disable", "enable"):
        assert client.post(f"/accounts/colleagues/{alice.id}/{deed}").status_code == 403
    assert 'href="/accounts/colleagues/"' not in text_of(client.get("/"))
    assert 'href="/accounts/me"' in text_of(client.get("/"))


def test_the_list_stands_by_surname_and_says_how_each_stands(admin, alice, bob):
    User.update(password="x").where(User.id == alice.id).execute()
    factories.user("Charlie Özdemir")
    actions.invite(by=CONSOLE, name="Fatima el Idrissi", email="f@x.example", department="Verkoop")
    actions.disable_user(bob, by=CONSOLE)
    page = text_of(admin.get("/accounts/colleagues/")).partition("<tbody>")[2]
    assert page.index("Alice van den Bosch") < page.index("Diana ’t Hooft") < page.index("Fatima el Idrissi")
    assert "works here" in page and "link valid until" in page and "never logged in" in page
    assert "Bob de Wit" not in page
    assert "Bob de Wit" in text_of(admin.get("/accounts/colleagues/?disabled=1"))


def test_ten_more_colleagues_cost_no_more_queries(admin, query_count):
    def cost() -> int:
        with query_count() as count:
            admin.get("/accounts/colleagues/")
            return count()

    cost()
    before = cost()
    for number in range(10):
        actions.invite(by=CONSOLE, name=f"Collega {number}", email=f"c{number}@x.example", department=f"Afd {number}")
    assert cost() == before


def test_a_long_list_goes_on_where_it_stopped(admin, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 3)
    for name in ("Anke Aarts", "Bram Bos", "Cees Cox", "Dirk Dam"):
        factories.user(name)
    first = text_of(admin.get("/accounts/colleagues/"))
    more = re.search(r'href="(/accounts/colleagues/\?after=[^"]+)"', first)[1]
    assert "Dirk Dam" not in first and "Dirk Dam" in text_of(admin.get(more.replace("&amp;", "&")))


def test_somebody_is_invited_into_a_new_department_and_comes_in_by_the_link(admin, app):
    given = {"name": "Fatima el Idrissi", "email": "f@x.example", "new_department": "Inkoop", "role": "manager"}
    answer = admin.post("/accounts/colleagues/new", data=given)
    link = link_in(answer)
    assert answer.status_code == 200 and link not in text_of(admin.get("/accounts/colleagues/"))
    newcomer = app.test_client()
    page = newcomer.get(link, headers=ENGLISH)
    assert page.status_code == 200 and "Welcome, Fatima el Idrissi" in text_of(page)
    weak = newcomer.post(link, data={"password": "Welkom2026!"})
    assert weak.status_code == 422 and 'id="password-error"' in text_of(weak) and "Welkom2026!" not in text_of(weak)
    assert newcomer.post(link, data={"password": ""}).status_code == 422
    answer = newcomer.post(link, data={"password": "acht droge sokken"})
    assert (answer.status_code, answer.location) == (303, "/")
    assert newcomer.get("/accounts/me").status_code == 200
    made = queries.user_by_email("f@x.example")
    assert (made.role, made.department.name) == ("manager", "Inkoop")
    again = {"data": {"password": "negen natte jassen"}, "headers": ENGLISH}
    for answer in (app.test_client().get(link, headers=ENGLISH), app.test_client().post(link, **again)):
        assert answer.status_code == 404 and "Ask whoever looks after Rechterhand" in text_of(answer)


def test_unknown_links_look_the_same_as_used_ones(admin, app, alice):
    used = link_in(admin.post(f"/accounts/colleagues/{alice.id}/link"))
    app.test_client().post(used, data={"password": "acht droge sokken"})
    pages = [text_of(app.test_client().get(link, headers=ENGLISH)) for link in ("/accounts/welcome/geraden", used)]
    assert pages[0] == pages[1] and "seven days" in pages[0]


def test_a_refused_invitation_keeps_what_was_typed_and_adds_nobody(admin, alice):
    given = {"name": "Fatima el Idrissi", "email": alice.email, "department": str(alice.department_id), "role": "staff"}
    before = User.select().count()
    answer = admin.post("/accounts/colleagues/new", data=given)
    assert answer.status_code == 422 and 'value="Fatima el Idrissi"' in text_of(answer)
    assert 'id="email-error"' in text_of(answer)
    none = admin.post(
        "/accounts/colleagues/new", data=given | {"email": "f@x.example", "department": "", "role": "baas"}
    )
    assert 'id="department-error"' in text_of(none) and 'id="role-error"' in text_of(none)
    assert User.select().count() == before


def test_a_colleague_is_changed_and_the_journal_tells_how(admin, alice, form):
    answer = admin.post(f"/accounts/colleagues/{alice.id}", data=form | {"name": "Alice Bos", "role": "manager"})
    assert answer.status_code == 303 and "Saved." in text_of(admin.get(answer.location))
    changed = User.get_by_id(alice.id)
    assert (changed.name, changed.sort_name, changed.role) == ("Alice Bos", "bos alice", "manager")
    change = Change.select().where(Change.verb == "user.edit").get()
    assert change.values["before"]["role"] == "staff" and change.values["after"]["name"] == "Alice Bos"
    admin.post(f"/accounts/colleagues/{alice.id}", data=form | {"name": "Alice Bos", "role": "manager"})
    assert Change.select().where(Change.verb == "user.edit").count() == 1


def test_the_second_of_two_administrators_is_told(admin, alice, form):
    url = f"/accounts/colleagues/{alice.id}"
    seen = re.search(r'name="seen" value="(\d+)"', text_of(admin.get(url)))[1]
    admin.post(url, data=form | {"name": "Alice Een", "seen": seen})
    answer = admin.post(url, data=form | {"name": "Alice Twee", "seen": seen})
    assert answer.status_code == 409 and 'value="Alice Twee"' in text_of(answer)
    newer = re.search(r'name="seen" value="(\d+)"', text_of(answer))[1]
    assert admin.post(url, data=form | {"name": "Alice Twee", "seen": newer}).status_code == 303


def test_the_last_administrator_stays_one(admin, diana, form):
    own = {"name": diana.name, "email": diana.email, "department": str(diana.department_id), "role": "staff"}
    for answer in (
        admin.post(f"/accounts/colleagues/{diana.id}", data=own),
        admin.post(f"/accounts/colleagues/{diana.id}/disable"),
    ):
        assert answer.status_code == 409 and "last administrator" in text_of(answer)
    factories.user("Wim Smit", role=Role.ADMIN)
    answer = admin.post(f"/accounts/colleagues/{diana.id}", data=own)
    assert answer.location == "/accounts/me" and admin.get("/accounts/colleagues/").status_code == 403


def test_disabling_ends_everything_at_once_and_shows_what_is_left_to_do(admin, login, alice):
    factories.customer(owner=alice)
    client, token = login(alice), actions.create_token(alice, by=CONSOLE)
    url = f"/accounts/colleagues/{alice.id}"
    assert "hand over" not in text_of(admin.get(url))
    answer = admin.post(f"{url}/disable")
    page = text_of(admin.get(answer.location))
    assert client.get("/").status_code == 303 and queries.user_by_token(token) is None
    assert "Open work to hand over" in page and f'href="/customers/?owner={alice.id}"' in page
    assert "Owner of 1 customer<" in page
    admin.post(f"{url}/enable")
    assert queries.user(alice.id).disabled_at is None and "hand over" not in text_of(admin.get(url))


def test_a_token_of_a_colleague_is_ended(admin, login, alice, bob):
    token = actions.create_token(alice, by=CONSOLE, name="telefooncentrale")
    assert "telefooncentrale" in text_of(admin.get(f"/accounts/colleagues/{alice.id}"))
    assert login(bob).post("/accounts/tokens/1/revoke").status_code == 403
    answer = admin.post("/accounts/tokens/1/revoke")
    assert answer.location == f"/accounts/colleagues/{alice.id}#tokens" and queries.user_by_token(token) is None


def test_departments_are_listed_added_and_changed(admin, alice):
    page = text_of(admin.get("/accounts/departments/"))
    assert "Verkoop" in page and "1 colleague<" in page
    assert admin.post("/accounts/departments/", data={"department": " Inkoop "}).status_code == 303
    for taken in ("INKOOP", " ", "x" * 61):
        answer = admin.post("/accounts/departments/", data={"department": taken})
        assert answer.status_code == 422 and 'id="department-error"' in text_of(answer)
    made = Department.get(Department.name == "Inkoop")
    url = f"/accounts/departments/{made.id}"
    assert admin.post(url, data={"department": "Verkoop", "mark": "1"}).status_code == 422
    assert admin.post(url, data={"department": "Inkoop", "mark": "7"}).status_code == 422
    assert admin.post(url, data={"department": "inkoop", "mark": "4"}).status_code == 303
    assert (Department.get_by_id(made.id).name, Department.get_by_id(made.id).mark) == ("inkoop", 4)
    change = Change.select().where(Change.verb == "department.edit").get()
    assert change.values["before"]["name"] == "Inkoop" and change.values["after"]["mark"] == 4


def test_a_department_goes_only_when_nothing_refers_to_it(admin, alice):
    contact = factories.interaction(factories.customer(), by=alice)
    url = f"/accounts/departments/{alice.department_id}/remove"
    answer = admin.post(url)
    assert answer.status_code == 409 and "Colleagues belong to Verkoop" in text_of(answer)
    User.update(department=factories.department("Inkoop")).where(User.id == alice.id).execute()
    assert contact.department_id == alice.department_id
    answer = admin.post(url)
    assert answer.status_code == 409 and "kept under its name" in text_of(answer)
    empty = factories.department("Leeg")
    assert admin.post(f"/accounts/departments/{empty.id}/remove").status_code == 303
    assert Department.get_or_none(Department.name == "Leeg") is None
    assert Change.select().where(Change.verb == "department.remove").count() == 1
