"""Every setting. Each is an environment variable ``CRM_<NAME>``; ``.env`` is read too.

A value that cannot be used ends the start with one clear line (``SettingsError``).
docs/settings.md lists them for administrators; a test keeps the two in step.
"""

import os
import secrets
import zoneinfo
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import phonenumbers
from dotenv import dotenv_values

from crm import settings_mail

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("nl", "en")
LOG_FORMATS = ("text", "json")
POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")
LIKE_THIS = "postgresql://user:password@host:5432/name"


class SettingsError(Exception):
    """A setting that cannot be used; the message names it and says what would do."""


@dataclass(frozen=True)
class Settings:
    """What the application was told. ``Settings.load()`` reads it."""

    data_dir: Path
    database_url: str = field(repr=False)  # may hold a password
    secret_key: str = field(repr=False)
    base_url: str
    trusted_hosts: tuple[str, ...]
    timezone: str
    locale: str
    country: str
    port: int
    proxies: int
    log_format: str
    metrics_token: str = field(repr=False)
    attachment_mb: int
    consult_days: int
    smtp: settings_mail.Smtp | None = field(repr=False)
    mail_from: settings_mail.Sender

    @property
    def https(self) -> bool:
        """Whether people reach us over https, so that cookies may insist on it."""
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        """The name in the address that people use."""
        return urlsplit(self.base_url).hostname or ""

    @classmethod
    def load(cls, environ: dict[str, str] | None = None) -> "Settings":
        """Read the environment (over ``.env``). Raises SettingsError."""
        found = environ if environ is not None else {**dotenv_values(ROOT / ".env"), **os.environ}
        values = {key: value.strip() for key, value in found.items() if value and value.strip()}
        data_dir = Path(values.get("CRM_DATA_DIR", ROOT / "data")).expanduser().resolve()
        port = _port(values.get("PORT", "8000"))
        base_url = _base_url(values.get("CRM_BASE_URL", f"http://127.0.0.1:{port}"))
        smtp, mail_from = _mail(values, base_url)
        return cls(
            data_dir=data_dir,
            database_url=database_url(values.get("CRM_DATABASE_URL", ""), data_dir),
            secret_key=_secret(values.get("CRM_SECRET_KEY", ""), base_url, data_dir),
            base_url=base_url,
            trusted_hosts=_trusted_hosts(values.get("CRM_TRUSTED_HOSTS", ""), base_url),
            timezone=_timezone(values.get("CRM_TIMEZONE", "Europe/Amsterdam")),
            locale=_one_of("CRM_LOCALE", values.get("CRM_LOCALE", "nl"), LOCALES),
            country=_one_of("CRM_COUNTRY", values.get("CRM_COUNTRY", "NL").upper(), phonenumbers.SUPPORTED_REGIONS),
            port=port,
            proxies=_proxies(values.get("CRM_PROXIES", "0")),
            log_format=_one_of("CRM_LOG_FORMAT", values.get("CRM_LOG_FORMAT", "text"), LOG_FORMATS),
            metrics_token=_metrics_token(values.get("CRM_METRICS_TOKEN", "")),
            attachment_mb=_attachment_mb(values.get("CRM_ATTACHMENT_MB", "25")),
            consult_days=_consult_days(values.get("CRM_CONSULT_DAYS", "90")),
            smtp=smtp,
            mail_from=mail_from,
        )


def _port(value: str) -> int:
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise SettingsError(f"PORT is {value!r}; it must be a number from 1 to 65535")
    return int(value)


def _proxies(value: str) -> int:
    if not (value.isascii() and value.isdigit()) or int(value) > 9:
        raise SettingsError(f"CRM_PROXIES is {value!r}; it must be the number of proxies in front, 0 to 9")
    return int(value)


def _attachment_mb(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 5) or not 0 < int(value) <= 1000:
        raise SettingsError(f"CRM_ATTACHMENT_MB is {value!r}; it must be a number of megabytes, 1 to 1000")
    return int(value)


