"""/absences/: who is away until when, and who stands in; and the words for it beside a colleague's name."""

from datetime import datetime, time

from flask import Blueprint, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from markupsafe import Markup

from crm import clock
from crm.absences import actions, forms, queries
from crm.absences.models import Absence
from crm.accounts import queries as accounts
from crm.accounts.models import Role, User
from crm.company import clock as company
from crm.errors import Invalid, Outdated
from crm.web import editing
from crm.web.login import me, role_required
from crm.web.moments import short_day
from crm.web.once import once
from crm.web.render import go, offer_undo, render

bp = Blueprint("absences", __name__, url_prefix="/absences")


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """Who is away and will be; on top, for who writes, the form to say so oneself."""
    asked = request.args.get("user", "")
    who = asked if me().may(Role.MANAGER) else str(me().id)
    usual = {"user": who or str(me().id), "starts_on": forms.written(queries.today(clock.now()))}
    return _index(forms.AbsenceForm(data=usual))


@bp.post("/")
@role_required(Role.STAFF)
def add() -> ResponseReturnValue:
    """Say that I am away; managers may say it of others."""
    form = forms.AbsenceForm(request.form)
    values = form.read(form.user_id or me().id, queries.today(clock.now()))
    try:
        made = actions.add(values, by=me())
    except Invalid as problem:
        form.refuse(problem)
        return _index(form, 422)
    _warn(made)
    return go(url_for("absences.index"))


@bp.get("/<int:absence_id>")
@login_required
def show(absence_id: int) -> ResponseReturnValue:
    """What is open for who is away, in one look, for who stands in."""
    absence = queries.get(absence_id)
    since = datetime.combine(absence.starts_on, time(), company.zone())
    looks = current_app.extensions.get("standing_in", [])
    found = [part for look in looks if (part := look(absence.user, since))]
    parts = [Markup(render_template(template, **context)) for template, context in found]  # noqa: S704 - our templates
    return render("absences/show.html", absence=absence, parts=parts, **_about(absence))


@bp.route("/<int:absence_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(absence_id: int) -> ResponseReturnValue:
    """Other days, or another stand-in."""
    about = editing.context("absence", absence_id)  # before what the form shows: who saves in between is noticed
    absence = queries.get(absence_id)
    actions.require_may_change(absence.user_id, by=me())
    form = _form_of(absence, request.form or None)
    if request.method == "POST" and editing.wants_to_save():
        values = form.read(absence.user_id, queries.today(clock.now()))
        try:
            _warn(actions.edit(absence_id, values, by=me(), seen=editing.seen()))
            return go(url_for("absences.show", absence_id=absence_id))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("absence", absence_id, outdated=True)
    about |= editing.beside("absence", absence_id, form, lambda: _form_of(queries.get(absence_id)), about["outdated"])
    status = 409 if about["outdated"] else 422 if form.errors else 200
    return render("absences/form.html", status=status, form=form, absence=absence, **about)


@bp.post("/<int:absence_id>/end")
@role_required(Role.STAFF)
def end(absence_id: int) -> ResponseReturnValue:
    """Back earlier than was said; can be undone at once."""
    name = queries.get(absence_id).user.name
    change = actions.end(absence_id, by=me())
    offer_undo(_("%(name)s is back", name=name), url_for("absences.undo", ended_id=change.id))
    return go(url_for("absences.index"))


@bp.post("/<int:absence_id>/delete")
@role_required(Role.STAFF)
def delete(absence_id: int) -> ResponseReturnValue:
    """Not away after all; can be undone at once."""
    name = queries.get(absence_id).user.name
    change = actions.delete(absence_id, by=me())
    offer_undo(_("Absence of %(name)s deleted", name=name), url_for("absences.undo", ended_id=change.id))
    return go(url_for("absences.index"))


@bp.post("/undo/<int:ended_id>")
@role_required(Role.STAFF)
def undo(ended_id: int) -> ResponseReturnValue:
    """As it was."""
    back = actions.undo(ended_id, by=me())
    return go(url_for("absences.show", absence_id=back.id))


def away_words(user_id: int | None) -> str:
    """ "away up to and including Fri 27 Nov; Sanne Bakker stands in", or nothing; one query per request."""
    absent = once(_absent)
    if user_id not in absent:
        return ""
    away = _("away up to and including %(day)s", day=short_day(absent[user_id].ends_on))
    stand_in = queries.in_place_of(user_id, absent)
    return _("%(away)s; %(name)s stands in", away=away, name=stand_in.name) if stand_in else away


def _absent() -> dict[int, Absence]:
    return queries.away(clock.now())


def _index(form: forms.AbsenceForm, status: int = 200) -> ResponseReturnValue:
    now = clock.now()
    found, day = queries.now_and_soon(now), queries.today(now)
    form.offer(once(accounts.colleagues))
    return render(
        "absences/index.html",
        status=status,
        form=form,
        away=[one for one in found if one.starts_on <= day],
        soon=[one for one in found if one.starts_on > day],
        may_write=me().may(Role.STAFF),
        for_others=me().may(Role.MANAGER),
    )


def _form_of(absence: Absence, typed: dict | None = None) -> forms.AbsenceForm:
    form = forms.AbsenceForm(typed, data=forms.data_of(absence))
    form.offer(once(accounts.colleagues), absence)
    return form


def _about(absence: Absence) -> dict[str, object]:
    day = queries.today(clock.now())
    return {
        "is_now": absence.starts_on <= day <= absence.ends_on,
        "is_over": absence.ends_on < day,
        "may_change": actions.may_change(absence.user_id, by=me()),
        "mine": absence.user_id == me().id,
    }


def _warn(absence: Absence) -> None:
    """That the stand-in is away too may be meant so; it is said."""
    stand_in: User | None = absence.stand_in
    if stand_in is None:
        return
    other = queries.overlapping(stand_in.id, absence.starts_on, absence.ends_on)
    if other is None:
        return
    about = {"name": stand_in.name, "day": short_day(other.ends_on)}
    if other.stand_in_id:
        said = _("%(name)s is away too, up to and including %(day)s; meanwhile their own stand-in gets it.", **about)
    else:
        said = _("%(name)s is away too, up to and including %(day)s, and nobody stands in for them.", **about)
    flash(said, "warn")
