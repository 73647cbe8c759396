"""The first administrator from the console."""

import pytest

from crm.accounts import passwords, queries
from crm.db import database
from crm.setup import invitation
from crm.web import company

SETUP = ("setup", "--email", "lieke@rijnsbergen.example", "--name", "Lieke van Rijnsbergen", "--department", "Verkoop")


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


def test_a_script_makes_the_first_administrator_and_the_link_ends(flask, settings):
    token = invitation.make(settings.data_dir)
    result = flask(*SETUP, "--company", "Van Rijnsbergen Techniek")
    assert result.exit_code == 0, result.output
    [first] = queries.everyone()
    assert first.role == "admin" and passwords.verify(first.password, "zeven natte laarzen")
    assert company.name() == "Van Rijnsbergen Techniek"
    assert not invitation.fits(settings.data_dir, token)


def test_the_password_may_be_typed(flask, monkeypatch):
    monkeypatch.delenv("CRM_PASSWORD")
    assert flask(*SETUP, input="acht droge sokken\nacht droge sokken\n").exit_code == 0


def test_a_file_in_use_is_refused_with_one_line_and_before_any_question(flask, monkeypatch, alice):
    monkeypatch.delenv("CRM_PASSWORD")
    result = flask(*SETUP)
    assert result.exit_code != 0
    assert len(result.stderr.strip().splitlines()) == 1
    assert len(queries.everyone()) == 1


@pytest.mark.parametrize("password", ["kort", "Welkom2026!"])
def test_a_poor_password_is_refused_with_one_line(flask, monkeypatch, password):
    monkeypatch.setenv("CRM_PASSWORD", password)
    result = flask(*SETUP)
    assert result.exit_code != 0 and len(result.stderr.strip().splitlines()) == 1
    assert not queries.everyone()
