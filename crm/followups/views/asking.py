"""Asking for something, and changing what was asked; its part of the log form."""

from functools import partial
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from crm.accounts.models import Role
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.errors import Invalid, Outdated
from crm.followups import actions, forms, kinds, queries
from crm.followups.models import FollowUp, Kind
from crm.followups.views.room import back, bp, offer, offer_people
from crm.interactions import actions as interactions
from crm.interactions.forms import new_key, whole
from crm.web import editing
from crm.web.choosing import choose_customer
from crm.web.login import me, role_required
from crm.web.moments import today
from crm.web.render import go, render
from crm.web.repeats import request_key


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """Ask for something; ``customer`` may be given or is looked for first, ``interaction`` is where it arose."""
    customer_id, interaction_id = whole(request.args.get("customer")), whole(request.args.get("interaction"))
    if interaction_id:
        customer_id = interactions.get(interaction_id).customer_id
    if not customer_id:
        filled = _filled()
        return choose_customer(title=_("Add follow-up"), then="followups.new", lead=filled.get("what", ""), **filled)
    customer = customers.get(customer_id)
    form = _new_form(customer)
    values = form.read(today()) if request.method == "POST" else None
    if values:
        about = {"interaction_id": interaction_id, "request_key": request_key("followup", form.key.data, me())}
        try:
            actions.create(customer.id, values, by=me(), today=today(), **about)
            return go(_after(customer, interaction_id))
        except Invalid as problem:
            form.refuse(problem)
    return _form_page(form, customer, origin=interaction_id)


@bp.route("/<int:followup_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(followup_id: int) -> ResponseReturnValue:
    """Change what, who or when."""
    about = editing.context("followup", followup_id)  # before what the form shows: who saves in between is noticed
    found, item = actions.get(followup_id), queries.item(followup_id)
    actions.require_may_change(found, by=me())
    form = _edit_form(found, item, request.form or None)
    sent = request.method == "POST" and editing.wants_to_save()
    values = form.read(today(), past=True) if sent else None
    if values:
        try:
            actions.edit(followup_id, values, by=me(), seen=editing.seen())
            return go(back(url_for("followups.show", followup_id=followup_id)))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("followup", followup_id, outdated=True)
    about |= editing.beside("followup", followup_id, form, partial(_as_kept, followup_id), about["outdated"])
    return _form_page(form, found.customer, item, **about)


def log_extra(customer: Customer | None, filled: bool) -> forms.LogExtra:
    """The follow-up's part of the log form; the list of names is asked for here, once per form."""
    return forms.log_extra(request.form if filled else None, me(), today(), offer)


def _new_form(customer: Customer) -> forms.FollowUpForm:
    usual = forms.usual(me(), today()) | {"key": new_key()} | _filled()
    if usual.get("kind") == Kind.QUESTION and "whose" not in request.args:
        knows = queries.who_may_know(customer.id, me())
        usual |= {"whose": forms.whose_of(None, knows)} if knows else {}
    form = forms.FollowUpForm(request.form or None, data=usual)
    offer(form)
    offer_people(form, customer.id)
    return form


def _edit_form(found: FollowUp, item: queries.Item, typed: Any = None) -> forms.FollowUpForm:
    data = forms.data_of(found)
    form = forms.FollowUpForm(typed, data=data)
    offer(form, (data["whose"], item.for_name))
    offer_people(form, found.customer_id, (data["person"], item.person.name) if item.person else None)
    return form


def _as_kept(followup_id: int) -> forms.FollowUpForm:
    """The form as it would be without what was sent."""
    return _edit_form(actions.get(followup_id), queries.item(followup_id))


def _form_page(
    form: forms.FollowUpForm, customer: Customer, item: queries.Item | None = None, **about: Any
) -> ResponseReturnValue:
    status = 409 if about.get("outdated") else 422 if form.errors else 200
    shown = {"form": form, "customer": customer, "item": item, "icons": kinds.ICONS, "today": today()}
    return render("followups/form.html", status=status, **shown, **about)


def _after(customer: Customer, interaction_id: int | None) -> str:
    there = url_for("customers.show", customer_id=customer.id) + (f"#i{interaction_id}" if interaction_id else "")
    return back(there)


def _filled() -> dict[str, str]:
    """What the page where this was begun fills in already: the question and whose it is."""
    longest = {"what": actions.LONGEST_WHAT, "whose": 12, "due_on": 40}
    asked = {name: request.args.get(name, "")[:most] for name, most in longest.items()}
    kind = request.args.get("kind", "")
    return {name: value for name, value in asked.items() if value} | ({"kind": kind} if kind in kinds.WORDS else {})