def _consult_days(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 5) or not 1 <= int(value) <= 3650:
        raise SettingsError(f"CRM_CONSULT_DAYS is {value!r}; it must be a number of days, 1 to 3650")
    return int(value)


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise SettingsError(f"CRM_BASE_URL is {value!r}; it must look like https://crm.example.nl, without a path")
    return value.rstrip("/")


def _mail(values: dict[str, str], base_url: str) -> tuple[settings_mail.Smtp | None, settings_mail.Sender]:
    try:
        server = settings_mail.smtp(values.get("CRM_SMTP_URL", ""))
        host = urlsplit(base_url).hostname or ""
        return server, settings_mail.sender(values.get("CRM_MAIL_FROM", ""), host, server is not None)
    except ValueError as error:
        raise SettingsError(str(error)) from None


def database_url(value: str, data_dir: Path, name: str = "CRM_DATABASE_URL") -> str:
    """The address of a database, as ``name`` gives it; "" is the file in the data folder. Raises SettingsError."""
    if not value:
        return f"sqlite:///{data_dir / 'crm.db'}"
    scheme, _colon, rest = value.partition(":")
    if scheme in POSTGRESQL:
        return _postgresql_url(f"postgresql:{rest}", name)
    if not value.startswith("sqlite:///"):
        raise SettingsError(f"{name} starts with {scheme[:20]!r}; it must be sqlite:///path/to/crm.db or {LIKE_THIS}")
    return value


def _postgresql_url(value: str, name: str) -> str:
    """Says nothing of ``value`` when it will not do: the password is in it."""
    from psycopg import Error, conninfo  # for who uses it

    try:
        told = conninfo.conninfo_to_dict(value)
        if not str(told.get("port", "1")).replace(",", "").isdecimal():
            raise ValueError
        if not told.get("dbname"):
            raise SettingsError(f"{name} names no database; it must look like {LIKE_THIS}")
    except (Error, ValueError):
        raise SettingsError(
            f"{name} cannot be read; it must look like {LIKE_THIS}, with signs like @ : / % in the "
            "password written as %40 %3A %2F %25"
        ) from None
    return value


def _trusted_hosts(value: str, base_url: str) -> tuple[str, ...]:
    own = urlsplit(base_url).hostname or ""
    return tuple(dict.fromkeys([own, "localhost", "127.0.0.1", "[::1]", *value.replace(",", " ").split()]))


def _timezone(value: str) -> str:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        raise SettingsError(f"CRM_TIMEZONE is {value!r}; it must be a name like Europe/Amsterdam") from None
    return value


def _one_of(name: str, value: str, known) -> str:
    if value not in known:
        raise SettingsError(f"{name} is {value!r}; it must be one of {', '.join(sorted(known)[:8])} …")
    return value


def _secret(value: str, base_url: str, data_dir: Path) -> str:
    """Over https this is the real thing: the key must then be given, so that it is not kept beside what it guards."""
    if base_url.startswith("https://") and len(value) < 32:
        raise SettingsError(
            f"CRM_SECRET_KEY is {'too short' if value else 'not set'}; over https it must have 32 characters or more: "
            'python3 -c "import secrets; print(secrets.token_hex(32))" makes one'
        )
    return value or _kept_secret(data_dir)


def _metrics_token(value: str) -> str:
    if value and (len(value) < 16 or not value.isascii() or not value.isprintable() or " " in value):
        raise SettingsError("CRM_METRICS_TOKEN must have 16 characters or more: letters, digits and signs, no spaces")
    return value


def _kept_secret(data_dir: Path) -> str:
    """The key made once for this data folder; only its owner may read the file."""
    path = data_dir / "secret_key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingsError(f"CRM_DATA_DIR is {str(data_dir)!r}; nothing can be kept there: {error.strerror}") from None
    kept = path.read_text().strip()
    if len(kept) < 32:
        raise SettingsError(f"{path} is damaged; set CRM_SECRET_KEY or remove the file")
    return kept
