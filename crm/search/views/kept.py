"""Saved and recent searches: everybody's own, nobody sees those of another."""

from collections.abc import Callable
from datetime import datetime

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts.models import User
from crm.errors import Invalid
from crm.search import actions, queries, saved
from crm.search.forms import SavedForm
from crm.search.views.room import bp, reader
from crm.web.login import me
from crm.web.moments import today
from crm.web.render import go, offer_undo, render


@bp.get("/saved")
@login_required
def saved_searches() -> ResponseReturnValue:
    """All of them, to rename or delete."""
    return _page()


@bp.post("/saved")
@login_required
def save() -> ResponseReturnValue:
    """Keep a search; keeping it again does no harm."""
    form = SavedForm(request.form)
    _do(form, lambda: actions.save(form.q.data or "", form.name.data or "", by=me()))
    return _page(new=form) if form.errors else go(url_for("search.index", q=form.q.data))


@bp.post("/saved/<int:saved_id>")
@login_required
def rename(saved_id: int) -> ResponseReturnValue:
    """Another name."""
    form = SavedForm(request.form)
    _do(form, lambda: actions.rename(saved_id, form.name.data or "", by=me()))
    return _page(renamed={saved_id: form}) if form.errors else go(url_for("search.saved_searches"))


@bp.post("/saved/<int:saved_id>/delete")
@login_required
def delete(saved_id: int) -> ResponseReturnValue:
    """Keep it no longer; can be undone at once."""
    gone = actions.delete(saved_id, by=me())
    undo = url_for("search.restore", q=gone.query, name=gone.name, seen=gone.seen_id)
    offer_undo(_("“%(name)s” is no longer kept", name=gone.name), undo)
    return go(url_for("search.saved_searches"))


@bp.post("/saved/restore")
@login_required
def restore() -> ResponseReturnValue:
    """What was deleted just now, as it was."""
    actions.save(request.args.get("q", ""), request.args.get("name", ""), seen_id=_number("seen"), by=me())
    return go(url_for("search.saved_searches"))


@bp.post("/looked")
@login_required
def looked() -> ResponseReturnValue:
    """The page tells what was searched for and whether it found anything; reading itself writes nothing."""
    q, found = request.form.get("q", ""), request.form.get("found") == "1"
    missed = not found and queries.search(q, reader=reader(), limit=1, counted=False).empty
    actions.searched(q, found=not missed, seen_id=_number("seen"), today=today(), by=me())
    return "", 204


@bp.post("/recent/clear")
@login_required
def clear_recent() -> ResponseReturnValue:
    """Forget what this colleague searched for lately."""
    actions.forget_recent(by=me())
    return go(url_for("search.index"))


def on_first_page(_user: User, _now: datetime) -> list[saved.Kept]:
    """The saved searches that have something new; of the others the search page tells."""
    return [one for one in saved.with_news(reader()) if one.new]


def _number(name: str) -> int:
    given = request.values.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 18 else 0


def _do(form: SavedForm, act: Callable[[], object]) -> None:
    """Do what was asked, or say beside the field why not."""
    try:
        act()
    except Invalid as problem:
        form.name.errors = list(problem.fields.values())


def _page(new: SavedForm | None = None, renamed: dict[int, SavedForm] | None = None) -> ResponseReturnValue:
    """The page, with the form that was refused as it was typed."""
    kept = saved.rows(me())
    forms = {one.id: SavedForm(name=one.name) for one in kept} | (renamed or {})
    for number, form in forms.items():
        form.name.id = f"saved-{number}"  # there are several on the page
    status = 422 if new or renamed else 200
    return render("search/saved.html", status=status, new=new, kept=[(one, forms[one.id]) for one in kept])
