"""/notifications/: the inbox, the bell, how one wants to hear of things, and names to mention."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required

from crm import clock
from crm.absences import queries as absences
from crm.errors import Invalid
from crm.notifications import actions, choices, inbox, mentions, queries, records
from crm.notifications.forms import ChoicesForm
from crm.notifications.queries import Item
from crm.web.language import zone
from crm.web.login import me
from crm.web.once import once
from crm.web.render import go, offer_undo, render, wants_fragment

bp = Blueprint("notifications", __name__, url_prefix="/notifications")
LONGEST_TYPED = 60
MOST_IDS = 200


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """The newest first; ``unread`` leaves out what was read."""
    before, unread = _whole(request.args.get("before")), "unread" in request.args
    page = queries.page(me().id, before, unread=unread)
    here = {"unread": 1} if unread else {}
    return render(
        "notifications/index.html",
        "notifications/_list.html",
        **_told(page.items),
        last_day=request.args.get("day", ""),
        newest=page.items[0].id if page.items else 0,
        unread=unread,
        first_page=before is None,
        older_url=url_for("notifications.index", **here, before=page.next, day=_day(page.items)) if page.next else None,
    )


@bp.get("/count")
def count() -> ResponseReturnValue:
    """The bell anew; nothing where it shows the same (``seen``), or to who is no longer logged in: nobody is sent away
    from what they are writing."""
    if not current_user.is_authenticated or request.args.get("seen") == str(unread_count()):
        return "", 204
    return render_template("notifications/_bells.html")


@bp.get("/names")
@login_required
def names() -> ResponseReturnValue:
    """Who may be meant by what was typed after an @, as options of a list."""
    found = mentions.offered(request.args.get("q", "")[:LONGEST_TYPED])
    return render_template("notifications/_names.html", offers=found)


@bp.get("/<int:notification_id>")
@login_required
def show(notification_id: int) -> ResponseReturnValue:
    """To the record, from a mail or a digest; that page says that it was read once it is there."""
    path = records.path(queries.mine(notification_id, me().id))
    return redirect(f"{path}?notified={notification_id}") if path else render("notifications/gone.html", status=404)


@bp.post("/<int:notification_id>/open")
@login_required
def open_record(notification_id: int) -> ResponseReturnValue:
    """Mark as read and go to the record."""
    found = actions.open_record(notification_id, by=me())
    path = records.path(found)
    if path is None:
        flash(_("What this was about has been deleted since."), "")
    return go(path or url_for("notifications.index"))


@bp.post("/read")
@login_required
def read() -> ResponseReturnValue:
    """Mark some (``id``) as read; for htmx they come back as they look now."""
    ids = [id for id in map(_whole, request.form.getlist("id")[:MOST_IDS]) if id]
    actions.mark_read(ids, by=me())
    if not wants_fragment():
        return go(url_for("notifications.index"))
    told = _told(queries.some(me().id, ids))
    return render_template("notifications/_groups.html", **told), 200, {"HX-Trigger": "notifications-read"}


@bp.post("/read-all")
@login_required
def read_all() -> ResponseReturnValue:
    """Mark as read all that was shown; can be undone at once."""
    until = _whole(request.form.get("until")) or 0
    marked, at = actions.mark_all_read(until, by=me())
    if marked:
        said = ngettext("%(num)s notification marked as read", "%(num)s notifications marked as read", marked)
        offer_undo(said, url_for("notifications.unread", until=until, at=at))
    return go(url_for("notifications.index"))


@bp.post("/unread")
@login_required
def unread() -> ResponseReturnValue:
    """Undo that."""
    until, at = _whole(request.args.get("until")) or 0, _whole(request.args.get("at")) or 0
    actions.mark_unread(until, at, by=me())
    return go(url_for("notifications.index"))


@bp.route("/choices", methods=["GET", "POST"])
@login_required
def choose() -> ResponseReturnValue:
    """How one wants to hear of each kind of thing."""
    mailable = choices.may_be_mailed(me())
    form = ChoicesForm(request.form or choices.of(me()), mailable=mailable)
    if request.method == "POST":
        try:
            actions.choose(form.chosen, by=me())
            flash(_("From now on you hear of things like this."), "ok")
            return go(url_for("notifications.choose"))
        except Invalid as problem:
            form.refuse(problem)
    return render("notifications/choices.html", status=422 if form.errors else 200, form=form, mailable=mailable)


def unread_count() -> int:
    """What the bell shows to who looks; asked once per page."""
    return once(queries.unread_count, me().id)


def _told(items: list[Item]) -> dict[str, Any]:
    """What the templates of a list need: the days, and until when those are away for whom the reader stands in."""
    return {"days": inbox.by_day(items, zone()), "away_until": _away_until(items)}


def _away_until(items: list[Item]) -> dict[int, date]:
    if not any(item.instead_of_id for item in items):
        return {}
    return {user_id: absence.ends_on for user_id, absence in absences.away(clock.now()).items()}


def _day(items: list[Item]) -> str:
    """The last date on the page, whose head need not stand again above the next one."""
    return inbox.day_of(items[-1], zone()).isoformat()


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None
