"""One mark: writing it down with a contact, reading, changing and taking it back; and its part of the log form."""

from functools import partial
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts.deeds import deeds
from crm.accounts.models import Role
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.errors import Invalid, Outdated
from crm.interactions.begun import begin
from crm.interactions.extras import FormExtra
from crm.interactions.forms import new_key
from crm.interactions.views import choices_of
from crm.satisfaction import actions, forms, queries
from crm.satisfaction.models import Rating
from crm.satisfaction.views.room import bp
from crm.web import editing
from crm.web.back import back, contact_url
from crm.web.choosing import choose_customer
from crm.web.login import me, role_required
from crm.web.render import go, offer_undo, render
from crm.web.repeats import request_key
from crm.words import N_

WHERE = "interaction"
CHOOSE = N_("Choose the contact in which the mark was given.")


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """Write down a mark: of ``customer``, who is chosen first, and in ``interaction``, which is chosen here."""
    sent = request.form if request.method == "POST" else None
    begun = begin(request.args, sent, WHERE, CHOOSE)
    if begun is None:
        return choose_customer(title=_("Add a mark"), then="satisfaction.new")
    customer, contact = begun.customer, begun.contact
    person = queries.only_person(contact.id) if contact else None
    form = _form(customer.id, request.form or None, {"key": new_key(), "person": str(person or "")})
    values, too_late, there = form.read() if sent is not None else None, None, None
    if values and begun.chosen:
        try:
            actions.create(begun.chosen, values, by=me(), request_key=request_key("rating", form.key.data, me()))
            return go(back(contact_url(customer.id, begun.chosen)))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated as problem:
            too_late, there = problem.text, queries.logged(begun.chosen, values.person_id)
    return render(
        "satisfaction/form.html",
        status=409 if too_late else 422 if form.errors or begun.problems else 200,
        too_late=too_late,
        there=there,
        form=form,
        customer=customer,
        contact=contact,
        choices=None if contact else choices_of(begun.choices(sent)),
        missing=begun.problems,
        item=None,
        cancel=back(contact_url(customer.id, contact.id if contact else None)),
    )


@bp.get("/<int:rating_id>")
@login_required
def show(rating_id: int) -> ResponseReturnValue:
    """One mark, and what was done with it."""
    return _show(rating_id)


@bp.route("/<int:rating_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(rating_id: int) -> ResponseReturnValue:
    """Change what a colleague wrote down."""
    about = editing.context("rating", rating_id)  # before what the form shows: who saves in between is noticed
    found = actions.get(rating_id)
    actions.require_may_edit(found, by=me())
    form = _form(found.customer_id, request.form or None, _typed(found))
    values = form.read() if request.method == "POST" and editing.wants_to_save() else None
    if values:
        try:
            actions.edit(rating_id, values, by=me(), seen=editing.seen())
            return go(url_for("satisfaction.show", rating_id=rating_id))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("rating", rating_id, outdated=True)
    about |= editing.beside("rating", rating_id, form, partial(_as_kept, rating_id), about["outdated"])
    return render(
        "satisfaction/form.html",
        status=409 if about["outdated"] else 422 if form.errors else 200,
        form=form,
        customer=found.customer,
        contact=found.interaction,
        choices=None,
        missing=[],
        item=found,
        cancel=url_for("satisfaction.show", rating_id=rating_id),
        **about,
    )


@bp.post("/<int:rating_id>/delete")
@role_required(Role.STAFF)
def delete(rating_id: int) -> ResponseReturnValue:
    """Take it back; can be undone at once. Of what a customer gave a manager must say why."""
    try:
        gone = actions.delete(rating_id, by=me(), reason=request.form.get("reason", ""))
    except Invalid as problem:
        return _show(rating_id, problem)
    offer_undo(_("Mark taken back"), url_for("satisfaction.restore", rating_id=rating_id))
    return go(contact_url(gone.customer_id, gone.interaction_id))


@bp.post("/<int:rating_id>/restore")
@role_required(Role.STAFF)
def restore(rating_id: int) -> ResponseReturnValue:
    """It counts after all."""
    back = actions.restore(rating_id, by=me())
    return go(contact_url(back.customer_id, back.interaction_id))


def log_extra(customer: Customer | None, filled: bool) -> FormExtra:
    """The mark's part of the log form."""
    return forms.log_extra(request.form if filled else None, me())


def _show(rating_id: int, problem: Invalid | None = None) -> ResponseReturnValue:
    found = actions.get(rating_id, taken_back=True)
    return render(
        "satisfaction/show.html",
        status=422 if problem else 200,
        item=queries.item(rating_id),
        history=partial(deeds, "rating", rating_id),
        may_write=me().may(Role.STAFF),
        may_edit=actions.may_edit(found, by=me()),
        may_take_back=actions.may_take_back(found, by=me()),
        problem=problem.fields.get("reason") if problem else None,
        reason=request.form.get("reason", ""),
    )


def _form(customer_id: int, typed: Any, data: dict[str, Any]) -> forms.RatingForm:
    form = forms.RatingForm(typed, data=data)
    form.offer(customers.people(customer_id))
    return form


def _typed(found: Rating) -> dict[str, str]:
    return {"score": str(found.score), "body": found.body, "person": str(found.person_id or "")}


def _as_kept(rating_id: int) -> forms.RatingForm:
    """The form as it would be without what was sent."""
    found = actions.get(rating_id)
    return _form(found.customer_id, None, _typed(found))
