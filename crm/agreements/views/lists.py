"""The list; and what the words in a day mean."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm.accounts import queries as accounts
from crm.accounts.models import Role
from crm.agreements import days, forms, headings, kinds, queries
from crm.agreements.views.room import bp
from crm.company import clock as company
from crm.customers import queries as customers
from crm.dates import spans
from crm.errors import NotFound
from crm.interactions.forms import whole
from crm.web import asked
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import render
from crm.words import N_, Text

STATES = [
    ("", N_("Open")),
    ("kept", N_("Kept in time")),
    ("late", N_("Kept too late")),
    ("broken", N_("Not kept")),
    ("withdrawn", N_("Withdrawn")),
    ("ended", N_("Prices and discounts that ended")),
    ("all", N_("All")),
]
DAY_FIELDS = ("due_on", f"{forms.BUTTON.prefix}due_on")


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """What is open, the soonest first and so what is late on top; or what ended, the newest first."""
    filters, today = _filters(), company.today()
    found = queries.page(filters, today, request.args.get("after", ""))
    on = _on(filters)

    def url_with(**changed: Any) -> str:
        return url_for("agreements.index", **{name: value for name, value in (on | changed).items() if value})

    return render(
        "agreements/index.html",
        "agreements/_list.html",
        page=found,
        rows=headings.under(found.rows, today, found.ended) if filters.forward else [(None, one) for one in found.rows],
        filters=filters,
        customer=_customer(filters.customer),
        states=STATES,
        sides=list(kinds.SIDES.items()),
        kinds=list(kinds.KINDS.items()),
        departments=[(str(one.id), one.name) for one in once(accounts.departments)],
        periods=_periods(today),
        rate=partial(queries.rate, today),
        url_with=url_with,
        more_url=url_with(after=found.next_cursor) if found.next_cursor else None,
        may_write=me().may(Role.STAFF),
    )


@bp.get("/day")
@role_required(Role.STAFF)
def day() -> ResponseReturnValue:
    """Which day is meant by what somebody types as the day by which it was promised."""
    typed = next((request.args[name] for name in DAY_FIELDS if name in request.args), "").strip()
    return render("agreements/_day_said.html", typed=typed, day=days.due(typed, company.today()))


def _filters() -> queries.Filters:
    args = request.args
    state, side, kind = (args.get(name, "") for name in ("state", "side", "kind"))
    return queries.Filters(
        state=state if state in queries.STATES else queries.Filters.state,
        customer=whole(args.get("customer")),
        department=whole(args.get("department")),
        must_know=whole(args.get("must_know")),
        side=side if side in kinds.SIDES else "",
        kind=kind if kind in kinds.KINDS else "",
        first=asked.day("from"),
        last=asked.day("until"),
        mine=me() if args.get("mine") == "1" else None,
    )


def _on(filters: queries.Filters) -> dict[str, Any]:
    """The filters as the address has them."""
    return {
        "state": "" if filters.forward else filters.state,
        "customer": filters.customer,
        "department": filters.department,
        "must_know": filters.must_know,
        "side": filters.side,
        "kind": filters.kind,
        "from": filters.first,
        "until": filters.last,
        "mine": "1" if filters.mine else "",
    }


def _periods(today: date) -> list[tuple[Text, date, date]]:
    """Those that people ask for, with their first and last day."""
    quarter = spans.quarter_of(today)
    often = (
        (N_("This week"), spans.week_of(today)),
        (N_("This month"), spans.month_of(today)),
        (N_("This quarter"), quarter),
        (N_("Last quarter"), spans.quarter_of(quarter.start - timedelta(days=1))),
    )
    return [(word, one.start, one.last) for word, one in often]


def _customer(id: int | None) -> Any:
    """The one that the list is narrowed to; None also where it is gone, and then the list is empty."""
    try:
        return customers.get(id) if id else None
    except NotFound:
        return None
