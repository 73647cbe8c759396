"""How search writes numbers, months and parts of a question."""

import re
from datetime import date

from flask_babel import format_date

from crm.search.views.room import bp
from crm.web.language import locale, say
from crm.web.moments import today
from crm.words import Text


@bp.app_template_filter("grouped")
def grouped(number: int) -> str:
    """1.000 the Dutch way; by hand, because a page of filters has thirty of them."""
    written = f"{number:,}"
    return written.replace(",", ".") if locale() == "nl" else written


@bp.app_template_filter("digits")
def digits(text: str) -> str:
    """The digits of ``text``."""
    return re.sub(r"\D", "", text, flags=re.ASCII)


@bp.app_template_filter("monthname")
def monthname(month: str) -> str:
    """november 2026, from 2026-11"""
    return format_date(date.fromisoformat(f"{month}-01"), "LLLL yyyy", rebase=False)


@bp.app_template_filter("chip_value")
def chip_value(value: str | Text | date) -> str:
    """What a filter was set to: a day as 1 maart, with the year when it is another one."""
    if isinstance(value, date):
        return format_date(value, "d MMMM" if value.year == today().year else "d MMMM yyyy", rebase=False)
    return say(value)
