"""Writing down what was agreed, reading it, changing it, taking it back; and its part of the log form."""

from functools import partial
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts.models import Role
from crm.agreements import actions, forms, queries
from crm.agreements.views.room import bp, offer, page
from crm.company import clock as company
from crm.customers.models import Customer
from crm.errors import Invalid, Outdated
from crm.interactions import facts
from crm.interactions import queries as interactions
from crm.interactions.begun import begin
from crm.interactions.forms import new_key
from crm.interactions.views import choices_of
from crm.web import editing
from crm.web.back import back, contact_url
from crm.web.choosing import choose_customer
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import go, offer_undo, render
from crm.web.repeats import request_key


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """Write down what was agreed in a contact; customer and contact may be given, or are chosen first."""
    sent = request.form if request.method == "POST" else None
    begun = begin(request.args, sent, forms.MADE_IN, forms.CHOOSE)
    if begun is None:
        return choose_customer(title=_("Add agreement"), then="agreements.new")
    customer, entry = begun.customer, interactions.entry(begun.contact.id) if begun.contact else None
    form = forms.AgreementForm(request.form or None, data={"key": new_key()})
    offer(form)
    values = form.read(company.today()) if sent is not None else None
    if values and begun.chosen and (made := _create(form, begun.chosen, customer.id, values)):
        return go(back(contact_url(made.customer_id, made.interaction_id)))
    return render(
        "agreements/form.html",
        status=422 if form.errors or begun.problems else 200,
        form=form,
        customer=customer,
        entry=entry,
        item=None,
        choices=None if entry else choices_of(begun.choices(sent)),
        problems=begun.problems,
        today=company.today(),
        cancel=back(contact_url(customer.id, entry.id if entry else None)),
    )


def _create(form: forms.AgreementForm, made_in: int, customer_id: int, values: actions.Values) -> Any:
    """What was written down; None where the form must be shown again."""
    key = request_key("agreement", form.key.data, me())
    try:
        return actions.create(made_in, values, by=me(), customer_id=customer_id, request_key=key)
    except Invalid as problem:
        form.refuse(problem)
        return None


@bp.get("/<int:agreement_id>")
@login_required
def show(agreement_id: int) -> ResponseReturnValue:
    """One agreement, what was done with it, and where to say how it ended."""
    return page(agreement_id)


@bp.route("/<int:agreement_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(agreement_id: int) -> ResponseReturnValue:
    """Change what was agreed."""
    about = editing.context("agreement", agreement_id)  # before what the form shows: who saves in between is noticed
    found, item = actions.get(agreement_id), queries.item(agreement_id)
    facts.require_may_change(found, by=me())
    form = _edit_form(item, request.form or None)
    sent = request.method == "POST" and editing.wants_to_save()
    made_on = company.today(item.origin.occurred_at)
    values = form.read(company.today(), made_on) if sent else None
    if values:
        try:
            actions.edit(agreement_id, values, by=me(), seen=editing.seen())
            return go(url_for("agreements.show", agreement_id=agreement_id))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("agreement", agreement_id, outdated=True)
    about |= editing.beside("agreement", agreement_id, form, partial(_as_kept, agreement_id), about["outdated"])
    return render(
        "agreements/form.html",
        status=409 if about["outdated"] else 422 if form.errors else 200,
        form=form,
        customer=found.customer,
        entry=None,
        item=item,
        choices=None,
        problems=[],
        today=company.today(),
        cancel=url_for("agreements.show", agreement_id=agreement_id),
        **about,
    )


def _edit_form(item: queries.Item, typed: Any = None) -> forms.AgreementForm:
    form = forms.AgreementForm(typed, data=forms.data_of(item))
    offer(form)
    return form


def _as_kept(agreement_id: int) -> forms.AgreementForm:
    """The form as it would be without what was sent."""
    return _edit_form(queries.item(agreement_id))


@bp.post("/<int:agreement_id>/delete")
@role_required(Role.STAFF)
def delete(agreement_id: int) -> ResponseReturnValue:
    """Take it back; can be undone at once."""
    gone = actions.delete(agreement_id, by=me())
    offer_undo(_("Agreement taken back"), url_for("agreements.restore", agreement_id=agreement_id))
    return go(contact_url(gone.customer_id, gone.interaction_id))


@bp.post("/<int:agreement_id>/restore")
@role_required(Role.STAFF)
def restore(agreement_id: int) -> ResponseReturnValue:
    """It was agreed after all."""
    actions.restore(agreement_id, by=me())
    return go(url_for("agreements.show", agreement_id=agreement_id))


def log_extra(customer: Customer | None, filled: bool) -> forms.LogExtra:
    """The agreement's part of the log form."""
    return forms.log_extra(request.form if filled else None, me(), once(company.today), offer)
