"""/bin/: what was deleted in the last 30 days, and the way back."""

import re

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from crm import clock
from crm.accounts.models import Role
from crm.bin import queries
from crm.db import KEPT_IN_BIN
from crm.web.login import me, role_required
from crm.web.render import render

bp = Blueprint("bin", __name__, url_prefix="/bin")
CURSOR = re.compile(r"(\d{1,11})\.([0-3])\.(\d{1,18})", re.ASCII)
RESTORE = {
    "customer": "customers.restore",
    "person": "customers.person_restore",
    "interaction": "interactions.restore",
    "followup": "followups.restore",
}


@bp.get("/")
@role_required(Role.STAFF)
def index() -> ResponseReturnValue:
    """What this colleague may bring back."""
    asked = CURSOR.fullmatch(request.args.get("before", ""))
    before = (int(asked[1]), int(asked[2]), int(asked[3])) if asked else None
    page = queries.page(me(), clock.now(), before)
    older = ".".join(map(str, page.next)) if page.next else ""
    return render(
        "bin/index.html",
        "bin/_list.html",
        page=page,
        days=KEPT_IN_BIN.days,
        first_page=before is None,
        restore_url=lambda row: url_for(RESTORE[row.kind], **{f"{row.kind}_id": row.id}),
        older_url=url_for("bin.index", before=older) if older else None,
    )
