"""/history/: what happened to a customer, a person or a contact, and the way back to an old version."""

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm import journal
from crm.accounts.models import Role
from crm.errors import Invalid, Outdated
from crm.history import actions, queries
from crm.history.words import Speaker
from crm.interactions.actions import may_edit
from crm.web.company import own_channels
from crm.web.language import say
from crm.web.login import me, role_required
from crm.web.moments import full
from crm.web.render import go, offer_undo, render

bp = Blueprint("history", __name__, url_prefix="/history")


@bp.get("/<kind>/<int:record_id>")
@login_required
def index(kind: str, record_id: int) -> ResponseReturnValue:
    """Every change of one record, newest first."""
    return _page(kind, record_id)


@bp.post("/<int:change_id>/restore")
@role_required(Role.STAFF)
def restore(change_id: int) -> ResponseReturnValue:
    """Bring a version back; ``side`` says whether the one before or after the change."""
    change = queries.change(change_id)
    seen = request.values.get("seen", type=int)
    try:
        notes = actions.bring_back(change_id, request.args.get("side", ""), by=me(), seen=seen)
    except Outdated:
        return _page(change.kind, change.record, outdated=True)
    except Invalid as problem:
        flash(" ".join([_("This version was not brought back."), *map(say, problem.fields.values())]), "warn")
    else:
        _tell(change, seen, notes)
    return go(url_for("history.index", kind=change.kind, record_id=change.record))


def _tell(change: journal.Change, seen: int | None, notes: actions.Notes) -> None:
    if notes:
        flash(" ".join(map(say, notes)), "warn")
    newest = journal.revision(change.kind, change.record)
    if newest != seen:
        back = url_for("history.restore", change_id=newest, side="before", seen=newest)
        offer_undo(_("Version of %(moment)s brought back", moment=full(change.at)), back)


def _page(kind: str, record_id: int, outdated: bool = False) -> ResponseReturnValue:
    seen = journal.revision(kind, record_id)  # before what the page shows: who saves in between is noticed
    about = queries.subject(kind, record_id)
    before = request.args.get("before", "")
    page = queries.page(about, int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None)
    speaker = Speaker(queries.names(page.versions), own_channels())
    for version in page.versions:
        version.fields = speaker.fields(version)
    here = {"kind": about.kind, "record_id": about.id}
    return render(
        "history/index.html",
        "history/_list.html",
        status=409 if outdated else 200,
        about=about,
        page=page,
        outdated=outdated,
        seen=seen,
        first_page=not before,
        may_change=may_edit(about.author_id, by=me()) if about.kind == "interaction" else me().may(Role.STAFF),
        older_url=url_for("history.index", **here, before=page.next) if page.next else None,
    )
