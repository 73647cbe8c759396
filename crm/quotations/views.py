"""/quotations/: what customers asked us to offer, and whether they took it; and its part of the log form."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts import queries as accounts
from crm.accounts.deeds import deeds
from crm.accounts.models import Role
from crm.company import clock as company
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.errors import Invalid, Outdated
from crm.interactions import choices, facts
from crm.interactions.begun import begin
from crm.interactions.extras import FormExtra
from crm.interactions.forms import new_key, whole
from crm.interactions.views import choices_of
from crm.quotations import actions, checks, forms, queries
from crm.quotations.models import Quotation, Reason, Stage
from crm.quotations.words import REASONS, STAGES
from crm.web import asked, editing
from crm.web.back import back, contact_url
from crm.web.choosing import choose_customer
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import go, offer_undo, render
from crm.web.repeats import request_key
from crm.words import N_

bp = Blueprint("quotations", __name__, url_prefix="/quotations")
LISTED = [("open", N_("Open")), *((stage.value, word) for stage, word in STAGES.items())]
IN_WHICH = N_("Choose the contact in which this came up.")


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """All of them, the last first, narrowed by what ``_NAMES`` says."""
    filters = _filters()
    page = queries.page(filters, request.args.get("after", ""))
    on = {name: value for name, value in request.args.items() if name in _NAMES and value}

    def url_with(**changed: Any) -> str:
        return url_for("quotations.index", **{name: value for name, value in (on | changed).items() if value})

    return render(
        "quotations/index.html",
        "quotations/_list.html",
        page=page,
        filters=filters,
        customer=customers.find(filters.customer),
        stages=LISTED,
        reasons=[(reason.value, word) for reason, word in REASONS.items()],
        departments=[(str(one.id), one.name) for one in once(accounts.departments)],
        url_with=url_with,
        more_url=url_with(after=page.next_cursor) if page.next_cursor else None,
        may_write=me().may(Role.STAFF),
    )


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """A quotation of ``customer`` that came up in the contact ``interaction``; both may be chosen here."""
    typed = request.form if request.method == "POST" else None
    begun = begin(request.args, typed, "interaction", IN_WHICH)
    if begun is None:
        return choose_customer(title=_("Add quotation"), then="quotations.new")
    customer, contact = begun.customer, begun.contact
    form = forms.QuotationForm(request.form or None, data={"key": new_key()})
    values = form.read(once(company.today)) if typed is not None else None
    form.interaction.errors = begun.problems
    if values and begun.chosen:
        try:
            key = request_key("quotation", form.key.data, me())
            made = actions.create(begun.chosen, values, by=me(), request_key=key)
            return go(back(contact_url(customer.id, made.interaction_id)))
        except Invalid as problem:
            form.refuse(problem)
    status = 422 if form.errors else 200
    asks = choices_of(begun.choices(typed)) if not contact else None
    cancel = back(contact_url(customer.id, contact.id if contact else None))
    about = {"customer": customer, "contact": contact, "asks": asks, "item": None, "cancel": cancel}
    return render("quotations/form.html", status=status, form=form, **about)


@bp.get("/<int:quotation_id>")
@login_required
def show(quotation_id: int) -> ResponseReturnValue:
    """One quotation, where it came up and was sent and decided, and what was done with it."""
    item = queries.item(quotation_id)
    found = actions.get(quotation_id, taken_back=True)
    return render(
        "quotations/show.html",
        item=item,
        contacts=queries.titles([id for id in (item.sent_in_id, item.decided_in_id) if id]),
        history=partial(deeds, "quotation", quotation_id),
        may_write=me().may(Role.STAFF),
        may_change=facts.may_change(found, by=me()),
    )


@bp.route("/<int:quotation_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(quotation_id: int) -> ResponseReturnValue:
    """Put right what was written down."""
    about = editing.context("quotation", quotation_id)  # before what the form shows: who saves in between is noticed
    facts.require_may_change(actions.get(quotation_id), by=me())
    item = queries.item(quotation_id)
    form = forms.DetailsForm(request.form or None, data=forms.data_of(item))
    sent = request.method == "POST" and editing.wants_to_save()
    details = form.read(once(company.today)) if sent else None
    if details:
        try:
            actions.edit(quotation_id, details, by=me(), seen=editing.seen())
            return go(url_for("quotations.show", quotation_id=quotation_id))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("quotation", quotation_id, outdated=True)
    now = partial(_as_kept, quotation_id)
    about |= editing.beside("quotation", quotation_id, form, now, about["outdated"], partial(_not_shown, item))
    status = 409 if about["outdated"] else 422 if form.errors else 200
    about |= {"cancel": url_for("quotations.show", quotation_id=quotation_id), "left_out": _not_shown(item)}
    customer = {"id": item.origin.customer_id, "name": item.origin.customer_name}
    return render("quotations/edit.html", status=status, form=form, customer=customer, item=item, **about)


def _as_kept(quotation_id: int) -> forms.DetailsForm:
    """The form as it would be without what was sent."""
    return forms.DetailsForm(data=forms.data_of(queries.item(quotation_id)))


def _not_shown(item: queries.Item, _form: Any = None) -> list[str]:
    """Days of steps that are still to come, and why where nobody decided."""
    days = [name for name in ("asked_on", "sent_on", "decided_on") if name not in checks.days_up_to(item.stage)]
    return [*days, "reason", "explanation"] if item.open else days


@bp.route("/<int:quotation_id>/send", methods=["GET", "POST"])
@role_required(Role.STAFF)
def send(quotation_id: int) -> ResponseReturnValue:
    """It went to the customer."""
    return _step(quotation_id, Stage.SENT, actions.send)


@bp.route("/<int:quotation_id>/win", methods=["GET", "POST"])
@role_required(Role.STAFF)
def win(quotation_id: int) -> ResponseReturnValue:
    """The customer said yes."""
    return _step(quotation_id, Stage.WON, actions.win)


@bp.route("/<int:quotation_id>/lose", methods=["GET", "POST"])
@role_required(Role.STAFF)
def lose(quotation_id: int) -> ResponseReturnValue:
    """The customer said no, or went elsewhere."""
    return _step(quotation_id, Stage.LOST, actions.lose)


@bp.post("/<int:quotation_id>/reopen")
@role_required(Role.STAFF)
def reopen(quotation_id: int) -> ResponseReturnValue:
    """The last step, to ``stage``, was none."""
    actions.reopen(quotation_id, request.values.get("stage", ""), by=me())
    return go(back(url_for("quotations.show", quotation_id=quotation_id)))


@bp.post("/<int:quotation_id>/delete")
@role_required(Role.STAFF)
def delete(quotation_id: int) -> ResponseReturnValue:
    """Take it back; can be undone at once."""
    gone = actions.delete(quotation_id, by=me())
    offer_undo(_("Quotation taken back"), url_for("quotations.restore", quotation_id=quotation_id))
    return go(back(url_for("customers.show", customer_id=gone.customer_id)))


@bp.post("/<int:quotation_id>/restore")
@role_required(Role.STAFF)
def restore(quotation_id: int) -> ResponseReturnValue:
    """There was one after all."""
    actions.restore(quotation_id, by=me())
    return go(url_for("quotations.show", quotation_id=quotation_id))


def log_extra(customer: Customer | None, filled: bool) -> FormExtra:
    """The quotation's part of the log form."""
    return forms.log_extra(request.form if filled else None, me(), once(company.today))


