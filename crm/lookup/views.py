"""/lookup?phone=: the telephone exchange opens it when somebody calls."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm.accounts.models import Role
from crm.customers import phones
from crm.lookup import queries
from crm.web.login import me
from crm.web.render import render

bp = Blueprint("lookup", __name__, url_prefix="/lookup")
LONGEST = 60


@bp.get("", strict_slashes=False)
@login_required
def index() -> ResponseReturnValue:
    """The brief of the one who calls; a choice where several may; else a way on."""
    phone = request.args.get("phone", "").strip()[:LONGEST]
    matches = queries.lookup(phone)
    if match := queries.only_customer(matches):
        return redirect(match.brief_path)
    return render(
        "lookup/index.html",
        phone=phone,
        shown=phones.show(phones.normal(phone), phone),
        matches=matches,
        may_write=me().may(Role.STAFF),
    )
