"""/: search, what is new at my customers, whom I viewed last."""

from datetime import timedelta

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm import clock
from crm.accounts.models import Role
from crm.customers import queries as customers
from crm.interactions import queries as interactions
from crm.today import parts
from crm.web.login import me
from crm.web.render import render

bp = Blueprint("today", __name__)
NEW = timedelta(days=14)


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """The first page of the day."""
    now = clock.now()
    follows_any = customers.follows_any(me())
    newest = interactions.newest_at_customers_of if follows_any else interactions.newest_anywhere
    return render(
        "today/index.html",
        now=now,
        since=now - NEW,
        new=newest(me(), now - NEW),
        parts=parts.load_all(me(), now),
        viewed=customers.last_viewed(me()),
        follows_any=follows_any,
        is_empty=customers.is_empty(),
        may_write=me().may(Role.STAFF),
    )
