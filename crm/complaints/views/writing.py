"""Writing a complaint down and changing its words; its part of the log form."""

from functools import partial
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from crm.accounts.models import Role
from crm.company import clock as company
from crm.complaints import actions, forms, queries
from crm.complaints.views.room import bp, offer, page_of
from crm.customers.models import Customer
from crm.errors import Invalid, Outdated
from crm.interactions.begun import begin
from crm.interactions.extras import FormExtra
from crm.interactions.forms import new_key
from crm.interactions.views import choices_of
from crm.web import editing
from crm.web.back import back, contact_url
from crm.web.choosing import choose_customer
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import go, render
from crm.web.repeats import request_key
from crm.words import N_

CONTACT = "complaint_contact"  # the picker's name
CHOOSE = N_("Choose the contact in which the customer said this.")


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """The customer complained in the contact ``interaction``, else in one of ``customer`` that is chosen here."""
    typed = request.form if request.method == "POST" else None
    begun = begin(request.args, typed, CONTACT, CHOOSE)
    if begun is None:
        return choose_customer(title=_("Report a complaint"), then="complaints.new")
    customer, told, form = begun.customer, begun.contact, _new_form()
    values = form.read(once(company.today)) if typed is not None else None
    if values and begun.chosen:
        try:
            return _made(form, begun.chosen, values)
        except Invalid as problem:
            form.refuse(problem)
    return render(
        "complaints/form.html",
        status=422 if form.errors or begun.problems else 200,
        form=form,
        customer=customer,
        told=told,
        choices=None if told else choices_of(begun.choices(typed, request.args.get("q", ""))),
        unchosen=begun.problems,
        item=None,
        cancel=back(contact_url(customer.id, told.id if told else None)),
    )


@bp.route("/<int:complaint_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(complaint_id: int) -> ResponseReturnValue:
    """Change its words, also those of the steps that were taken."""
    about = editing.context("complaint", complaint_id)  # before what the form shows: who saves in between is noticed
    actions.require_may_change(actions.get(complaint_id), by=me())
    item = queries.item(complaint_id)
    form = forms.EditForm(request.form or None, data=forms.edited(item))
    wanted = request.method == "POST" and editing.wants_to_save()
    values = form.read(once(company.today)) if wanted else None
    if values:
        try:
            actions.edit(complaint_id, values, by=me(), seen=editing.seen())
            return go(page_of(complaint_id))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("complaint", complaint_id, outdated=True)
    about |= editing.beside("complaint", complaint_id, form, partial(_as_kept, complaint_id), about["outdated"])
    status = 409 if about["outdated"] else 422 if form.errors else 200
    customer = {"id": item.origin.customer_id, "name": item.origin.customer_name}
    more = {"form": form, "customer": customer, "item": item, "cancel": page_of(complaint_id)}
    return render("complaints/form.html", status=status, **more, **about)


def log_extra(customer: Customer | None, filled: bool) -> FormExtra:
    """The complaint's part of the log form."""
    return forms.log_extra(request.form if filled else None, me(), once(company.today), offer)


def _new_form() -> forms.ComplaintForm:
    form = forms.ComplaintForm(request.form or None, data=forms.usual(me(), once(company.today)) | {"key": new_key()})
    offer(form)
    return form


def _made(form: forms.ComplaintForm, told_in: int, values: actions.Values) -> ResponseReturnValue:
    key = request_key("complaint", form.key.data, me())
    made = actions.create(told_in, values, by=me(), request_key=key)
    return go(back(contact_url(made.customer_id, made.interaction_id)))


def _as_kept(complaint_id: int) -> Any:
    """The form as it would be without what was sent."""
    return forms.EditForm(None, data=forms.edited(queries.item(complaint_id)))
