"""The link at the end of a digest with which whoever has that mail ends its series without logging in.

It can do nothing else; the reader sees on their page that none comes, and chooses it again there.
"""

from itsdangerous import BadSignature, URLSafeSerializer

from crm.digest.models import Series

SALT = "digest.unsubscribe"  # so that no other signed text of ours is one
LONGEST = 200

_secret_key = ""


def live_in(secret_key: str) -> None:
    """Sign with this key from now on."""
    global _secret_key
    _secret_key = secret_key


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


def _signer() -> URLSafeSerializer:
    if not _secret_key:
        raise RuntimeError("live_in() was not called")
    return URLSafeSerializer(_secret_key, salt=SALT)
