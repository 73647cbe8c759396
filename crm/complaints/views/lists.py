"""The list of complaints, and what we learnt."""

from typing import Any

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm.accounts import queries as accounts
from crm.accounts.models import Role
from crm.complaints import forms, queries
from crm.complaints.models import State
from crm.complaints.queries.lists import ASKED, DATES, WITHOUT
from crm.complaints.views.room import bp
from crm.customers import queries as customers
from crm.interactions.forms import whole
from crm.web import asked
from crm.web.login import me
from crm.web.once import once
from crm.web.render import render
from crm.words import N_

STATES = [("open", N_("open")), *((str(state), word) for state, word in queries.WORDS.items())]


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """Open ones first, the oldest on top; the filters stand in the address."""
    filters, mine = _filters(), request.args.get("mine") == "1"
    page = queries.page(filters, request.args.get("after", ""))
    on = _in_address(filters, mine)

    def url_with(**changed: Any) -> str:
        return url_for("complaints.index", **{name: value for name, value in (on | changed).items() if value})

    return render(
        "complaints/index.html",
        "complaints/_list.html",
        page=page,
        filters=filters,
        on=on,
        mine=mine,
        customer=customers.find(filters.customer),
        states=STATES,
        causes=[(str(id), name) for id, name in queries.causes_named()],
        departments=[(str(one.id), one.name) for one in once(accounts.departments)],
        colleagues=forms.choices_of(once(accounts.colleagues)),
        url_with=url_with,
        more_url=url_with(after=page.next_cursor) if page.next_cursor else None,
        may_write=me().may(Role.STAFF),
    )


@bp.get("/lessons")
@login_required
def lessons() -> ResponseReturnValue:
    """What we learnt, the newest first; ``q`` narrows it as the product's own search would."""
    q, cause = request.args.get("q", "").strip()[:ASKED], cause_in_address()
    page = queries.lessons(q, current_app.extensions["text_filter"](), cause, request.args.get("after", ""))
    on = {name: value for name, value in (("q", q), ("cause", cause)) if value}
    more = url_for("complaints.lessons", **on, after=page.next_cursor) if page.next_cursor else None
    return render("complaints/lessons.html", "complaints/_lessons.html", page=page, q=q, cause=cause, more_url=more)


def cause_in_address() -> str:
    """The number of a cause, ``none``, or nothing."""
    asked = request.args.get("cause", "")
    return asked if asked == WITHOUT or whole(asked) else ""


def _filters() -> queries.Filters:
    state, by = request.args.get("state", ""), request.args.get("date", "")
    mine = request.args.get("mine") == "1"
    return queries.Filters(
        state=state if state == "open" or state in list(State) else "",
        cause=cause_in_address(),
        department=whole(request.args.get("department")),
        customer=whole(request.args.get("customer")),
        owner=me().id if mine else whole(request.args.get("owner")),
        first=asked.day("from"),
        last=asked.day("until"),
        date=by if by in DATES else "received",
    )


def _in_address(filters: queries.Filters, mine: bool) -> dict[str, Any]:
    """The filters as an address says them."""
    days = {"from": filters.first, "until": filters.last}
    return {
        "state": filters.state,
        "cause": filters.cause,
        "department": filters.department,
        "customer": filters.customer,
        "owner": None if mine else filters.owner,
        "mine": "1" if mine else "",
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        "date": filters.date if filters.date != "received" else "",
    }
