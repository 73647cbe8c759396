"""A mail as the bytes that go over the line: the same ones for the same mail, while the sender is set the same.

No text of a user can become a header of its own. Words in headers lose control and bidi characters and are encoded
(RFC 2047) unless they are plain; everything else in a header is refused by ``check`` before it is kept.
"""

import hashlib
import json
import re
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime

from crm.mail.models import Mail
from crm.mail.post import Post
from crm.names import JOINERS, seen

LOCAL_ID = re.compile(r"[A-Za-z0-9_+=-]+(\.[A-Za-z0-9_+=-]+)*")
ONE_ADDRESS = re.compile(r"[^\s<>@\x00-\x1f\x7f-\x9f]+@[^\s<>@\x00-\x1f\x7f-\x9f]+")
ADDRESS = re.compile(r"[^\s,;:<>\"()\[\]\\@]{1,64}@[\w-]+(\.[\w-]+)*")
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,59}")
HEADER_VALUE = re.compile(r"[\x20-\x7e]{0,900}")
OURS = (
    *("from", "to", "cc", "bcc", "sender", "subject", "date", "message-id", "mime-version", "return-path"),
    *("auto-submitted", "x-auto-response-suppress"),
)
WORDS = re.compile(r"[A-Za-z0-9 !#$%&'*+/?^_`{|}~-]*")
LONGEST_PLAIN = 60  # characters; longer words are folded, and only encoded ones can be folded anywhere


def content(mail: Mail, post: Post) -> bytes:
    """The whole mail. Raises ValueError where its address can be none."""
    sender = post.sender
    headers = {
        "From": f"{_phrase(sender.name or post.company() or 'Rechterhand')} <{sender.address}>",
        "To": f"{_phrase(mail.name)} <{recipient(mail.address)}>".strip(),
        "Subject": _words(plain(mail.subject)),
        "Date": format_datetime(mail.created_at),
        "Message-ID": f"<{mail.message_id}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        **json.loads(mail.headers),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return head.encode() + _body(mail)


def recipient(address: str) -> str:
    """The address with its domain as the mail system writes it: ``bakkerij-müller.nl`` is ``xn--bakkerij-mller-…``.

    Raises ValueError.
    """
    if not ADDRESS.fullmatch(address) or seen(address) != address:
        raise ValueError("no address that mail can be sent to")
    local, _at, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode().lower()}"  # UnicodeError is a ValueError


def plain(text: str) -> str:
    """Words on one line, without characters that nobody sees or that turn the others round."""
    return " ".join(seen(" ".join(text.split()), JOINERS).split())


def check(address: str, message_id: str, headers: dict[str, str]) -> None:
    """Raise ValueError for what must never stand in a header."""
    if not ONE_ADDRESS.fullmatch(address) or len(address) > 254:
        raise ValueError(f"no address for mail: {address!r}")
    if not LOCAL_ID.fullmatch(message_id) or len(message_id) > 200:
        raise ValueError(f"no Message-ID: {message_id!r}")
    for name, value in headers.items():
        low = name.lower()
        if not HEADER_NAME.fullmatch(name) or low in OURS or low.startswith("content-"):
            raise ValueError(f"no header of ours: {name!r}")
        if not HEADER_VALUE.fullmatch(value):
            raise ValueError(f"no value for {name}: {value!r}")


def _body(mail: Mail) -> bytes:
    """Both parts, in lines of at most 76; the boundary cannot occur in them, as "=" is written "=3D" there."""
    body = EmailMessage(policy=policy.SMTP)
    body.set_content(mail.text, charset="utf-8", cte="quoted-printable")
    if mail.html:
        body.add_alternative(mail.html, subtype="html", charset="utf-8", cte="quoted-printable")
        body.set_boundary("=_" + hashlib.sha256(mail.message_id.encode()).hexdigest()[:32])
    return body.as_bytes()


def _phrase(name: str) -> str:
    """A name before an address; commas, quotes and the like are encoded, so that they mean nothing."""
    name = plain(name)[:120]
    if WORDS.fullmatch(name) and len(name) <= LONGEST_PLAIN:
        return name if "=?" not in name else _encoded(name)
    return _encoded(name)


def _words(text: str) -> str:
    if text.isascii() and "=?" not in text and len(text) <= LONGEST_PLAIN:
        return text
    return _encoded(text)


def _encoded(text: str) -> str:
    return Header(text, "utf-8", header_name="Subject", maxlinelen=75).encode(linesep="\r\n")
