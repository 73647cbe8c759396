"""Writing a compliment down, changing it, taking it back; and its part of the log form."""

from functools import partial
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from crm.accounts import queries as accounts
from crm.accounts.models import Role
from crm.compliments import actions, forms, queries
from crm.compliments.views.room import bp
from crm.customers.models import Customer
from crm.errors import Invalid, Outdated
from crm.interactions import choices, facts
from crm.interactions.begun import begin
from crm.interactions.choices import Choices
from crm.interactions.extras import FormExtra
from crm.interactions.forms import new_key
from crm.interactions.models import Interaction
from crm.interactions.views import choices_of
from crm.web import editing
from crm.web.back import back, contact_url
from crm.web.choosing import choose_customer
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import go, offer_undo, render
from crm.web.repeats import request_key
from crm.words import N_

CONTACT = "contact"  # the picker's field
CHOOSE = N_("Choose the contact in which the customer said so.")


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """Of the contact ``interaction``, or of one that is chosen at ``customer``, which may be looked for first."""
    sent = request.form if request.method == "POST" else None
    begun = begin(request.args, sent, CONTACT, CHOOSE)
    if begun is None:
        return choose_customer(title=_("Add compliment"), then="compliments.new")
    form = forms.ComplimentForm(request.form or None, data={"key": new_key()})
    form.offer(once(accounts.colleagues))
    values = form.read() if sent is not None else None
    if values and begun.chosen:
        try:
            key = request_key("compliment", form.key.data, me())
            made = actions.create(begun.chosen, values, by=me(), request_key=key)
            return go(back(contact_url(made.customer_id, made.interaction_id)))
        except Invalid as problem:
            form.refuse(problem)
    return _form(form, begun.customer, begun.contact, begun.problems)


@bp.route("/<int:compliment_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(compliment_id: int) -> ResponseReturnValue:
    """Change the words, or who was named."""
    about = editing.context("compliment", compliment_id)  # before what the form shows: who saves meanwhile is noticed
    found, item = queries.get(compliment_id, taken_back=True), queries.item(compliment_id)
    facts.require_may_change(found, by=me())
    form = _edit_form(item, request.form or None)
    sent = request.method == "POST" and editing.wants_to_save()
    values = form.read() if sent else None
    if values:
        try:
            actions.edit(compliment_id, values, by=me(), seen=editing.seen())
            return go(url_for("compliments.show", compliment_id=compliment_id))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("compliment", compliment_id, outdated=True)
    about |= editing.beside("compliment", compliment_id, form, partial(_as_kept, compliment_id), about["outdated"])
    return _form(form, found.customer, found.interaction, [], item=item, **about)


@bp.post("/<int:compliment_id>/delete")
@role_required(Role.STAFF)
def delete(compliment_id: int) -> ResponseReturnValue:
    """Take it back; can be undone at once."""
    gone = actions.delete(compliment_id, by=me())
    offer_undo(_("Compliment taken back"), url_for("compliments.restore", compliment_id=gone.id))
    return go(contact_url(gone.customer_id, gone.interaction_id))


@bp.post("/<int:compliment_id>/restore")
@role_required(Role.STAFF)
def restore(compliment_id: int) -> ResponseReturnValue:
    """It was said after all."""
    back = actions.restore(compliment_id, by=me())
    return go(url_for("compliments.show", compliment_id=back.id))


def log_extra(customer: Customer | None, filled: bool) -> FormExtra:
    """The compliment's part of the log form."""
    return forms.log_extra(request.form if filled else None, me(), partial(once, accounts.colleagues))


def _edit_form(item: queries.Item, typed: Any = None) -> forms.ComplimentForm:
    data = {"body": item.body, "named": [str(one.id) for one in item.named]}
    form = forms.ComplimentForm(typed, data=data)
    form.offer(once(accounts.colleagues), item.named)
    return form


def _as_kept(compliment_id: int) -> forms.ComplimentForm:
    """The form as it would be without what was sent."""
    return _edit_form(queries.item(compliment_id))


def _form(
    form: forms.ComplimentForm,
    customer: Customer,
    contact: Interaction | None,
    missing: list[Any],
    item: queries.Item | None = None,
    outdated: bool = False,
    **about: Any,
) -> ResponseReturnValue:
    """``missing``: what is wrong with the choice of a contact; ``item``: the compliment that is changed."""
    asked = Choices(CONTACT, customer.id, chosen=choices.sent(request.form or None, CONTACT))
    return render(
        "compliments/form.html",
        status=409 if outdated else 422 if form.errors or missing else 200,
        form=form,
        customer=customer,
        contact=contact,
        choices=None if contact else choices_of(asked),
        missing=missing,
        item=item,
        outdated=outdated,
        cancel=_back(customer, contact, item),
        **about,
    )


def _back(customer: Customer, contact: Interaction | None, item: queries.Item | None) -> str:
    if item:
        return url_for("compliments.show", compliment_id=item.id)
    return back(contact_url(customer.id, contact.id if contact else None))
