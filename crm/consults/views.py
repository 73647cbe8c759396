"""/consults/: keeping that somebody looked; how often each department did; and who read an open contact."""

from datetime import timedelta

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm import clock
from crm.accounts import small
from crm.accounts.models import Role, User
from crm.company import clock as company
from crm.consults import actions, keeping, table
from crm.consults.queries import ReadBy, read_by
from crm.interactions.queries import Entry
from crm.web.login import me, role_required
from crm.web.render import render

bp = Blueprint("consults", __name__, url_prefix="/consults")
WEEKS = 12


@bp.post("/<int:customer_id>")
@login_required
def look(customer_id: int) -> ResponseReturnValue:
    """The page tells that it was opened (``page``: brief or timeline); reading itself writes nothing."""
    actions.look(customer_id, brief=request.form.get("page") == "brief", by=me())
    return "", 204


@bp.get("/")
@role_required(Role.MANAGER)
def index() -> ResponseReturnValue:
    """How often departments looked before they contacted a customer, the last twelve weeks; never people."""
    today = company.today()
    found = table.table(today - timedelta(weeks=WEEKS - 1), today)
    return render("consults/index.html", table=found, days=keeping.days(), weeks=WEEKS, fewest=small.FEWEST)


def opened_part(entry: Entry, user: User) -> tuple[str, ReadBy] | None:
    """For an open contact: who read it since."""
    found = read_by(entry, clock.now(), by=user)
    return ("consults/_read_by.html", found) if found else None
