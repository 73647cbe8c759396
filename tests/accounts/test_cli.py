"""Colleagues and tokens from the console."""

import pytest

from crm.accounts import passwords, queries
from crm.db import database


@pytest.fixture
def flask(app, monkeypatch):
    """Run ``flask ...`` as from a console: without an open connection, the password in the environment."""
    monkeypatch.setenv("CRM_PASSWORD", "zeven natte laarzen")

    def run(*words: str, **options):
        database.close()
        try:
            return app.test_cli_runner().invoke(args=words, **options)
        finally:
            database.connect(reuse_if_open=True)

    return run


ADD = ("user", "add", "Ingrid@rijnsbergen.example", "--name", "Ingrid van ’t Hof", "--department", "Binnendienst")


def one_line(result) -> bool:
    return result.exit_code != 0 and len(result.stderr.strip().splitlines()) == 1


def test_a_colleague_is_added_listed_and_disabled(flask):
    assert flask(*ADD, "--role", "manager").exit_code == 0
    added = queries.user_by_email("ingrid@rijnsbergen.example")
    assert passwords.verify(added.password, "zeven natte laarzen")
    listed = flask("user", "list")
    assert "ingrid@rijnsbergen.example\tIngrid van ’t Hof\tmanager\tBinnendienst\n" in listed.output
    assert flask("user", "disable", "INGRID@rijnsbergen.example").exit_code == 0
    assert queries.user_by_email("ingrid@rijnsbergen.example").disabled_at
    assert flask("user", "enable", "ingrid@rijnsbergen.example").exit_code == 0
    assert queries.user_by_email("ingrid@rijnsbergen.example").disabled_at is None


def test_the_tokens_of_a_colleague_are_ended_at_once(flask):
    flask(*ADD)
    made = [flask("token", "create", "ingrid@rijnsbergen.example").output.splitlines()[-1] for _ in range(2)]
    assert all(queries.user_by_token(token) for token in made)
    assert flask("token", "revoke", "ingrid@rijnsbergen.example").exit_code == 0
    assert not any(queries.user_by_token(token) for token in made)


def test_the_password_is_asked_for_twice_and_not_shown(flask, monkeypatch):
    monkeypatch.delenv("CRM_PASSWORD")
    result = flask(*ADD, input="acht droge sokken\nacht droge sokken\n")
    assert result.exit_code == 0 and "droge" not in result.output
    added = queries.user_by_email("ingrid@rijnsbergen.example")
    assert passwords.verify(added.password, "acht droge sokken")


def test_without_a_password_nobody_is_added(flask, monkeypatch):
    monkeypatch.delenv("CRM_PASSWORD")
    result = flask(*ADD, input="")
    assert result.exit_code != 0 and "CRM_PASSWORD" in result.stderr
    assert not queries.everyone()


def test_a_common_password_ends_with_one_clear_line(flask, monkeypatch):
    monkeypatch.setenv("CRM_PASSWORD", "Welkom2026!")
    result = flask(*ADD)
    assert one_line(result) and "Welkom" not in result.output


@pytest.mark.parametrize(
    "words",
    [
        ("user", "add", "ingrid", "--name", "Ingrid", "--department", "Verkoop"),
        ("user", "disable", "niemand@rijnsbergen.example"),
        ("token", "create", "niemand@rijnsbergen.example"),
    ],
)
def test_bad_input_ends_with_one_clear_line(flask, words):
    assert one_line(flask(*words))


def test_an_unknown_role_is_refused(flask):
    assert flask(*ADD, "--role", "baas").exit_code != 0


def test_a_second_colleague_with_the_address_is_refused(flask):
    assert flask(*ADD).exit_code == 0
    assert one_line(flask(*ADD))


def test_the_token_stands_alone_on_the_last_line(flask):
    flask(*ADD)
    result = flask("token", "create", "ingrid@rijnsbergen.example", "--name", "telefooncentrale")
    token = result.stdout.splitlines()[-1]
    assert result.exit_code == 0
    assert queries.user_by_token(token).email == "ingrid@rijnsbergen.example"


def test_a_disabled_colleague_gets_no_token(flask):
    flask(*ADD)
    flask("user", "disable", "ingrid@rijnsbergen.example")
    assert one_line(flask("token", "create", "ingrid@rijnsbergen.example"))
