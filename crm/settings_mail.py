"""The settings for mail: which server takes it, and from whom it comes. Raises ValueError with the line to show.

Nothing of ``CRM_SMTP_URL`` is ever said back: the password is in it.
"""

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

URL_LIKE = "smtp+starttls://user:password@smtp.example.nl:587"
FROM_LIKE = "Rechterhand <crm@example.nl>"
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
HOST = re.compile(r"[A-Za-z0-9_.-]+|[0-9a-f:.]+")
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@([\w-]+(?:\.[\w-]+)*)")


@dataclass(frozen=True)
class Smtp:
    """The server that takes our mail. ``encryption`` is "", "starttls" (nothing is sent without) or "tls"."""

    host: str
    port: int
    encryption: str = ""
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Sender:
    """From whom mail comes; without a ``name`` the company's is used."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]


def smtp(value: str) -> Smtp | None:
    """What ``CRM_SMTP_URL`` says; None where it is empty. Raises ValueError."""
    if not value:
        return None
    scheme = value.partition(":")[0]
    if scheme not in PORTS:
        raise ValueError(
            "CRM_SMTP_URL must begin with smtp+starttls:// or smtps:// (both encrypted) or smtp:// (not); "
            f"it must look like {URL_LIKE}"
        )
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
        user, password = (unquote(one or "", errors="strict") for one in (parts.username, parts.password))
    except ValueError:
        raise ValueError(_unreadable()) from None
    if not HOST.fullmatch(host) or port == 0 or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(_unreadable())
    if bool(user) != bool(password) or not f"{user}{password}".isascii() or not f"{user}{password}x".isprintable():
        raise ValueError(f"CRM_SMTP_URL needs both a user and a password, in plain letters and signs: {URL_LIKE}")
    if user and scheme == "smtp" and not _is_this_machine(host):
        raise ValueError(
            "CRM_SMTP_URL would send its password unencrypted over the network; begin it with smtp+starttls:// or smtps://"
        )
    encryption = {"smtp": "", "smtp+starttls": "starttls", "smtps": "tls"}[scheme]
    return Smtp(host, port or PORTS[scheme], encryption, user, password)


def sender(value: str, base_host: str, has_server: bool) -> Sender:
    """What ``CRM_MAIL_FROM`` says, else rechterhand@ the host that people use. Raises ValueError."""
    if value:
        name, address = _apart(value)
        found = ADDRESS.fullmatch(address)
        if not found or not name.isprintable() or len(name) > 120 or "<" in name:
            raise ValueError(f"CRM_MAIL_FROM is {value!r}; it must look like {FROM_LIKE}")
        try:
            domain = found[1].encode("idna").decode()
        except UnicodeError:
            raise ValueError(f"CRM_MAIL_FROM is {value!r}; no mail can come from {found[1]}") from None
        return Sender(name, f"{address.rpartition('@')[0]}@{domain.lower()}")
    if has_server and not is_name(base_host):
        raise ValueError(
            "CRM_MAIL_FROM must be set, since CRM_SMTP_URL is and CRM_BASE_URL is no name that mail can come from; "
            f"it must look like {FROM_LIKE}"
        )
    return Sender("", f"rechterhand@{base_host if is_name(base_host) else 'localhost'}")


def is_name(host: str) -> bool:
    """Whether mail could come from there: a name with a dot, and not the number of a machine."""
    return "." in host and not _address(host)


def _apart(value: str) -> tuple[str, str]:
    name, bracket, rest = value.rpartition("<")
    if not bracket:
        return "", value
    return name.strip().strip('"').strip(), rest[:-1] if rest.endswith(">") else ""


def _is_this_machine(host: str) -> bool:
    known = _address(host)
    return known.is_loopback if known else host == "localhost"


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _unreadable() -> str:
    return (
        f"CRM_SMTP_URL cannot be read; it must look like {URL_LIKE}, with signs like @ : / % in the password "
        "written as %40 %3A %2F %25"
    )
