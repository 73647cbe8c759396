"""Colleagues, departments and tokens."""

import pytest

from crm.accounts import actions, passwords, queries
from crm.accounts.models import CONSOLE, ApiToken, Department, Role, User
from crm.db import transaction
from crm.errors import Forbidden, Invalid, Refused
from crm.journal import Change
from tests import factories


def test_an_administrator_adds_a_colleague_who_sorts_by_surname(diana):
    made = actions.add_user(
        by=diana,
        name="  Ingrid van  ’t Hof ",
        email="Ingrid@Rijnsbergen.example",
        department="Inkoop",
        role=Role.MANAGER,
        password="zeven natte laarzen",
    )
    found = queries.user_by_email("ingrid@rijnsbergen.EXAMPLE")
    assert found == made
    assert (found.name, found.sort_name, found.role) == ("Ingrid van ’t Hof", "hof ingrid van 't", "manager")
    assert found.department.name == "Inkoop"
    assert passwords.verify(found.password, "zeven natte laarzen")
    change = Change.select().where(Change.verb == "user.add").order_by(Change.id.desc()).get()
    assert (change.user, change.record) == (diana.id, made.id)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "ingrid"}, "email"),
        ({"email": "ingrid@rijnsbergen"}, "email"),
        ({"email": "ingrid@rijnsbergen..nl"}, "email"),
        ({"email": "ingrid <i@rijnsbergen.nl>"}, "email"),
        ({"department": " "}, "department"),
        ({"department": "x" * 61}, "department"),
        ({"password": "Welkom2026!"}, "password"),
    ],
)
def test_bad_input_adds_nobody_and_says_which_field(app, wrong, field):
    before = User.select().count()
    good = {"name": "Ingrid van ’t Hof", "email": "ingrid@rijnsbergen.example", "department": "Inkoop"}
    with pytest.raises(Invalid) as refused:
        actions.add_user(by=CONSOLE, **(good | wrong))
    assert list(refused.value.fields) == [field]
    assert User.select().count() == before


def test_an_address_belongs_to_one_colleague(lieke):
    with pytest.raises(Invalid) as refused:
        actions.add_user(by=CONSOLE, name="Lieke Twee", email=lieke.email.upper(), department="Verkoop")
    assert "email" in refused.value.fields


def test_only_administrators_manage_colleagues(alice, bob, charlie):
    for by in (alice, charlie):
        with pytest.raises(Forbidden):
            actions.add_user(by=by, name="Nieuw", email="nieuw@rijnsbergen.example", department="Verkoop")
        with pytest.raises(Forbidden):
            actions.disable_user(bob, by=by)
        with pytest.raises(Forbidden):
            actions.enable_user(bob, by=by)
        with pytest.raises(Forbidden):
            actions.create_token(bob, by=by)
        with pytest.raises(Forbidden):
            actions.ensure_department("Inkoop", by=by)


def test_the_last_administrator_stays(diana):
    with pytest.raises(Refused):
        actions.disable_user(diana, by=diana)
    invited = {"name": "Wim Smit", "email": "wim@rijnsbergen.example", "department": "Verkoop", "role": Role.ADMIN}
    actions.add_user(by=diana, **invited)
    with pytest.raises(Refused):  # nobody could log in until Wim does
        actions.disable_user(diana, by=diana)
    other = factories.user("Ans Mulder", role=Role.ADMIN)
    actions.disable_user(diana, by=other)
    with pytest.raises(Refused):
        actions.disable_user(other, by=CONSOLE)


def test_disabling_twice_is_written_down_once(alice, diana):
    actions.disable_user(alice, by=diana)
    actions.disable_user(alice, by=diana)
    assert Change.select().where(Change.verb == "user.disable").count() == 1
    assert alice not in queries.colleagues() and alice in queries.everyone()


def test_departments_are_made_once_with_the_next_mark(app):
    names = ("Verkoop", "Buitendienst", "verkoop ", "Binnendienst", "Administratie", "Magazijn")
    made = [actions.ensure_department(name, by=CONSOLE) for name in names]
    assert made[0] == made[2]
    assert [one.mark for one in Department.select().order_by(Department.id)] == [1, 2, 3, 4, 1]
    assert [one.name for one in queries.departments()] == [
        "Verkoop",
        "Buitendienst",
        "Binnendienst",
        "Administratie",
        "Magazijn",
    ]


def test_a_token_acts_for_its_colleague_until_it_is_revoked(alice, bob, diana):
    token = actions.create_token(alice, by=alice, name="telefooncentrale")
    assert token.startswith("rh_") and queries.user_by_token(token) == alice
    row = ApiToken.get()
    assert token != row.key_hash and queries.user_by_token(row.key_hash) is None
    with pytest.raises(Forbidden):
        actions.revoke_token(row, by=bob)
    assert queries.user_by_token(token)
    actions.revoke_token(row, by=diana)
    actions.revoke_token(row, by=alice)
    assert queries.user_by_token(token) is None
    assert Change.select().where(Change.verb == "token.revoke").count() == 1


def test_a_disabled_colleague_gets_no_token(alice, diana):
    actions.disable_user(alice, by=diana)
    with pytest.raises(Refused):
        actions.create_token(alice, by=diana)


def test_an_unknown_author_becomes_a_former_colleague_who_cannot_log_in(app):
    with transaction():
        one = actions.former_colleague("P.de-Vries@rijnsbergen.example")
        assert actions.former_colleague("p.de-vries@rijnsbergen.example ") == one
    found = User.get_by_id(one.id)
    assert (found.name, found.sort_name, found.password) == ("P. de Vries", "vries p. de", None)
    assert found.disabled_at is not None and found.department.name == "Oud-collega’s"


def test_a_known_author_stays_who_they_are(lieke):
    assert actions.former_colleague(lieke.email) == lieke


def test_reading_a_session_costs_one_query_with_department(lieke, password, query_count):
    key = actions.log_in(lieke.email, password, address=None)
    with query_count() as count:
        assert queries.user_by_session_key(key).department.name == "Verkoop"
    assert count() == 1
