"""Why customers leave, who went silent, and whom to choose again."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_login import login_required

from crm import clock, paging
from crm.accounts.models import Role
from crm.company import clock as company
from crm.customers import queries as customers
from crm.departures import choosing, figures, queries, silent
from crm.departures.models import Reason
from crm.departures.views.room import bp, departments
from crm.departures.words import NOT_SAID, REASONS, UNKNOWN
from crm.interactions import silence
from crm.interactions.forms import whole
from crm.web import asked
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import render, wants_fragment

NAMES = ("reason", "department", "customer", "from", "until", "returned")


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """Why they leave, and who: narrowed by what ``NAMES`` says."""
    filters = _filters()
    page = queries.page(filters, request.args.get("after", ""))
    on = {name: value for name, value in request.args.items() if name in NAMES and value}

    def url_with(**changed: Any) -> str:
        return url_for("departures.index", **{name: value for name, value in (on | changed).items() if value})

    return render(
        "departures/index.html",
        "departures/_list.html",
        page=page,
        filters=filters,
        figures=None if wants_fragment() or filters.returned else figures.of(filters, once(company.today)),
        customer=customers.find(filters.customer),
        reasons=[*((reason.value, word) for reason, word in REASONS.items()), (UNKNOWN, NOT_SAID)],
        departments=departments(),
        url_with=url_with,
        more_url=url_with(after=page.next_cursor) if page.next_cursor else None,
        may_write=me().may(Role.STAFF),
    )


@bp.get("/silent")
@login_required
def show_silent() -> ResponseReturnValue:
    """Who is silent now; ``longer``: for so many months at least, ``before``: further back than was looked."""
    now = clock.now()
    department, mine = whole(request.args.get("department")), request.args.get("mine") == "1"
    months = request.args.get("longer", "")
    longer = int(months) if months in silent.MONTHS else None
    further = paging.moment_key(request.args.get("before", ""))
    before = datetime.fromtimestamp(further[0], UTC) if further else None
    if longer and not before:
        before = now - timedelta(days=longer * silence.MONTH)
    found = silent.page(silent.whose(department, me().id if mine else None), now, before, request.args.get("after", ""))
    on = {
        "department": department,
        "mine": "1" if mine else None,
        "longer": longer,
        "before": request.args.get("before"),
    }

    def url_with(**changed: Any) -> str:
        return url_for("departures.show_silent", **{name: value for name, value in (on | changed).items() if value})

    return render(
        "departures/silent.html",
        "departures/_silent.html",
        found=found,
        department=department,
        mine=mine,
        longer=longer,
        months=list(silent.MONTHS.items()),
        departments=departments(),
        url_with=url_with,
        more_url=url_with(after=found.next_cursor) if found.next_cursor else None,
        further_url=url_with(before=paging.cursor(found.back_to, 0)) if found.back_to else None,
        may_write=me().may(Role.STAFF),
    )


@bp.get("/choosing")
@role_required(Role.MANAGER)
def choose_again() -> ResponseReturnValue:
    """Effort against what came of it."""
    rows, more = choosing.again(clock.now())
    counted = {"much": choosing.MUCH, "many": choosing.MANY}
    return render("departures/choosing.html", rows=rows, more=more, mark=_one_decimal, **counted)


def _one_decimal(score: float) -> str:
    """As the reader's language writes it: 7,5 in Dutch."""
    return format_decimal(round(score, 1), "0.0")


def _filters() -> queries.Filters:
    reason = request.args.get("reason", "")
    return queries.Filters(
        reason=reason if reason in [*Reason, UNKNOWN] else "",
        department=whole(request.args.get("department")),
        customer=whole(request.args.get("customer")),
        first=asked.day("from"),
        last=asked.day("until"),
        returned=request.args.get("returned") == "1",
    )
