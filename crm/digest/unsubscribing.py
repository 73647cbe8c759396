"""The link at the end of a digest with which its reader, and nobody else, ends that series without logging in."""

import hmac
from urllib.parse import urlsplit

from itsdangerous import BadSignature, URLSafeSerializer

from crm.digest.models import Series

SALT = "digest.unsubscribe"  # so that no other signed text of ours is one
LONGEST = 200

_secret_key = ""
_base_url = ""


def live_in(secret_key: str, base_url: str) -> None:
    """Sign with this key from now on, and lead to this address."""
    global _secret_key, _base_url
    parts = urlsplit(base_url)
    _secret_key, _base_url = secret_key, f"{parts.scheme}://{parts.netloc.encode('idna').decode()}"


def token(user_id: int, series: str) -> str:
    """What proves that its bearer got this series of this colleague by mail. It works for as long as our key does."""
    return _signer().dumps([user_id, str(series)])


def read(token: str) -> tuple[int, str] | None:
    """For whom and which series a token is; None where we did not make it."""
    if len(token) > LONGEST:
        return None
    try:
        user_id, series = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return (user_id, series) if type(user_id) is int and type(series) is str and series in list(Series) else None


def host() -> str:
    """The name of the machine that the address leads to."""
    name = urlsplit(_base_url).hostname or ""
    return "localhost" if ":" in name else name


def address(user_id: int, series: str) -> str:
    """The whole address, in signs that a header may have: müller.nl as xn--mller-kva.nl."""
    return f"{_base_url}/digest/unsubscribe/{token(user_id, series)}"


def seal(text: str) -> str:
    """Ten letters that nobody else can derive from ``text``; the same ones each time."""
    return hmac.new(_secret_key.encode(), f"{SALT}:{text}".encode(), "sha256").hexdigest()[:10]


def _signer() -> URLSafeSerializer:
    if not _secret_key:
        raise RuntimeError("live_in() was not called")
    return URLSafeSerializer(_secret_key, salt=SALT)
