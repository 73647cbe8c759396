"""/headsups/: warnings that hold, making them, changing them and ending them early; and their part of the log form."""

from functools import partial
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts.deeds import deeds
from crm.accounts.forms import local_path
from crm.accounts.models import Role
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.errors import Invalid, Outdated
from crm.headsups import actions, forms, queries
from crm.interactions.extras import FormExtra
from crm.interactions.forms import new_key, whole
from crm.web import editing
from crm.web.choosing import choose_customer
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import go, offer_undo, render
from crm.web.repeats import request_key

bp = Blueprint("headsups", __name__, url_prefix="/headsups")


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """What holds now, what ends first on top; ``mine``: made by the reader or at customers of theirs."""
    mine = request.args.get("mine") == "1"
    page = queries.page(me() if mine else None, queries.today(), request.args.get("after", ""))
    on = {"mine": "1"} if mine else {}
    return render(
        "headsups/index.html",
        "headsups/_list.html",
        page=page,
        mine=mine,
        more_url=url_for("headsups.index", **on, after=page.next_cursor) if page.next_cursor else None,
        may_write=me().may(Role.STAFF),
    )


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """Warn of something; ``customer`` may be given or is looked for first."""
    customer_id = whole(request.args.get("customer"))
    if not customer_id:
        return choose_customer(title=_("Add heads-up"), then="headsups.new")
    customer, today = customers.get(customer_id), queries.today()
    usual = {"until_on": forms.written(today + forms.USUAL), "key": new_key()}
    form = forms.HeadsUpForm(request.form or None, data=usual)
    values = form.read(today) if request.method == "POST" else None
    back = _back(url_for("customers.show", customer_id=customer.id))
    if values:
        try:
            actions.create(customer.id, values, by=me(), request_key=request_key("headsup", form.key.data, me()))
            return go(back)
        except Invalid as problem:
            form.refuse(problem)
    status = 422 if form.errors else 200
    return render("headsups/form.html", status=status, form=form, customer=customer, item=None, cancel=back)


@bp.get("/<int:headsup_id>")
@login_required
def show(headsup_id: int) -> ResponseReturnValue:
    """One warning, and what was done with it."""
    found = actions.get(headsup_id)
    return render(
        "headsups/show.html",
        item=queries.item(headsup_id),
        history=partial(deeds, "headsup", headsup_id),
        may_change=me().may(Role.STAFF) and actions.may_change(found, by=me()),
    )


@bp.route("/<int:headsup_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(headsup_id: int) -> ResponseReturnValue:
    """Change its words or its last day."""
    about = editing.context("headsup", headsup_id)  # before what the form shows: who saves in between is noticed
    item = queries.item(headsup_id)
    actions.require_may_change(actions.get(headsup_id), by=me())
    form = _edit_form(item, request.form or None)
    sent = request.method == "POST" and editing.wants_to_save()
    values = form.read(queries.today()) if sent else None
    if values:
        try:
            actions.edit(headsup_id, values, by=me(), seen=editing.seen())
            return go(url_for("headsups.show", headsup_id=headsup_id))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("headsup", headsup_id, outdated=True)
    about |= editing.beside("headsup", headsup_id, form, partial(_as_kept, headsup_id), about["outdated"])
    status = 409 if about["outdated"] else 422 if form.errors else 200
    cancel = url_for("headsups.show", headsup_id=headsup_id)
    customer = {"id": item.customer_id, "name": item.customer_name}
    return render("headsups/form.html", status=status, form=form, customer=customer, item=item, cancel=cancel, **about)


def _edit_form(item: queries.Item, typed: Any = None) -> forms.HeadsUpForm:
    return forms.HeadsUpForm(typed, data={"body": item.body, "until_on": forms.written(item.until_on)})


def _as_kept(headsup_id: int) -> forms.HeadsUpForm:
    """The form as it would be without what was sent."""
    return _edit_form(queries.item(headsup_id))


@bp.post("/<int:headsup_id>/end")
@role_required(Role.STAFF)
def end(headsup_id: int) -> ResponseReturnValue:
    """Not needed any longer; can be undone at once."""
    ended = actions.end(headsup_id, by=me())
    back = _back(url_for("headsups.show", headsup_id=headsup_id))
    offer_undo(_("Heads-up ended"), url_for("headsups.restore", headsup_id=ended.id, back=back))
    return go(back)


@bp.post("/<int:headsup_id>/restore")
@role_required(Role.STAFF)
def restore(headsup_id: int) -> ResponseReturnValue:
    """It holds until its day again."""
    actions.restore(headsup_id, by=me())
    return go(_back(url_for("headsups.show", headsup_id=headsup_id)))


def log_extra(customer: Customer | None, filled: bool) -> FormExtra:
    """The warning's part of the log form."""
    return forms.log_extra(request.form if filled else None, me(), once(queries.today))


def _back(otherwise: str) -> str:
    """The page of ours where this was begun."""
    asked = request.values.get("back")
    return local_path(asked) if asked else otherwise
