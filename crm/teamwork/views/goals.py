"""The goals: everybody sees them, managers set and remove them."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts import queries as accounts
from crm.accounts import small
from crm.accounts.models import Role
from crm.errors import Invalid, Outdated
from crm.teamwork import forms, standing
from crm.teamwork import goals as kept_goals
from crm.teamwork import page as pages
from crm.teamwork.actions import goals as actions
from crm.teamwork.goals import MEASURES
from crm.teamwork.models import Goal
from crm.teamwork.views.page import dates, title
from crm.teamwork.views.room import asked_department, asked_period, bp, in_address, speech
from crm.web import editing
from crm.web.login import me, role_required
from crm.web.render import go, offer_undo, render


@bp.get("/goals")
@login_required
def goals() -> ResponseReturnValue:
    """Every goal and how it stands in the period."""
    period, split = asked_period(), small.split()
    kept = kept_goals.kept()
    return render(
        "teamwork/goals.html",
        groups=standing.standings(kept, pages.counts(period), split, speech()),
        title=title(period),
        dates=dates(period),
        page_url=url_for("teamwork.index", **in_address(period, None)),
        fewest=small.FEWEST,
        may_set=me().may(Role.MANAGER),
    )


@bp.route("/goals/new", methods=["GET", "POST"])
@role_required(Role.MANAGER)
def new_goal() -> ResponseReturnValue:
    """Set one where there is none yet."""
    usual = {"figure": request.args.get("figure", ""), "department": str(asked_department() or "")}
    form = forms.GoalForm(request.form if request.method == "POST" else None, data=usual)
    split = small.split()
    form.offer([(str(one.id), one.name) for one in split.columns if one])
    values = form.read() if request.method == "POST" else None
    if values:
        try:
            actions.create(values, by=me())
            return go(url_for("teamwork.goals"))
        except Invalid as problem:
            form.refuse(problem)
    small_ones = bool(split.left_out) or None in split.columns
    return render(
        "teamwork/goal_form.html",
        status=422 if form.errors else 200,
        form=form,
        goal=None,
        small_ones=small_ones,
        fewest=small.FEWEST,
    )


@bp.route("/goals/<int:goal_id>/edit", methods=["GET", "POST"])
@role_required(Role.MANAGER)
def edit_goal(goal_id: int) -> ResponseReturnValue:
    """Aim higher or lower."""
    about = editing.context("goal", goal_id)  # before what the form shows: who saves in between is noticed
    found = actions.get(goal_id)
    form = _target_form(found, request.form if request.method == "POST" else None)
    if request.method == "POST" and editing.wants_to_save():
        try:
            typed = forms.target(found.figure, form.target.data or "")
            actions.edit(goal_id, typed, by=me(), seen=editing.seen())
            return go(url_for("teamwork.goals"))
        except Invalid as problem:
            form.target.errors = list(problem.fields.values())
        except Outdated:
            about = editing.context("goal", goal_id, outdated=True)
    about |= editing.beside("goal", goal_id, form, lambda: _target_form(actions.get(goal_id)), about["outdated"])
    return render(
        "teamwork/goal_form.html",
        status=409 if about["outdated"] else 422 if form.errors else 200,
        form=form,
        goal=found,
        name=forms.about(found.figure),
        department=accounts.department(found.department_id) if found.department_id else None,
        **about,
    )


@bp.post("/goals/<int:goal_id>/delete")
@role_required(Role.MANAGER)
def delete_goal(goal_id: int) -> ResponseReturnValue:
    """Aim at it no longer; can be undone at once."""
    removed = actions.delete(goal_id, by=me())
    offer_undo(_("Goal removed"), url_for("teamwork.restore_goal", removed_id=removed.id))
    return go(url_for("teamwork.goals"))


@bp.post("/goals/undo/<int:removed_id>")
@role_required(Role.MANAGER)
def restore_goal(removed_id: int) -> ResponseReturnValue:
    """Aim at it again."""
    actions.restore(removed_id, by=me())
    return go(url_for("teamwork.goals"))


def _target_form(goal: Goal, typed: Any = None) -> forms.TargetForm:
    form = forms.TargetForm(typed, data={"target": forms.typed(goal.figure, goal.target)})
    form.target.label.text = MEASURES[goal.figure].name
    return form
