"""/brief/empty-chair: de lege stoel, full-screen."""

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm import clock
from crm.brief import occasions
from crm.brief.empty_chair import drawing, story
from crm.company import clock as company
from crm.interactions.forms import whole
from crm.web.render import render

bp = Blueprint("empty_chair", __name__)


@bp.get("/brief/empty-chair")
@login_required
def show() -> ResponseReturnValue:
    """Whose turn it is today; ``draw`` goes on from there, ``customer`` is somebody's choice, ``q`` looks for one."""
    now = clock.now()
    sorts = {one.name: one.word for one in occasions.every()}
    only = request.args.get("sort", "")
    only = only if only in sorts else ""
    order = drawing.order(company.today(now), now, only)
    customer_id, draw = whole(request.args.get("customer")), whole(request.args.get("draw")) or 0
    drawn = drawing.about(customer_id, order) if customer_id else order[draw % len(order)] if order else None
    asked = request.args.get("q", "").strip()[:200]

    def url_with(**args: int | str) -> str:
        return url_for("empty_chair.show", **{name: value for name, value in args.items() if value})

    return render(
        "brief/empty_chair.html",
        "brief/_empty_chair.html",
        story=story.of(drawn) if drawn else None,
        sorts=sorts,
        chosen=only,
        asked=asked,
        matches=current_app.extensions["find_customers"](asked) if asked else [],
        here=url_with(sort=only, draw=draw, customer=customer_id or ""),
        next_url=url_with(sort=only, draw=0 if customer_id else (draw + 1) % len(order)) if len(order) > 1 else None,
        url_with=url_with,
    )
