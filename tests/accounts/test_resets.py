"""Who forgot their password gets a link: once, for thirty minutes, and not more than three an hour."""

from datetime import timedelta

import pytest

from crm import clock
from crm.accounts import actions, queries
from crm.accounts.models import Invitation, LoginSession, Purpose, Role, User
from crm.errors import NotFound
from crm.jobs import work
from crm.jobs.models import Job
from crm.journal import Change
from crm.mail.models import Mail
from tests.accounts.conftest import key_in, sent

OFFICE = "192.0.2.7"
GOOD = "acht droge sokken"


@pytest.fixture
def asked(mail_server, worked):
    """``asked(user)``: they forgot their password, and the worker saw to it; the key of the last link."""

    def ask(user) -> str:
        actions.ask_reset(user.email, address=OFFICE)
        worked()
        return key_in(sent("reset")[-1])

    return ask


def use(key: str, **more) -> str:
    return actions.welcome(key, GOOD, address=OFFICE, **more)


def works(key: str) -> bool:
    return queries.invited(key) is not None


def test_a_link_is_mailed_and_lets_them_in_with_another_password(asked, lieke, password, later):
    elsewhere = actions.log_in(lieke.email, password, address=OFFICE)
    key = asked(lieke)
    mail, link = sent("reset")[0], Invitation.get()
    assert (mail.address, mail.user, mail.secret) == (lieke.email, lieke.id, True)
    assert mail.expires_at == link.expires_at == clock.now() + timedelta(minutes=30)
    assert link.purpose == Purpose.RESET and link.key_hash != key
    here = use(key)
    assert queries.user_by_session_key(here) == lieke and queries.user_by_session_key(elsewhere) is None
    assert actions.log_in(lieke.email, GOOD, address=OFFICE)
    assert not Job.select().where(Job.kind == "accounts.reset").exists()


def test_it_works_until_the_last_second_of_half_an_hour(asked, lieke, later):
    key = asked(lieke)
    later(minutes=30)
    assert not works(key)
    with pytest.raises(NotFound):
        use(key)
    later(minutes=29, seconds=59)
    assert works(key) and use(key)


def test_it_works_once(asked, lieke):
    key = asked(lieke)
    use(key)
    with pytest.raises(NotFound):
        use(key)


def test_of_two_who_use_it_at_the_same_moment_one_is_let_in(asked, lieke, two_at_once):
    assert two_at_once(asked(lieke)) == [False, True] and LoginSession.select().count() == 1


def test_asking_once_more_ends_nothing_so_nobody_can_keep_somebody_out(asked, lieke, diana):
    _user, welcome = actions.new_link(lieke.id, by=diana)
    first, second = asked(lieke), asked(lieke)
    assert (works(first), works(second), works(welcome)) == (True, True, True)


def test_an_administrators_new_link_ends_one_that_was_asked_for(asked, lieke, diana):
    key = asked(lieke)
    actions.new_link(lieke.id, by=diana)
    assert not works(key)


@pytest.mark.parametrize("which", [0, 1])
def test_using_one_link_ends_the_others(asked, lieke, diana, which):
    links = [actions.new_link(lieke.id, by=diana)[1], asked(lieke)]
    use(links[which])
    assert not works(links[1 - which])


def test_the_fourth_within_an_hour_is_not_sent_and_the_third_still_works(asked, lieke, bob, later):
    later(minutes=0)
    asked(lieke)
    later(minutes=35)
    asked(lieke)
    later(minutes=59)
    third = asked(lieke)
    later(minutes=59, seconds=59)
    assert asked(lieke) == third and works(third) and len(sent("reset")) == 3
    asked(bob)  # each colleague has their own three
    assert len(sent("reset")) == 4
    later(minutes=60)
    asked(lieke)
    assert len(sent("reset")) == 5 and works(third)
    assert Invitation.select().where(Invitation.user == lieke).count() == 3  # what no longer counts is gone


def test_asking_again_before_the_worker_came_sends_one(mail_server, worked, lieke):
    for typed in (lieke.email, f" {lieke.email.upper()} "):
        actions.ask_reset(typed, address=OFFICE)
    assert Job.select().count() == 1
    worked()
    assert len(sent("reset")) == 1


@pytest.mark.parametrize("given_up", [False, True])
def test_one_that_went_wrong_keeps_nobody_from_asking_again(mail_server, worked, lieke, later, monkeypatch, given_up):
    with monkeypatch.context() as trouble:
        trouble.setattr(queries, "user_by_email", lambda _email: 1 / 0)
        actions.ask_reset(lieke.email, address=OFFICE)
        worked()
    assert Job.get().error == "ZeroDivisionError" and not sent("reset")
    if given_up:
        Job.update(failed_at=clock.now()).execute()
        later(days=60)
    actions.ask_reset(lieke.email, address=OFFICE)
    assert worked() == 1 and len(sent("reset")) == 1 and not Job.select().where(Job.kind == "accounts.reset").exists()


