"""What mail programs read of a digest: how it is ended with one click, by what it is sorted and threaded."""

import hmac
from urllib.parse import urlsplit

from crm.accounts.models import User
from crm.digest import unsubscribing

SALT = "digest.message"  # so that no other sealed text of ours is one

_secret_key = ""
_base_url = ""


def live_in(secret_key: str, base_url: str) -> None:
    """Seal with this key from now on, and lead to this address."""
    global _secret_key, _base_url
    parts = urlsplit(base_url)
    _secret_key, _base_url = secret_key, f"{parts.scheme}://{parts.netloc.encode('idna').decode()}"


def of(reader: User, series: str) -> dict[str, str]:
    """What lets a mail program end the series with one click (RFC 8058), sort it (RFC 2919) and thread it.

    In signs that a header may have: müller.nl is xn--mller-kva.nl.
    """
    name = urlsplit(_base_url).hostname or ""
    host = "localhost" if ":" in name else name
    return {
        "List-Unsubscribe": f"<{_base_url}/digest/unsubscribe/{unsubscribing.token(reader.id, series)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<{series}.digest.{host}>",
        "References": f"<digest.{series}.u{reader.id}@{host}>",
    }


def seal(text: str) -> str:
    """Ten letters that nobody else can derive from ``text``; the same ones each time."""
    if not _secret_key:
        raise RuntimeError("live_in() was not called")
    return hmac.new(_secret_key.encode(), f"{SALT}:{text}".encode(), "sha256").hexdigest()[:10]