def _step(quotation_id: int, stage: Stage, act: Callable[..., Quotation]) -> ResponseReturnValue:
    """The page of a next step: which day, which contact shows it, and where it was decided, why."""
    found = actions.get(quotation_id)
    own_page = url_for("quotations.show", quotation_id=quotation_id)
    contact = whole(request.args.get("interaction"))
    form = forms.StepForm(request.form or None, data={"valid_until": forms.written(found.valid_until)})
    picked = choices.picked(request.form or {"contact": contact}, "contact")
    step = form.read(once(company.today), picked) if request.method == "POST" else None
    too_late = None
    if step:
        try:
            before = found.stage
            after = act(quotation_id, step, by=me())
            if after.stage != before:
                undo = url_for("quotations.reopen", quotation_id=quotation_id, stage=stage, back=back(own_page))
                offer_undo(_SAID[stage](), undo)
            return go(back(own_page))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated as problem:  # a colleague was first: what was typed stays in the form
            too_late = problem.text
    status = 409 if too_late else 422 if form.errors else 200
    asks = _picker("contact", found.customer_id, request.form or {"contact": contact or ""})
    about = {"item": queries.item(quotation_id), "stage": stage, "asks": asks, "cancel": back(own_page)}
    about["too_late"] = too_late
    return render("quotations/step.html", status=status, form=form, **about)


_SAID = {
    Stage.SENT: lambda: _("Quotation sent"),
    Stage.WON: lambda: _("Quotation won"),
    Stage.LOST: lambda: _("Quotation lost"),
}


def _picker(field: str, customer_id: int, typed: Any) -> choices.Choices:
    return choices_of(choices.Choices(field, customer_id, "", choices.sent(typed, field)))


_NAMES = ("stage", "reason", "department", "customer", "from", "until", "mine")


def _filters() -> queries.Filters:
    stage, reason = request.args.get("stage", ""), request.args.get("reason", "")
    return queries.Filters(
        stage=stage if stage in queries.NARROW else "",
        reason=reason if reason in list(Reason) else "",
        department=whole(request.args.get("department")),
        customer=whole(request.args.get("customer")),
        first=asked.day("from"),
        last=asked.day("until"),
        mine=me().id if request.args.get("mine") == "1" else None,
    )
