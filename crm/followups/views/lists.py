"""The list, as a page and as a file; and what the words in a due date mean."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts import queries as accounts
from crm.accounts.models import Role, User
from crm.company import clock as company
from crm.followups import due, forms, headings, queries
from crm.followups.views.room import bp
from crm.interactions.forms import whole
from crm.web import csv
from crm.web.login import me, role_required
from crm.web.moments import today
from crm.web.once import once
from crm.web.render import render

OF_DUE = ("state", "from", "until", "department")
FIRST, LAST = date(1971, 1, 1), date(2999, 12, 31)  # days that can be asked for
WHOSE = ("", "department", "all")
DUE_FIELDS = ("text", "due_on", f"{forms.BUTTON.prefix}due_on", f"{forms.NEXT_PREFIX}due_on")
COLUMNS = (
    *("due_on", "what", "customer_number", "customer_name", "for_colleague", "for_department", "asked_by"),
    *("asked_at", "done_at", "done_by", "outcome", "kind", "at", "phone", "person", "repeats", "snoozed_until"),
)


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """What is open, what is late first; or what was put aside; or what was done, the newest first.

    With days, a department or a state in the address: what was due then, and what became of it.
    """
    if any(request.args.get(name) for name in OF_DUE):
        return _due_list()
    filters = _filters()
    page = queries.page(filters, me(), request.args.get("after", ""))
    state = {"done": "1" if filters.done else "", "snoozed": "1" if filters.snoozed else ""}
    on = {"whose": filters.whose, **state}

    def url_with(**changed: str) -> str:
        return url_for("followups.index", **{name: value for name, value in (on | changed).items() if value})

    return render(
        "followups/index.html",
        "followups/_list.html",
        page=page,
        rows=[(None, one) for one in page.rows] if filters.done else headings.under(page.rows, today(), page.ended),
        filters=filters,
        back=url_with(),
        url_with=url_with,
        more_url=url_with(after=page.next_cursor) if page.next_cursor else None,
        export_url=url_for("followups.export", **{name: value for name, value in on.items() if value}),
        department=me().department,
        may_write=me().may(Role.STAFF),
    )


def _due_list() -> ResponseReturnValue:
    asked = queries.due(
        request.args.get("state", ""),
        *(_day("from"), _day("until"), whole(request.args.get("department")), company.today()),
    )
    rows, after = queries.due_page(asked, request.args.get("after", ""))
    on = {"state": asked.state, "from": asked.first, "until": asked.last, "department": asked.department}

    def url_with(**changed: Any) -> str:
        return url_for("followups.index", **{name: value for name, value in (on | changed).items() if value})

    return render(
        "followups/due.html",
        "followups/_list.html",
        asked=asked,
        rows=[(None, one) for one in rows],
        departments=[(str(one.id), one.name) for one in once(accounts.departments)],
        back=url_with(),
        url_with=url_with,
        more_url=url_with(after=after) if after else None,
        may_write=me().may(Role.STAFF),
    )


def _day(name: str) -> date | None:
    """A day in the address; None where there is none, or one beyond what a calendar can count on from."""
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None


@bp.get("/export")
@role_required(Role.STAFF)
def export() -> ResponseReturnValue:
    """The list as it stands, as a file."""
    return csv.answer(_("Follow-ups"), COLUMNS, _rows(_filters(), me()))


@bp.get("/due")
@role_required(Role.STAFF)
def due_on() -> ResponseReturnValue:
    """Which day is meant by what somebody types as a due date."""
    typed = next((request.args[name] for name in DUE_FIELDS if name in request.args), "")
    return render("followups/_due_said.html", typed=typed.strip(), day=due.parse(typed, today()))


def _filters() -> queries.Filters:
    whose, done = request.args.get("whose", ""), request.args.get("done") == "1"
    snoozed = request.args.get("snoozed") == "1" and not done
    return queries.Filters(whose if whose in WHOSE else "", done, snoozed)


def _rows(filters: queries.Filters, user: User) -> Iterator[tuple[str | date | None, ...]]:
    for one in queries.every(filters, user):
        yield (
            *(one.due_on.isoformat(), one.what, one.customer_number, one.customer_name),
            *(one.assignee and one.assignee.name, one.department and one.department.name, one.asker and one.asker.name),
            *(one.created_at, one.done_at, one.doer and one.doer.name, one.outcome),
            *(one.kind, one.time, one.phone, one.person and one.person.name, one.repeats),
            one.snoozed_until and one.snoozed_until.isoformat(),
        )
