"""What people searched for and did not find."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm.search import missed
from crm.search.views.room import bp
from crm.web.render import render


@bp.get("/missed")
@login_required
def missed_searches() -> ResponseReturnValue:
    """A month of it, most often first; for every colleague, and of nobody in particular."""
    found = missed.of_month(request.args.get("month", ""))
    return render("search/missed.html", found=found, most=missed.MOST, hidden=missed.HIDDEN)
