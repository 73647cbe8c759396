"""Settings say what they cannot use, and the files they lead to are for their owner only."""

import os
import subprocess
import sys

import pytest

from crm.app import create_app
from crm.db.postgres import prepared
from crm.settings import ROOT, Settings, SettingsError
from crm.settings_mail import Smtp

SECRET = {"CRM_SECRET_KEY": "only-for-tests-" * 4}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "tachtig"),
        ("PORT", "70000"),
        ("CRM_BASE_URL", "crm.example.nl"),
        ("CRM_BASE_URL", "https://crm.example.nl/pad"),
        ("CRM_DATABASE_URL", "sqlite://crm.db"),
        ("CRM_DATABASE_URL", "mysql://localhost/crm"),
        ("CRM_DATABASE_URL", "postgresql://crm:geheim@localhost"),
        ("CRM_DATABASE_URL", "postgresql://crm:ge/heim@localhost/crm"),
        ("CRM_DATABASE_URL", "postgres://crm:geheim@localhost:vijf/crm"),
        ("CRM_DATABASE_URL", "postgresql://crm:geheim@localhost/crm?sslmodus=require"),
        ("CRM_TIMEZONE", "Amsterdam"),
        ("CRM_LOCALE", "fr"),
        ("CRM_COUNTRY", "Nederland"),
        ("CRM_PROXIES", "-1"),
        ("CRM_LOG_FORMAT", "xml"),
        ("CRM_CONSULT_DAYS", "0"),
        ("CRM_CONSULT_DAYS", "een kwartaal"),
        ("CRM_ATTACHMENT_MB", "0"),
        ("CRM_ATTACHMENT_MB", "25 MB"),
        ("CRM_METRICS_TOKEN", "kort"),
        ("CRM_METRICS_TOKEN", "lang genoeg maar met spaties"),
        ("CRM_METRICS_TOKEN", "lang-genoeg-maar-één-vreemde"),
        ("CRM_SMTP_URL", "mail.example.nl"),
        ("CRM_SMTP_URL", "http://mail.example.nl"),
        ("CRM_SMTP_URL", "smtp://"),
        ("CRM_SMTP_URL", "smtps://crm:geheim@mail.example.nl:veel"),
        ("CRM_SMTP_URL", "smtps://crm:geheim@mail.example.nl:0"),
        ("CRM_SMTP_URL", "smtps://crm:ge/heim@mail.example.nl"),
        ("CRM_SMTP_URL", "smtps://crm:ge#heim@mail.example.nl"),
        ("CRM_SMTP_URL", "smtps://crm@mail.example.nl"),
        ("CRM_SMTP_URL", "smtps://:geheim@mail.example.nl"),
        ("CRM_SMTP_URL", "smtps://crm:geh%C3%A9im@mail.example.nl"),
        ("CRM_SMTP_URL", "smtps://crm:geheim%0D%0AQUIT@mail.example.nl"),
        ("CRM_SMTP_URL", "smtp://crm:geheim@mail.example.nl:25"),
        ("CRM_SMTP_URL", "smtp://mail.example.nl/pad"),
        ("CRM_MAIL_FROM", "Rechterhand"),
        ("CRM_MAIL_FROM", "Rechterhand <crm@example.nl"),
        ("CRM_MAIL_FROM", "a@b@example.nl"),
        ("CRM_MAIL_FROM", "crm@example..nl"),
        ("CRM_MAIL_FROM", "Rechter\x07hand <crm@example.nl>"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(tmp_path, name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.load({"CRM_DATA_DIR": str(tmp_path), **SECRET, name: value})


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://crm:ge%2Fheim@db.example.nl:5433/crm",
        "postgres://crm:ge%2Fheim@db.example.nl:5433/crm",
        "postgresql+psycopg://crm:ge%2Fheim@db.example.nl:5433/crm",
        "postgresql:///crm?host=db.example.nl&port=5433&user=crm&password=ge%2Fheim",
    ],
)
def test_postgresql_is_taken_in_every_usual_spelling_and_its_password_told_nowhere(tmp_path, url):
    settings = Settings.load({"CRM_DATA_DIR": str(tmp_path), **SECRET, "CRM_DATABASE_URL": url})
    told = prepared(settings.database_url)
    where = told.connect_params
    assert (told.database, where["user"], where["host"], where["port"]) == ("crm", "crm", "db.example.nl", "5433")
    assert where["password"] == "ge/heim"
    assert "heim" not in repr(settings)


def test_a_database_url_that_cannot_be_used_is_refused_without_its_password(tmp_path):
    for url in (
        "postgresql://crm:geheim@localhost:vijf/crm",
        "postgresql://crm:geheim@localhost",
        "mysql://crm:geheim@localhost/crm",
    ):
        with pytest.raises(SettingsError) as refused:
            Settings.load({"CRM_DATA_DIR": str(tmp_path), **SECRET, "CRM_DATABASE_URL": url})
        assert "\n" not in str(refused.value) and ":geheim" not in str(refused.value)


