"""All compliments, and one of them."""

from functools import partial
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm.accounts import queries as accounts
from crm.accounts.deeds import deeds
from crm.accounts.models import Role
from crm.compliments import queries
from crm.compliments.queries import Filters
from crm.compliments.views.room import bp
from crm.customers import queries as customers
from crm.interactions import facts
from crm.interactions.forms import whole
from crm.web import asked
from crm.web.login import me
from crm.web.once import once
from crm.web.render import render


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """The newest first; ``mine``: those that name the reader."""
    filters = _filters()
    page = queries.page(filters, request.args.get("after", ""))
    on = {
        "customer": filters.customer,
        "department": filters.department,
        "from": filters.first and filters.first.isoformat(),
        "until": filters.last and filters.last.isoformat(),
        "mine": "1" if filters.named else "",
    }

    def url_with(**changed: Any) -> str:
        return url_for("compliments.index", **{name: value for name, value in (on | changed).items() if value})

    return render(
        "compliments/index.html",
        "compliments/_list.html",
        page=page,
        filters=filters,
        customer=customers.find(filters.customer),
        departments=[(str(one.id), one.name) for one in once(accounts.departments)],
        url_with=url_with,
        more_url=url_with(after=page.next_cursor) if page.next_cursor else None,
        may_write=me().may(Role.STAFF),
    )


@bp.get("/<int:compliment_id>")
@login_required
def show(compliment_id: int) -> ResponseReturnValue:
    """One compliment, and what was done with it."""
    return render(
        "compliments/show.html",
        item=queries.item(compliment_id),
        history=partial(deeds, "compliment", compliment_id),
        may_change=facts.may_change(queries.get(compliment_id, taken_back=True), by=me()),
    )


def _filters() -> Filters:
    args = request.args
    return Filters(
        customer=whole(args.get("customer")),
        department=whole(args.get("department")),
        first=asked.day("from"),
        last=asked.day("until"),
        named=me().id if args.get("mine") == "1" else None,
    )