def test_one_that_a_worker_is_busy_with_is_not_asked_for_twice(mail_server, lieke):
    actions.ask_reset(lieke.email, address=OFFICE)
    job = work.claim(clock.now(), work.LEASE)
    actions.ask_reset(lieke.email, address=OFFICE)
    assert [one.holder for one in Job.select()] == [job.holder]


def test_a_worker_that_comes_half_an_hour_late_sends_nothing(mail_server, worked, lieke, later):
    actions.ask_reset(lieke.email, address=OFFICE)
    later(minutes=30)
    worked()
    assert not Mail.select().exists() and not Job.select().exists()
    actions.ask_reset(lieke.email, address=OFFICE)
    later(minutes=59, seconds=59)
    worked()
    assert len(sent("reset")) == 1


HOSTILE = (
    "",
    "@",
    "lieke",
    "x" * 100_000,
    "lieke@rijnsbergen.example\r\nBcc: x@evil.example",
    "\x00@x.nl",
    "'; --",
    "é@ü.nl",
)


@pytest.mark.parametrize("typed", ["niemand@rijnsbergen.example", *HOSTILE])
def test_whoever_is_no_colleague_gets_nothing(mail_server, worked, lieke, typed):
    actions.ask_reset(typed, address=OFFICE)
    assert all(len(job.args) < 2000 for job in Job.select())
    assert worked() == 1
    assert not Job.select().exists() and not Mail.select().exists() and not Invitation.select().exists()


def test_who_was_disabled_gets_nothing_and_keeps_nothing(asked, mail_server, worked, lieke, diana):
    key = asked(lieke)
    actions.disable_user(lieke, by=diana)
    assert not works(key) and not Invitation.select().exists()
    actions.ask_reset(lieke.email, address=OFFICE)
    worked()
    assert len(sent("reset")) == 1
    actions.enable_user(lieke, by=diana)
    assert not works(key)


def test_who_is_disabled_or_moves_while_the_letter_is_written_gets_none(mail_server, worked, lieke, diana, monkeypatch):
    given = {"name": lieke.name, "department": lieke.department, "role": Role.STAFF, "by": diana}
    meanwhile = iter(
        (
            lambda: actions.edit_user(lieke.id, email="elders@x.example", **given),
            lambda: actions.disable_user(lieke, by=diana),
        )
    )
    found = queries.user_by_email
    monkeypatch.setattr(queries, "user_by_email", lambda email: (found(email), next(meanwhile)())[0])
    for email in (lieke.email, "elders@x.example"):
        actions.ask_reset(email, address=OFFICE)
        worked()
    assert not Mail.select().exists() and not Invitation.select().exists()


def test_who_was_invited_and_has_no_password_yet_may_ask_too(asked, diana):
    user, welcome = actions.invite(by=diana, name="Fatima el Idrissi", email="f@x.example", department="Verkoop")
    key = asked(user)
    assert works(welcome) and queries.user_by_session_key(use(key)) == user and not works(welcome)
    assert not sent("notice")  # it was chosen, not changed


def test_another_password_or_address_ends_it(asked, lieke, diana, password):
    key = asked(lieke)
    actions.change_password(password, GOOD, by=lieke, key="")
    assert not works(key)
    key, (_user, welcome) = asked(lieke), actions.new_link(lieke.id, by=diana)
    given = {"name": "Lieke Smit", "department": lieke.department, "role": Role.STAFF, "by": diana}
    actions.edit_user(lieke.id, email=lieke.email, **given)
    assert works(welcome)
    actions.edit_user(lieke.id, email="lieke@elders.example", **given)
    assert not works(key) and not works(welcome)


def test_the_list_shows_everybody_once_with_their_invitation(asked, lieke, diana, later):
    key = asked(lieke)
    assert queries.link_until(lieke) is None and not next(one for one in rows() if one == lieke).link
    actions.new_link(lieke.id, by=diana)
    key = asked(lieke)
    until = clock.now() + timedelta(days=7)
    assert works(key) and queries.link_until(lieke) == until
    assert [one.link.link_until for one in rows() if one == lieke] == [until]


def rows() -> list[User]:
    return queries.page(disabled=False).rows


def test_the_journal_tells_it_but_holds_no_key(asked, lieke):
    key = asked(lieke)
    use(key)
    changes = list(Change.select().order_by(Change.id.desc()).limit(2))
    assert [(change.verb, change.user) for change in changes] == [("user.reset", lieke.id), ("user.ask_reset", None)]
    told = " ".join(change.data for change in Change.select())
    assert key not in told and Invitation.get().key_hash not in told


def test_where_the_mail_cannot_be_kept_there_is_no_link_either(asked, lieke, monkeypatch):
    monkeypatch.setattr(Mail, "create", lambda **_values: 1 / 0)
    with pytest.raises(IndexError):
        asked(lieke)
    assert not Invitation.select().exists() and Job.get().error
