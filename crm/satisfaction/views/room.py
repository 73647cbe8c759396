"""The one Blueprint of this room, and what its pages share."""

from datetime import datetime

from flask import Blueprint
from flask_babel import format_date

from crm.web import moments

bp = Blueprint("satisfaction", __name__, url_prefix="/satisfaction")


@bp.app_template_filter("day_in_letters")
def day_in_letters(moment: datetime) -> str:
    """20 november; with the year when it is another one. As one writes to customers."""
    day = moments.here(moment).date()
    return format_date(day, "d MMMM" if day.year == moments.today().year else "d MMMM y", rebase=False)
