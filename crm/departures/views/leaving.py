"""A customer leaves: saying so, why, putting it right, and that they are back."""

from functools import partial
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts.deeds import deeds
from crm.accounts.models import Role
from crm.company import clock as company
from crm.customers import queries as customers
from crm.customers.models import Customer, Status
from crm.departures import actions, forms, queries
from crm.departures.models import Departure
from crm.departures.views.room import back, bp
from crm.errors import Invalid, Outdated
from crm.interactions import choices, facts
from crm.interactions.forms import whole
from crm.interactions.views import choices_of
from crm.journal import Change
from crm.web import editing
from crm.web.choosing import choose_customer
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import go, offer_undo, render


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """The customer ``customer`` left; of one of whom that stands here already, what stands here."""
    asked = whole(request.args.get("interaction"))
    customer_id = facts.contact(asked).customer_id if asked else whole(request.args.get("customer"))
    if not customer_id:
        return choose_customer(title=_("A customer left"), then="departures.new")
    customer, today = customers.get(customer_id), once(company.today)
    if request.method == "GET" and (there := queries.current(customer_id)):
        return go(url_for("departures.show", departure_id=there.id))
    form = forms.DepartureForm(request.form or None, data={"left_on": forms.written(today)})
    picked = choices.picked(request.form or {"contact": asked or ""}, "contact")
    values = form.read(today, picked) if request.method == "POST" else None
    cancel, about = url_for("customers.show", customer_id=customer_id), {}
    if values:
        try:
            _offer_undo(customer.name, *actions.create(customer_id, values, by=me()))
            return go(back(cancel))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated as problem:  # a colleague was first: what was typed stays in the form
            about = {"too_late": problem.text, "there": queries.current(customer_id)}
    return _form(form, customer_id, customer.name, str(picked or ""), None, cancel, **about)


def _offer_undo(name: str, made: Departure, change: Change | None) -> None:
    """Of what was done just now; where nothing was, there is nothing to undo."""
    if change is None:
        return
    if change.verb == "departure.create":
        undo = url_for("departures.delete", departure_id=made.id)
        offer_undo(_("%(name)s is a former customer now", name=name), undo)
    else:
        undo = url_for("departures.unsay", departure_id=made.id, change=change.id)
        offer_undo(_("Your words were added to what stood here about %(name)s", name=name), undo)


@bp.get("/<int:departure_id>")
@login_required
def show(departure_id: int) -> ResponseReturnValue:
    """One departure, and what was done with it."""
    item, found = queries.item(departure_id), actions.get(departure_id, taken_back=True)
    return render(
        "departures/show.html",
        item=item,
        history=partial(deeds, "departure", departure_id),
        may_write=me().may(Role.STAFF),
        may_change=actions.may_change(found, by=me()),
        may_delete=actions.may_change(found, by=me(), also_unsaid=False),
    )


@bp.route("/<int:departure_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(departure_id: int) -> ResponseReturnValue:
    """Say why, or put right when."""
    about = editing.context("departure", departure_id)  # before what the form shows: who saves in between is noticed
    actions.require_may_change(actions.get(departure_id), by=me())
    item = queries.item(departure_id)
    form = forms.DepartureForm(request.form or None, data=forms.data_of(item))
    sent = request.method == "POST" and editing.wants_to_save()
    picked = choices.picked(request.form, "contact") if request.form else item.interaction_id
    values = form.read(once(company.today), picked) if sent else None
    if values:
        try:
            actions.edit(departure_id, values, by=me(), seen=editing.seen())
            return go(back(url_for("departures.show", departure_id=departure_id)))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("departure", departure_id, outdated=True)
    about |= editing.beside("departure", departure_id, form, partial(_as_kept, departure_id), about["outdated"])
    cancel = url_for("departures.show", departure_id=departure_id)
    return _form(form, item.customer_id, item.customer_name, str(picked or ""), item, cancel, **about)


def _as_kept(departure_id: int) -> forms.DepartureForm:
    """The form as it would be without what was sent."""
    return forms.DepartureForm(data=forms.data_of(queries.item(departure_id)))


def _form(
    form: forms.DepartureForm, customer_id: int, name: str, picked: str, item: Any, cancel: str, **about: Any
) -> ResponseReturnValue:
    status = 409 if about.get("outdated") or about.get("too_late") else 422 if form.errors else 200
    asks = choices_of(choices.Choices("contact", customer_id, "", picked))
    told = {"customer": {"id": customer_id, "name": name}, "asks": asks, "item": item, "cancel": back(cancel)}
    return render("departures/form.html", status=status, form=form, **told, **about)


@bp.post("/<int:departure_id>/unsay")
@role_required(Role.STAFF)
def unsay(departure_id: int) -> ResponseReturnValue:
    """What ``change`` filled in of who was gone already, was not so."""
    actions.unsay(departure_id, whole(request.args.get("change")) or 0, by=me())
    return go(url_for("departures.show", departure_id=departure_id))


@bp.post("/<int:departure_id>/delete")
@role_required(Role.STAFF)
def delete(departure_id: int) -> ResponseReturnValue:
    """They did not leave; can be undone at once."""
    gone = actions.delete(departure_id, by=me())
    offer_undo(_("Departure taken back"), url_for("departures.restore", departure_id=departure_id))
    return go(url_for("customers.show", customer_id=gone.customer_id))


@bp.post("/<int:departure_id>/restore")
@role_required(Role.STAFF)
def restore(departure_id: int) -> ResponseReturnValue:
    """They left after all."""
    made = actions.restore(departure_id, by=me())
    return go(url_for("departures.show", departure_id=made.id))


@bp.post("/<int:departure_id>/return")
@role_required(Role.STAFF)
def return_(departure_id: int) -> ResponseReturnValue:
    """They are a customer again; can be undone at once."""
    found = actions.return_(departure_id, by=me())
    undo = url_for("departures.leave_again", departure_id=departure_id)
    offer_undo(_("%(name)s is a customer again", name=found.customer.name), undo)
    return go(back(url_for("customers.show", customer_id=found.customer_id)))


@bp.post("/<int:departure_id>/leave-again")
@role_required(Role.STAFF)
def leave_again(departure_id: int) -> ResponseReturnValue:
    """They were not back."""
    actions.leave_again(departure_id, by=me())
    return go(url_for("departures.show", departure_id=departure_id))


def status_changed(edited: Customer) -> str:
    """After the customer's form: where to say why they left; empty where nobody need be asked."""
    there = queries.current(edited.id) if edited.status == Status.FORMER else None
    if there is None or there.reason:
        return ""
    then = url_for("customers.show", customer_id=edited.id)
    return url_for("departures.edit", departure_id=there.id, back=then)
