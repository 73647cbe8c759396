"""The page itself, the same as a file, and how it is counted."""

from datetime import date
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts import small
from crm.accounts.models import Role
from crm.search.missed import HIDDEN
from crm.teamwork import export as exports
from crm.teamwork import goals, periods
from crm.teamwork import page as pages
from crm.teamwork.periods import Period
from crm.teamwork.views.room import asked_department, asked_period, bp, in_address, speech
from crm.web import csv
from crm.web.language import say
from crm.web.login import me, role_required
from crm.web.render import render
from crm.words import Text


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """Findings and their charts, of a period and perhaps of one department."""
    period = asked_period()
    found = pages.page(period, asked_department(), speech())
    whose = found.department.id if found.department else None

    def url_with(**changed: Any) -> str:
        on = in_address(changed.pop("period", period), whose) | changed
        return url_for("teamwork.index", **{name: value for name, value in on.items() if value})

    return render(
        "teamwork/index.html",
        page=found,
        title=title(period),
        dates=dates(period),
        periods=[(name, word, url_with(period=_same(name, period))) for name, word in periods.NAMES.items()],
        earlier=url_with(period=period.earlier()),
        later=url_with(period=period.later()) if period.later() else None,
        now=url_with(period=_same(period.name, period, newest=True)) if period.later() else None,
        url_with=url_with,
        departments_offered=[(str(one.id), one.name) for one in found.split.columns if one],
        not_split=pages.NOT_SPLIT,
        fewest=small.FEWEST,
        hidden=HIDDEN,
        goals_url=url_for("teamwork.goals", **in_address(period, None)),
        export_url=url_for("teamwork.export", **in_address(period, None)) if me().may(Role.STAFF) else None,
    )


@bp.get("/counting")
@login_required
def counting() -> ResponseReturnValue:
    """What each figure counts, and what it does not."""
    return render("teamwork/counting.html", fewest=small.FEWEST)


@bp.get("/export")
@role_required(Role.STAFF)
def export() -> ResponseReturnValue:
    """The figures of the period, a row for each week (or day), department and detail, in the reader's language."""
    found = exports.rows(asked_period(), small.split(), goals.kept(), speech())
    columns = _("Figure"), _("From"), _("Department"), _("What of it"), _("Number"), _("Goal")
    rows = [[one.isoformat() if isinstance(one, date) else _in_cell(one) for one in row] for row in found]
    return csv.answer(_("Teamwork"), columns, rows)


def title(period: Period) -> str:
    """12 weken, t/m week 47; november 2026"""
    if period.name == "month":
        return format_date(period.first, "LLLL yyyy", rebase=False)
    return say(periods.title(period))


def dates(period: Period) -> str:
    """31 augustus – 22 november 2026; 16–22 november 2026; 16 november 2026"""
    until = format_date(period.until, "d MMMM y", rebase=False)
    if period.first == period.until:
        return until
    if (period.first.year, period.first.month) == (period.until.year, period.until.month):
        return f"{period.first.day}–{until}"
    year = "" if period.first.year == period.until.year else " y"
    return f"{format_date(period.first, f'd MMMM{year}', rebase=False)} – {until}"


def _in_cell(one: Text | str | int) -> str | int:
    return one if isinstance(one, int) else say(one)


def _same(name: str, period: Period, newest: bool = False) -> Period:
    """Of this sort, around the day that is looked at."""
    return periods.of(name, period.today if newest else period.until, period.today)
