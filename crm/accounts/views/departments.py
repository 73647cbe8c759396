"""/accounts/departments/: for administrators."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from crm.accounts import actions, queries
from crm.accounts.forms import DepartmentForm, mark
from crm.accounts.models import Role
from crm.accounts.views.room import bp
from crm.errors import Invalid, Outdated, Refused
from crm.web import editing
from crm.web.login import me, role_required
from crm.web.render import go, render
from crm.words import Text

PAGE = "accounts/department.html"


@bp.get("/accounts/departments/")
@role_required(Role.ADMIN)
def departments() -> ResponseReturnValue:
    """All of them, and a field for one more."""
    return _list(DepartmentForm())


@bp.post("/accounts/departments/")
@role_required(Role.ADMIN)
def add_department() -> ResponseReturnValue:
    """One more."""
    form = DepartmentForm(request.form)
    try:
        actions.add_department(form.department.data or "", by=me())
    except Invalid as error:
        mark(form, error)
        return _list(form, 422)
    return go(url_for("accounts.departments"))


@bp.get("/accounts/departments/<int:department_id>")
@role_required(Role.ADMIN)
def department(department_id: int) -> ResponseReturnValue:
    """One of them, to change."""
    return _one(department_id)


@bp.post("/accounts/departments/<int:department_id>")
@role_required(Role.ADMIN)
def edit_department(department_id: int) -> ResponseReturnValue:
    """Another name or another mark."""
    form = DepartmentForm(request.form)
    given = {"name": form.department.data or "", "mark": form.chosen_mark(), "seen": editing.seen()}
    try:
        actions.edit_department(department_id, **given, by=me())
    except Invalid as error:
        mark(form, error)
        return _one(department_id, form, 422)
    except Outdated:
        return _one(department_id, form, 409, outdated=True)
    return go(url_for("accounts.departments"))


@bp.post("/accounts/departments/<int:department_id>/remove")
@role_required(Role.ADMIN)
def remove_department(department_id: int) -> ResponseReturnValue:
    """Gone, or the page again with what stands in the way."""
    try:
        actions.remove_department(department_id, by=me())
    except Refused as error:
        return _one(department_id, status=409, refused=error.text)
    return go(url_for("accounts.departments"))


def _list(form: DepartmentForm, status: int = 200) -> ResponseReturnValue:
    form.department.label.text = _("New department")
    return render("accounts/departments.html", status=status, form=form, departments=queries.departments_with_size())


def _one(
    department_id: int,
    form: DepartmentForm | None = None,
    status: int = 200,
    *,
    outdated: bool = False,
    refused: Text | None = None,
) -> ResponseReturnValue:
    about = editing.context("department", department_id, outdated)  # before what the form shows
    found = queries.department(department_id)
    form = form or DepartmentForm(department=found.name, mark=str(found.mark))
    return render(PAGE, status=status, form=form, department=found, refused=refused, **about)
