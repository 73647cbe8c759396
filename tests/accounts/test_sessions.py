"""Logging in starts a session; log-out, another password and disabling end it."""

from datetime import timedelta

import pytest
from werkzeug.security import generate_password_hash

from crm import clock
from crm.accounts import actions, passwords, queries
from crm.accounts.models import CONSOLE, LoginAttempt, LoginSession, User
from crm.accounts.throttle import Throttled
from crm.errors import Invalid
from crm.journal import Change

OFFICE = "192.0.2.7"


@pytest.fixture
def log_in(lieke, password):
    return lambda **more: actions.log_in(lieke.email, password, address=OFFICE, **more)


def test_the_key_stands_for_the_colleague_and_is_not_kept(log_in, lieke):
    key = log_in(browser="Firefox")
    assert queries.user_by_session_key(key) == lieke
    row = LoginSession.get()
    assert key not in (row.key_hash, row.browser) and row.browser == "Firefox"
    assert queries.user_by_session_key(row.key_hash) is None


def test_capitals_and_spaces_in_the_address_do_not_matter(lieke, password):
    assert actions.log_in(" Lieke@Rijnsbergen.example ", password, address=OFFICE)


def test_wrong_unknown_disabled_and_without_password_get_the_same_answer(app, lieke, password):
    former = actions.former_colleague("p.de-vries@rijnsbergen.example")
    actions.enter_user(by=CONSOLE, name="Bo Bakker", email="bo@rijnsbergen.example", department="Verkoop")
    answers = set()
    for email in (lieke.email, "niemand@rijnsbergen.example", former.email, "bo@rijnsbergen.example"):
        with pytest.raises(Invalid) as refused:
            actions.log_in(email, "niet het wachtwoord", address=OFFICE)
        answers.add(repr(refused.value.fields))
    assert len(answers) == 1
    assert not LoginSession.select().exists()


def test_after_five_wrong_passwords_the_right_one_must_wait_too(log_in, lieke):
    for _ in range(5):
        with pytest.raises(Invalid):
            actions.log_in(lieke.email, "niet het wachtwoord", address=OFFICE)
    with pytest.raises(Throttled) as refused:
        log_in()
    log_in(now=clock.now() + refused.value.wait)
    assert not LoginAttempt.select().where(LoginAttempt.failures > 5).exists()


@pytest.mark.parametrize(("remember", "life"), [(False, timedelta(hours=12)), (True, timedelta(days=30))])
def test_a_session_lasts_a_working_day_or_a_month(log_in, remember, life):
    now = clock.now()
    key = log_in(remember=remember, now=now)
    assert LoginSession.get().expires_at == now + life
    LoginSession.update(expires_at=now).execute()
    assert queries.user_by_session_key(key) is None


def test_expired_sessions_are_cleared_away_at_the_next_log_in(log_in):
    log_in(now=clock.now() - timedelta(days=2))
    log_in()
    assert LoginSession.select().count() == 1


def test_log_out_ends_this_session_only(log_in):
    here, elsewhere = log_in(), log_in()
    actions.log_out(here)
    actions.log_out(here)
    assert queries.user_by_session_key(here) is None
    assert queries.user_by_session_key(elsewhere)


def test_another_password_ends_the_other_sessions_and_gives_this_one_a_new_key(log_in, lieke, password):
    here, elsewhere = log_in(remember=True), log_in()
    fresh = actions.change_password(password, "acht droge sokken", by=lieke, key=here)
    assert queries.user_by_session_key(here) is None
    assert queries.user_by_session_key(elsewhere) is None
    assert queries.user_by_session_key(fresh) == lieke
    assert LoginSession.get().expires_at > clock.now() + timedelta(days=29)
    assert actions.log_in(lieke.email, "acht droge sokken", address=OFFICE)
    with pytest.raises(Invalid):
        log_in()


def test_another_password_needs_the_present_one_and_a_good_new_one(log_in, lieke, password):
    key = log_in()
    with pytest.raises(Invalid) as refused:
        actions.change_password("niet het wachtwoord", "acht droge sokken", by=lieke, key=key)
    assert "current_password" in refused.value.fields
    for _ in range(6):  # looking for a good one is no guessing
        with pytest.raises(Invalid) as refused:
            actions.change_password(password, "Welkom2026!", by=lieke, key=key)
        assert "new_password" in refused.value.fields
    assert queries.user_by_session_key(key)


def test_a_stolen_browser_cannot_guess_the_password_without_end(lieke):
    for _ in range(5):
        with pytest.raises(Invalid):
            actions.change_password("niet het wachtwoord", "acht droge sokken", by=lieke, key="gestolen")
    with pytest.raises(Throttled):
        actions.change_password("niet het wachtwoord", "acht droge sokken", by=lieke, key="gestolen")


def test_disabling_ends_sessions_and_tokens_at_once_and_enabling_does_not_revive_them(log_in, lieke):
    key, token = log_in(), actions.create_token(lieke, by=lieke)
    actions.disable_user(lieke, by=CONSOLE)
    assert queries.user_by_session_key(key) is None and queries.user_by_token(token) is None
    with pytest.raises(Invalid):
        log_in()
    actions.enable_user(lieke, by=CONSOLE)
    assert queries.user_by_session_key(key) is None and queries.user_by_token(token) is None
    assert log_in()


def test_an_old_hash_is_renewed_at_log_in(log_in, lieke, password):
    User.update(password=generate_password_hash(password, "scrypt:32768:8:1")).execute()
    log_in()
    kept = User.get_by_id(lieke.id).password
    assert kept.startswith(passwords.METHOD + "$")


def test_the_journal_tells_who_came_and_went_but_no_secret(log_in, lieke, password):
    key = log_in()
    token = actions.create_token(lieke, by=lieke, name="telefooncentrale")
    fresh = actions.change_password(password, "acht droge sokken", by=lieke, key=key)
    actions.log_out(fresh)
    verbs = [change.verb for change in Change.select().order_by(Change.id)]
    assert verbs[-4:] == ["user.log_in", "token.create", "user.change_password", "user.log_out"]
    told = " ".join(change.data for change in Change.select())
    kept = User.get_by_id(lieke.id).password
    assert not any(secret in told for secret in (key, fresh, token, password, "acht droge sokken", kept))