def test_what_is_wrong_with_the_mail_server_is_said_without_its_password(tmp_path):
    for url in (
        "ftp://crm:geheim@x.nl",
        "smtps://crm:geheim@x.nl:veel",
        "smtp://crm:geheim@x.nl",
        "smtps://crm:geheim@",
    ):
        with pytest.raises(SettingsError) as refused:
            Settings.load({"CRM_DATA_DIR": str(tmp_path), **SECRET, "CRM_SMTP_URL": url})
        assert "\n" not in str(refused.value) and "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("smtp://mail.example.nl", Smtp("mail.example.nl", 25)),
        ("smtp://127.0.0.1:1025", Smtp("127.0.0.1", 1025)),
        ("smtp://[::1]:1025", Smtp("::1", 1025)),
        ("smtp://crm:geheim@localhost", Smtp("localhost", 25, "", "crm", "geheim")),
        (
            "smtp+starttls://crm%40example.nl:ge%2Fheim%20@mail.example.nl",
            Smtp("mail.example.nl", 587, "starttls", "crm@example.nl", "ge/heim "),
        ),
        ("smtps://crm:geheim@mail.example.nl:4650", Smtp("mail.example.nl", 4650, "tls", "crm", "geheim")),
    ],
)
def test_a_mail_server_in_every_spelling_and_its_password_told_nowhere(tmp_path, url, told):
    given = {"CRM_DATA_DIR": str(tmp_path), **SECRET, "CRM_SMTP_URL": url, "CRM_MAIL_FROM": "crm@example.nl"}
    settings = Settings.load(given)
    assert settings.smtp == told
    assert "heim" not in repr(settings) and "heim" not in repr(settings.smtp)


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("Rechterhand <crm@example.nl>", "Rechterhand", "crm@example.nl"),
        ('"Van Rijnsbergen, Techniek" <crm@example.nl>', "Van Rijnsbergen, Techniek", "crm@example.nl"),
        ("crm@example.nl", "", "crm@example.nl"),
        ("<crm@bakkerij-müller.nl>", "", "crm@xn--bakkerij-mller-psb.nl"),
    ],
)
def test_from_whom_mail_comes(tmp_path, value, name, address):
    settings = Settings.load({"CRM_DATA_DIR": str(tmp_path), **SECRET, "CRM_MAIL_FROM": value})
    assert (settings.mail_from.name, settings.mail_from.address) == (name, address)


def test_mail_comes_from_the_address_that_people_use_unless_that_is_no_name(tmp_path):
    given = {"CRM_DATA_DIR": str(tmp_path), **SECRET, "CRM_SMTP_URL": "smtp://127.0.0.1"}
    settings = Settings.load(given | {"CRM_BASE_URL": "https://crm.example.nl"})
    assert settings.mail_from.address == "rechterhand@crm.example.nl"
    for base in ("http://127.0.0.1:8000", "http://[::1]", "http://localhost", "https://crm"):
        with pytest.raises(SettingsError, match="CRM_MAIL_FROM must be set"):
            Settings.load(given | {"CRM_BASE_URL": base})


def test_what_is_kept_is_for_its_owner_only(tmp_path):
    create_app(Settings.load({"CRM_DATA_DIR": str(tmp_path)}))
    assert {file.name: oct(file.stat().st_mode & 0o777) for file in tmp_path.iterdir()} == {
        "crm.db": "0o600",
        "secret_key": "0o600",
    }


def test_the_secret_is_made_once(tmp_path):
    first, second = (Settings.load({"CRM_DATA_DIR": str(tmp_path)}).secret_key for _ in range(2))
    assert first == second and len(first) > 32


@pytest.mark.parametrize("key", [None, "", "kort", "x" * 31])
def test_over_https_the_secret_must_be_given_and_long(tmp_path, key):
    wanted = r"CRM_SECRET_KEY .* 32 characters .*secrets\.token_hex\(32\)"
    with pytest.raises(SettingsError, match=wanted) as refused:
        Settings.load({"CRM_DATA_DIR": str(tmp_path), "CRM_BASE_URL": "https://crm.example.nl", "CRM_SECRET_KEY": key})
    assert "\n" not in str(refused.value) and "kort" not in str(refused.value)
    assert not (tmp_path / "secret_key").exists()


def test_over_https_a_long_secret_will_do(tmp_path):
    told = {"CRM_DATA_DIR": str(tmp_path), "CRM_BASE_URL": "https://crm.example.nl", "CRM_SECRET_KEY": "x" * 32}
    assert Settings.load(told).secret_key == "x" * 32


def test_without_a_secret_over_https_the_web_server_ends_with_one_line(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-m", "gunicorn", "wsgi:app"],
        cwd=ROOT,
        env={
            **os.environ,
            "CRM_DATA_DIR": str(tmp_path),
            "CRM_BASE_URL": "https://crm.example.nl",
            "CRM_SECRET_KEY": "",
        },
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert answer.returncode != 0
    assert [line[:25] for line in answer.stderr.splitlines()] == ["CRM_SECRET_KEY is not set"]


@pytest.mark.parametrize(("proxies", "seen"), [("0", "127.0.0.1"), ("1", "203.0.113.9")])
def test_who_somebody_is_behind_a_proxy_is_only_believed_when_told_so(tmp_path, new_database, proxies, seen):
    told = {"CRM_DATA_DIR": str(tmp_path), "CRM_DATABASE_URL": new_database(tmp_path), **SECRET}
    app = create_app(Settings.load(told | {"CRM_PROXIES": proxies}))
    addresses = []

    def environ(inside, start_response):
        addresses.append(inside["REMOTE_ADDR"])
        start_response("204 No Content", [])
        return []

    if proxies == "0":
        app.wsgi_app = environ
    else:
        app.wsgi_app.app = environ
    app.test_client().get("/", headers={"X-Forwarded-For": "203.0.113.9"})
    assert addresses == [seen]


def test_a_wrong_setting_ends_a_command_with_one_line(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-m", "flask", "db", "status"],
        cwd=ROOT,
        env={**os.environ, "CRM_DATA_DIR": str(tmp_path), "PORT": "tachtig"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode != 0
    assert answer.stderr.splitlines() == ["PORT is 'tachtig'; it must be a number from 1 to 65535"]
