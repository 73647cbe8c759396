"""The one Blueprint of this room, and what its pages share."""

from datetime import date

from flask import Blueprint, request

from crm.company import clock as company
from crm.interactions.forms import whole
from crm.teamwork import periods
from crm.teamwork.goals import Speech
from crm.teamwork.periods import Period
from crm.web.language import locale
from crm.web.moments import short_day

bp = Blueprint("teamwork", __name__, url_prefix="/teamwork")
FIRST, LAST = date(1971, 1, 1), date(2999, 12, 31)  # days that can be asked for


def speech() -> Speech:
    """Numbers and days in the reader's language."""
    return Speech(grouped, tenths, short_day)


@bp.app_template_filter("tenths")
def tenths(number: int) -> str:
    """7,8 the Dutch way, from 78."""
    whole_part, rest = divmod(number, 10)
    return f"{grouped(whole_part)}{',' if locale() == 'nl' else '.'}{rest}"


def grouped(number: int) -> str:
    """1.214 the Dutch way."""
    written = f"{number:,}"
    return written.replace(",", ".") if locale() == "nl" else written


def asked_period() -> Period:
    """The one in the address, else the last twelve weeks."""
    return periods.read(request.args.get("period", ""), request.args.get("on", ""), company.today())


def asked_department() -> int | None:
    """The one in the address."""
    return whole(request.args.get("department"))


def asked_day(name: str) -> date | None:
    """A day in the address; None where there is none, or one beyond what a calendar can count on from."""
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None


def in_address(period: Period, department: int | None) -> dict[str, str | int]:
    """What says in an address which period and department; the usual ones are left out."""
    asked: dict[str, str | int] = {}
    if period.name != periods.USUAL:
        asked["period"] = period.name
    if not period.first <= period.today <= period.last:
        asked["on"] = period.last.isoformat()
    return asked | ({"department": department} if department else {})
