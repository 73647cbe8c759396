"""/presence/<customer>: an open page says that it is open, and hears who else is there and what they wrote."""

import re

from flask import Blueprint, make_response, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm.customers.models import Customer
from crm.presence import actions, queries
from crm.presence.models import Doing
from crm.presence.queries import Mark
from crm.web.login import me
from crm.web.once import once
from crm.web.render import render

bp = Blueprint("presence", __name__, url_prefix="/presence")
MARK = re.compile(r"(\d{1,11})\.(\d{1,11})", re.ASCII)
SHOWN = 3  # people by name; the others are counted


@bp.post("/<int:customer_id>")
@login_required
def beat(customer_id: int) -> ResponseReturnValue:
    """``doing``: reads, calls or writes; ``gone``: the page is left. ``seen`` is the mark of what the page shows.

    Answers who is here and how many contacts are new, and in ``X-Seen`` the mark of the newest change of a colleague.
    """
    asked = request.form.get("doing", "")
    doing = Doing(asked) if asked in list(Doing) else Doing.READS
    if "gone" in request.form:
        actions.leave(customer_id, doing, by=me())
        return "", 204
    others = [one for one in actions.beat(customer_id, doing, by=me()) if one.user_id != me().id]
    found = queries.news(customer_id, _mark(request.form.get("seen", ""), customer_id), me())
    here, more = others[:SHOWN], len(others) - SHOWN
    answer = make_response(render("presence/_here.html", customer_id=customer_id, here=here, more=more, news=found))
    answer.headers["X-Seen"] = str(found.mark)
    return answer


def seen_mark(customer: Customer) -> str:
    """What a page that is being made will show, for its next question."""
    return str(once(queries.newest, customer.id))


def _mark(text: str, customer_id: int) -> Mark:
    found = MARK.fullmatch(text)
    return Mark(int(found[1]), int(found[2])) if found else queries.newest(customer_id)
