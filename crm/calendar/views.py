"""/calendar/: a secret link to one's own calendar, and what it shows to whoever has it."""

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm import clock
from crm.accounts.models import User
from crm.calendar import actions, keys, pace, queries
from crm.company import clock as company
from crm.web.login import me
from crm.web.render import go, render

bp = Blueprint("calendar", __name__, url_prefix="/calendar")
TYPE = "text/calendar; charset=utf-8"
NAMED = {"Content-Disposition": "inline; filename=rechterhand.ics"}


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """What the link shows, whether there is one, and how to get another."""
    return render("calendar/index.html", link=queries.link(me()))


@bp.post("/link")
@login_required
def make_link() -> ResponseReturnValue:
    """A new link, shown this once; the one before ends."""
    address = current_app.extensions["settings"].base_url + keys.path(actions.make_link(by=me()))
    return render("calendar/link.html", address=address, opens="webcal:" + address.partition(":")[2])


@bp.post("/link/end")
@login_required
def end_link() -> ResponseReturnValue:
    """Whoever has the link sees nothing more."""
    actions.end_link(by=me())
    flash(_("The link has ended."), "ok")
    return go(url_for("calendar.index"))


@bp.get("/<key>.ics")
def feed(key: str) -> ResponseReturnValue:
    """The calendar of whoever this link is of. Nobody logs in here: the key is the proof."""
    user = queries.owner(key)
    if user is None:
        return Response("404\n", 404, mimetype="text/plain")
    if wait := pace.too_often(user.id):
        return Response("429\n", 429, {"Retry-After": str(wait)}, mimetype="text/plain")
    answer = Response(_written(user), headers=NAMED, content_type=TYPE)
    answer.add_etag()  # nothing on the way keeps it, yet a calendar that read these events need not read them again
    return answer.make_conditional(request)


def _written(user: User) -> bytes:
    from crm.calendar import writing  # takes a while to load, and few processes ever need it

    settings = current_app.extensions["settings"]
    during = queries.period(clock.now())
    reader = writing.Reader(user.locale or settings.locale, company.zone(), settings.base_url, settings.host)
    return writing.written(queries.of(user, during), during, reader)
