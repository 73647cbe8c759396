"""A link with which somebody chooses a password: once, within seven days."""

import threading
from datetime import timedelta

import pytest

from crm import clock, db
from crm.accounts import actions, passwords, queries
from crm.accounts.models import Invitation, LoginSession, Role, User
from crm.accounts.throttle import FREE_PER_ADDRESS, Throttled
from crm.errors import Forbidden, Invalid, NotFound, Refused
from crm.journal import Change
from tests import factories

OFFICE = "192.0.2.7"
GOOD = "acht droge sokken"
NEW = {"name": "Fatima el Idrissi", "email": "fatima@rijnsbergen.example", "department": "Verkoop"}


@pytest.fixture
def invited(diana):
    return actions.invite(by=diana, **NEW)


def use(key: str, password: str = GOOD, **more) -> str:
    return actions.welcome(key, password, address=OFFICE, **more)


def test_a_link_lets_somebody_choose_a_password_and_logs_them_in(invited):
    user, key = invited
    assert user.password is None and queries.invited(key) == user
    session = use(key, browser="Firefox")
    assert queries.user_by_session_key(session) == user
    assert passwords.verify(User.get_by_id(user.id).password, GOOD)
    assert actions.log_in(NEW["email"], GOOD, address=OFFICE)


def test_used_expired_unknown_and_disabled_get_the_same_answer(invited, diana):
    user, key = invited
    use(key)
    late, last = actions.new_link(user.id, by=diana)[1], clock.now() + timedelta(days=7)
    answers = set()
    for tried, now in ((key, None), (late, last), ("geraden", None)):
        with pytest.raises(NotFound) as refused:
            use(tried, now=now)
        answers.add(str(refused.value))
    assert queries.invited(late, last - timedelta(seconds=1)) and not queries.invited(late, last)
    actions.disable_user(user, by=diana)
    with pytest.raises(NotFound) as refused:
        use(late)
    assert {*answers, str(refused.value)} == {"This link does not work, or no longer."}


def test_a_newer_link_ends_the_older_one(invited, diana):
    user, old = invited
    _user, new = actions.new_link(user.id, by=diana)
    assert queries.invited(old) is None and queries.invited(new) == user
    assert Invitation.select().count() == 1


def test_a_link_for_who_forgot_their_password_ends_every_other_session(lieke, diana, password):
    elsewhere = actions.log_in(lieke.email, password, address=OFFICE)
    _user, key = actions.new_link(lieke.id, by=diana)
    assert queries.user_by_session_key(elsewhere) == lieke  # until the link is used
    here = use(key)
    assert queries.user_by_session_key(elsewhere) is None and queries.user_by_session_key(here) == lieke
    with pytest.raises(Invalid):
        actions.log_in(lieke.email, password, address=OFFICE)


def test_another_password_ends_an_open_link(lieke, diana, password):
    _user, key = actions.new_link(lieke.id, by=diana)
    actions.change_password(password, GOOD, by=lieke, key="")
    assert queries.invited(key) is None


def test_a_poor_password_leaves_the_link_as_it_was_and_counts_as_no_guess(invited):
    _user, key = invited
    for _ in range(FREE_PER_ADDRESS + 1):
        with pytest.raises(Invalid) as refused:
            use(key, "Welkom2026!")
        assert "password" in refused.value.fields
    assert use(key)


def test_who_guesses_links_must_wait(invited):
    _user, key = invited
    for number in range(FREE_PER_ADDRESS):
        with pytest.raises(NotFound):
            use(f"geraden-{number}")
    with pytest.raises(Throttled):
        use(key)


def test_of_two_at_the_same_moment_only_one_is_let_in(invited, two_at_once):
    _user, key = invited
    assert two_at_once(key) == [False, True] and LoginSession.select().count() == 1


def test_who_is_disabled_gets_no_link(alice, diana):
    _user, key = actions.new_link(alice.id, by=diana)
    actions.disable_user(alice, by=diana)
    actions.enable_user(alice, by=diana)
    assert queries.invited(key) is None  # a link from before stays ended
    actions.disable_user(alice, by=diana)
    with pytest.raises(Refused):
        actions.new_link(alice.id, by=diana)


def test_only_administrators_invite(alice, bob):
    with pytest.raises(Forbidden):
        actions.invite(by=alice, **NEW)
    with pytest.raises(Forbidden):
        actions.new_link(bob.id, by=alice)
    assert not Invitation.select().exists()


def test_the_journal_tells_it_but_holds_no_key(invited, diana):
    _user, key = invited
    use(key)
    verbs = [change.verb for change in Change.select().order_by(Change.id)]
    assert verbs[-3:] == ["user.add", "user.invite", "user.welcome"]
    told = " ".join(change.data for change in Change.select())
    kept = Invitation.get()
    assert key not in told and kept.key_hash not in told and GOOD not in told and kept.key_hash != key


def test_a_link_made_on_the_console_works(command):
    words = ("user", "invite", NEW["email"], "--name", NEW["name"], "--department", "Verkoop", "--role", "manager")
    result = command(*words)
    link = result.stdout.splitlines()[-1]
    assert result.exit_code == 0 and link.startswith("http://localhost/accounts/welcome/")
    assert queries.invited(link.rpartition("/")[2]).role == "manager"
    again = command("user", "invite", NEW["email"])
    assert queries.invited(again.stdout.splitlines()[-1].rpartition("/")[2]).email == NEW["email"]
    unknown = command("user", "invite", "wie@rijnsbergen.example")
    assert unknown.exit_code != 0 and len(unknown.stderr.strip().splitlines()) == 1


def test_two_administrators_who_demote_each_other_at_once_leave_one(app):
    both = [factories.user(name, department="ICT", role=Role.ADMIN) for name in ("Anke", "Bram")]
    start, outcomes = threading.Barrier(2), []

    def demote(by, other):
        with db.database.connection_context():
            start.wait(10)
            given = {"name": other.name, "email": other.email, "department": "ICT", "role": "staff"}
            try:
                actions.edit_user(other.id, **given, by=by)
                outcomes.append("done")
            except Refused:
                outcomes.append("refused")

    threads = [threading.Thread(target=demote, args=pair) for pair in (both, both[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["done", "refused"]
    assert User.select().where(User.role == "admin").count() == 1
