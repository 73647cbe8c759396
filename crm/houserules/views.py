"""/houserules/: what we do and do not do, for everybody to read and for managers to change; and beside the log form."""

from functools import partial
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from crm.accounts.deeds import deeds
from crm.accounts.models import Role
from crm.customers.models import Customer
from crm.errors import Invalid, Outdated
from crm.houserules import actions, forms, matching, queries
from crm.houserules.beside import RulesBeside
from crm.web import editing
from crm.web.login import me, role_required
from crm.web.render import go, offer_undo, render

bp = Blueprint("houserules", __name__, url_prefix="/houserules")
TYPED = (  # of the log form and of forms of one fact: what rules may be about
    *("body", "subject", "reason", "agreement_body", "complaint_body", "refusal_body", "refusal_reason"),
    *("expectation_body", "quotation_body"),
)


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """Both lists; for managers also what was removed."""
    may_edit = me().may(Role.MANAGER)
    rules = queries.every()
    return render(
        "houserules/index.html",
        lists=[(True, [one for one in rules if one.does]), (False, [one for one in rules if not one.does])],
        removed=queries.removed() if may_edit else [],
        may_edit=may_edit,
        full=len(rules) >= actions.MOST,
    )


@bp.post("/matching")
def matched() -> ResponseReturnValue:
    """The rules that what is typed is about. Writes nothing; sent so that the text stands in no address and no log.

    Nothing (204) where they are those that are ``shown`` already, so that nobody hears them twice, or to who is no
    longer logged in: nobody is sent away from what they are writing.
    """
    rules = matching.on(_typed()) if current_user.is_authenticated else []
    if not current_user.is_authenticated or ",".join(str(one.id) for one in rules) == request.form.get("shown", ""):
        return "", 204
    return render("houserules/_note.html", rules=rules)


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.MANAGER)
def new() -> ResponseReturnValue:
    """Add one; ``does`` (0 or 1) says on which list."""
    form = forms.RuleForm(request.form or None, data={"does": request.args.get("does", "1")})
    values = form.read() if request.method == "POST" else None
    if values:
        try:
            return go(_at(actions.create(values, by=me()).id))
        except Invalid as problem:
            form.refuse(problem)
    status = 422 if form.errors else 200
    return render("houserules/form.html", status=status, form=form, rule=None)


@bp.route("/<int:rule_id>/edit", methods=["GET", "POST"])
@role_required(Role.MANAGER)
def edit(rule_id: int) -> ResponseReturnValue:
    """Change one."""
    about = editing.context("houserule", rule_id)  # before what the form shows: who saves in between is noticed
    rule = queries.rule(rule_id)
    form = _edit_form(rule_id, request.form or None)
    values = form.read() if request.method == "POST" and editing.wants_to_save() else None
    if values:
        try:
            actions.edit(rule_id, values, by=me(), seen=editing.seen())
            return go(_at(rule_id))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("houserule", rule_id, outdated=True)
    about |= editing.beside("houserule", rule_id, form, partial(_edit_form, rule_id), about["outdated"])
    status = 409 if about["outdated"] else 422 if form.errors else 200
    history = partial(deeds, "houserule", rule_id, but="houserule.move")
    made = queries.made_by(rule_id)
    return render("houserules/form.html", status=status, form=form, rule=rule, history=history, made=made, **about)


@bp.post("/<int:rule_id>/move")
@role_required(Role.MANAGER)
def move(rule_id: int) -> ResponseReturnValue:
    """One place ``up``, or else down."""
    actions.move(rule_id, up=request.form.get("to") == "up", by=me())
    return go(_at(rule_id))


@bp.post("/<int:rule_id>/delete")
@role_required(Role.MANAGER)
def delete(rule_id: int) -> ResponseReturnValue:
    """Remove one; can be undone at once, and later from the foot of the page."""
    actions.delete(rule_id, by=me())
    offer_undo(_("House rule removed"), url_for("houserules.restore", rule_id=rule_id))
    return go(url_for("houserules.index"))


@bp.post("/<int:rule_id>/restore")
@role_required(Role.MANAGER)
def restore(rule_id: int) -> ResponseReturnValue:
    """Bring one back to where it stood."""
    actions.restore(rule_id, by=me())
    return go(_at(rule_id))


def log_rules(_customer: Customer | None, filled: bool) -> RulesBeside:
    """The note below the text of the log form; in a form that was refused with the rules that its text is about."""
    return RulesBeside(matching.on(_typed()) if filled else [])


def _typed() -> str:
    return "\n".join(request.form.get(name, "") for name in reversed(TYPED))


def _edit_form(rule_id: int, typed: Any = None) -> forms.RuleForm:
    return forms.RuleForm(typed, data=forms.data_of(queries.rule(rule_id)))


def _at(rule_id: int) -> str:
    return url_for("houserules.index") + f"#rule-{rule_id}"
