"""The way out at the end of each mail, for who holds it, logged in or not."""

from flask.typing import ResponseReturnValue

from crm.accounts import queries as accounts
from crm.accounts.models import User
from crm.digest import actions, choices, unsubscribing
from crm.digest.models import Series
from crm.digest.views.room import bp
from crm.errors import NotFound
from crm.web.render import render
from crm.web.security import csrf


@bp.get("/unsubscribe/<token>")
def leave(token: str) -> ResponseReturnValue:
    """Whether to end the series of this mail; nothing is ended yet, since programs look at links too."""
    found = _of_token(token)
    return _stop_page(*found, ended=not choices.wants(choices.of(found[0]), *found)) if found else _no_link()


@bp.post("/unsubscribe/<token>")
@csrf.exempt  # RFC 8058: a mail program posts here; the token is what proves that it may
def unsubscribe(token: str) -> ResponseReturnValue:
    """End it."""
    found = _of_token(token)
    if not found:
        return _no_link()
    actions.unsubscribe(found[0].id, found[1])
    return _stop_page(*found, ended=True)


def _of_token(token: str) -> tuple[User, str] | None:
    known = unsubscribing.read(token)
    try:
        return (accounts.user(known[0]), known[1]) if known else None
    except NotFound:
        return None


def _stop_page(user: User, series: str, *, ended: bool) -> ResponseReturnValue:
    return render("digest/stop.html", user=user, is_department=series == Series.DEPARTMENT, ended=ended)


def _no_link() -> ResponseReturnValue:
    return render("digest/stop.html", status=404, user=None)
