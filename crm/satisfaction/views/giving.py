"""/satisfaction/give/<key>: the public page where a customer gives a mark, once. Nobody logs in: the key is the proof.

A GET writes nothing: programs that guard mailboxes open links too. Unknown, expired and ended keys get one answer, so
that nobody learns which ones there were.
"""

from datetime import timedelta
from typing import Any

from flask import Response, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import validate_csrf
from wtforms.validators import ValidationError

from crm import clock
from crm.accounts.throttle import Throttled
from crm.errors import NotFound
from crm.satisfaction import actions, asked, forms, pace
from crm.satisfaction.models import RatingRequest
from crm.satisfaction.views.room import bp
from crm.web.render import go, render
from crm.web.security import csrf

PRIVATE = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


@bp.get("/give/<key>")
def give(key: str) -> ResponseReturnValue:
    """The form; for who gave a mark already, a word of thanks."""
    try:
        found = _found(key)
    except Throttled as error:
        return _later(error)
    except NotFound:
        return _ended()
    if found.answered_at is not None:
        return _private("satisfaction/thanks.html", score=asked.score_given(found))
    return _page(found, forms.GivenForm())


@bp.post("/give/<key>")
@csrf.exempt  # it is checked below: without a referrer the check of where a form came from would fail
def given(key: str) -> ResponseReturnValue:
    """Keep the mark, and thank; a second one changes nothing."""
    try:
        return _keep(key, forms.GivenForm(request.form))
    except Throttled as error:
        return _later(error)
    except NotFound:
        return _wrong()


def _keep(key: str, form: forms.GivenForm) -> ResponseReturnValue:
    found = _found(key)
    if not _token_fits():
        return _page(found, form, status=400, said=_("That took very long, or cookies are off. Send it once more."))
    if found.answered_at is None:
        values = form.read()
        if values is None:
            return _page(found, form, status=422)
        actions.give(key, values)
    answer = make_response(go(request.path))
    answer.headers.update(PRIVATE)
    return answer


def _found(key: str) -> RatingRequest:
    """What the key opens: to answer it, or to be thanked. Raises Throttled, NotFound."""
    address, found = request.remote_addr or "", asked.of_key(key)
    if found and not (found.answered_at or asked.works(found, clock.now())):
        found = None
    if seconds := pace.wait(address, opens=found is not None):
        raise Throttled(timedelta(seconds=seconds))
    actions.refuse_hasty(address)
    if found is None:
        pace.was_wrong(address)
        raise NotFound()
    return found


def _wrong() -> ResponseReturnValue:
    """What was posted with a key that leads nowhere is counted for every process."""
    try:
        actions.count_wrong(request.remote_addr)
    except Throttled as error:
        return _later(error)
    return _ended()


def _token_fits() -> bool:
    try:
        validate_csrf(request.form.get("csrf_token") or request.headers.get("X-CSRFToken"))
    except ValidationError:
        return False
    return True


def _page(found: RatingRequest, form: forms.GivenForm, status: int = 200, said: str = "") -> ResponseReturnValue:
    about = {"channel": found.interaction.channel, "at": found.interaction.occurred_at}
    return _private("satisfaction/give.html", status=status, form=form, said=said, **about)


def _ended() -> ResponseReturnValue:
    """The same for a key that is unknown, expired or ended: nobody learns which it was."""
    return _private("satisfaction/ended.html", status=404, later=False)


def _later(error: Throttled) -> ResponseReturnValue:
    answer = _private("satisfaction/ended.html", status=429, later=True)
    answer.headers["Retry-After"] = str(max(1, int(error.wait.total_seconds())))
    return answer


def _private(template: str, status: int = 200, **context: Any) -> Response:
    """An answer that nobody keeps, and that tells no other site where one came from."""
    answer = make_response(render(template, status=status, **context))
    answer.headers.update(PRIVATE)
    return answer
