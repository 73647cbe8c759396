"""/expectations/: what customers expect of us, and whether it was met; and its part of the log form."""

from functools import partial
from typing import Any

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts import queries as accounts
from crm.accounts.deeds import deeds
from crm.accounts.models import Role
from crm.company import clock as company
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.errors import Invalid, Outdated, Refused
from crm.expectations import actions, forms, outcomes, queries
from crm.interactions import facts
from crm.interactions.begun import begin
from crm.interactions.choices import Choices, sent
from crm.interactions.extras import FormExtra
from crm.interactions.forms import new_key, whole
from crm.interactions.views import choices_of
from crm.web import asked, editing
from crm.web.back import back, contact_url
from crm.web.choosing import choose_customer
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import go, offer_undo, render
from crm.web.repeats import request_key
from crm.words import Text

bp = Blueprint("expectations", __name__, url_prefix="/expectations")
PICKER, SHOWN_IN = "expectation_contact", "expectation_shown"
SHOWN = ("outcome", "customer", "department", "from", "until", "mine")


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """First what is to be reviewed, the soonest on top; then how the others turned out."""
    filters = _filters()
    page = queries.page(filters, request.args.get("after", ""))
    on = {name: value for name, value in request.args.items() if name in SHOWN and value}

    def url_with(**changed: Any) -> str:
        return url_for("expectations.index", **{name: value for name, value in (on | changed).items() if value})

    return render(
        "expectations/index.html",
        "expectations/_list.html",
        page=page,
        filters=filters,
        today=once(company.today),
        customer=customers.find(filters.customer),
        outcomes=outcomes.STATES,
        departments=[(str(one.id), one.name) for one in once(accounts.departments)],
        url_with=url_with,
        more_url=url_with(after=page.next_cursor) if page.next_cursor else None,
        may_write=me().may(Role.STAFF),
    )


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """Write one down; ``customer`` may be given or is looked for first, the contact is ``interaction`` or chosen."""
    typed = request.form if request.method == "POST" else None
    begun = begin(request.args, typed, PICKER, forms.CHOOSE)
    if begun is None:
        return choose_customer(title=_("Expectation"), then="expectations.new")
    customer, today = begun.customer, company.today()
    form = forms.ExpectationForm(request.form or None, data={"key": new_key(), "review_on": forms.usual(today)})
    values = form.read(today) if request.method == "POST" else None
    form.contact_errors = begun.problems
    if values and begun.chosen:
        try:
            about = {"customer_id": customer.id, "request_key": request_key("expectation", form.key.data, me())}
            made = actions.create(begun.chosen, values, by=me(), **about)
            return go(back(contact_url(made.customer_id, made.interaction_id)))
        except Invalid as problem:
            form.refuse(problem)
    return render(
        "expectations/form.html",
        status=422 if form.errors or form.contact_errors else 200,
        form=form,
        customer=customer,
        item=None,
        contact=begun.contact,
        choices=None if begun.contact else choices_of(begun.choices(typed)),
        cancel=back(contact_url(customer.id, begun.contact.id if begun.contact else None)),
    )


@bp.get("/<int:expectation_id>")
@login_required
def show(expectation_id: int) -> ResponseReturnValue:
    """One of them, with what was done with it; and the form that says how it turned out."""
    return _page(queries.item(expectation_id), forms.ReviewForm())


@bp.post("/<int:expectation_id>/review")
@role_required(Role.STAFF)
def review(expectation_id: int) -> ResponseReturnValue:
    """Say how it turned out; can be undone at once. Who comes second loses no text."""
    item = queries.item(expectation_id)
    form = forms.ReviewForm(request.form)
    values = form.read(company.today(), whole(sent(request.form, SHOWN_IN)))
    if values:
        try:
            actions.review(expectation_id, values, by=me())
        except Invalid as problem:
            form.refuse(problem)
        except Refused as problem:
            return _page(queries.item(expectation_id), form, status=409, refused=problem.text)
        else:
            if actions.reviewed_by(expectation_id) == me().id:
                undo = {"expectation_id": expectation_id, "reviewed": actions.review_of(expectation_id)}
                offer_undo(_("Expectation reviewed"), url_for("expectations.reopen", **undo))
            else:
                flash(_("A colleague had just said the same."), "")
            return go(url_for("expectations.show", expectation_id=expectation_id))
    return _page(item, form, status=422)


@bp.post("/<int:expectation_id>/reopen")
@role_required(Role.STAFF)
def reopen(expectation_id: int) -> ResponseReturnValue:
    """It is to be reviewed again; ``reviewed`` is what is undone, so that a colleague's later review stays."""
    try:
        actions.reopen(expectation_id, by=me(), reviewed=whole(request.values.get("reviewed")) or 0)
    except Refused as problem:
        return _page(queries.item(expectation_id), forms.ReviewForm(), 409, not_reopened=problem.text)
    return go(url_for("expectations.show", expectation_id=expectation_id))


@bp.route("/<int:expectation_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(expectation_id: int) -> ResponseReturnValue:
    """Change its words or its day."""
    about = editing.context("expectation", expectation_id)  # before the form's texts: who saves in between is noticed
    found = actions.get(expectation_id)
    facts.require_may_change(found, by=me())
    form = _edit_form(expectation_id, request.form or None)
    saving = request.method == "POST" and editing.wants_to_save()
    values, refused = form.read(company.today(), found.review_on) if saving else None, None
    page = url_for("expectations.show", expectation_id=expectation_id)
    if values:
        try:
            actions.edit(expectation_id, values, by=me(), seen=editing.seen())
            return go(page)
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("expectation", expectation_id, outdated=True)
        except Refused as problem:  # it was reviewed meanwhile
            refused = problem.text
    about |= editing.beside("expectation", expectation_id, form, partial(_edit_form, expectation_id), about["outdated"])
    return render(
        "expectations/form.html",
        status=409 if refused or about["outdated"] else 422 if form.errors else 200,
        form=form,
        customer=found.customer,
        item=found,
        refused=refused,
        cancel=page,
        **about,
    )


@bp.post("/<int:expectation_id>/delete")
@role_required(Role.STAFF)
def delete(expectation_id: int) -> ResponseReturnValue:
    """Take it back; can be undone at once."""
    gone = actions.delete(expectation_id, by=me())
    offer_undo(_("Expectation taken back"), url_for("expectations.restore", expectation_id=expectation_id))
    return go(url_for("customers.show", customer_id=gone.customer_id))


@bp.post("/<int:expectation_id>/restore")
@role_required(Role.STAFF)
def restore(expectation_id: int) -> ResponseReturnValue:
    """It stands again."""
    actions.restore(expectation_id, by=me())
    return go(url_for("expectations.show", expectation_id=expectation_id))


def log_extra(_customer: Customer | None, filled: bool) -> FormExtra:
    """The expectation's part of the log form."""
    return forms.log_extra(request.form if filled else None, me(), once(company.today))


def _page(
    item: queries.Item, form: forms.ReviewForm, status: int = 200, refused: Text | None = None, **about: Any
) -> ResponseReturnValue:
    """``refused``: why what was sent with ``form`` is not kept, though nothing in it is wrong."""
    may_write = me().may(Role.STAFF)
    may_review = may_write and (refused or not item.outcome) and not item.origin.deleted_at
    shows = Choices(SHOWN_IN, item.origin.customer_id, chosen=sent(request.form, SHOWN_IN), nowhere=True)
    return render(
        "expectations/show.html",
        status=status,
        item=item,
        form=form,
        refused=refused,
        today=company.today(),
        choices=choices_of(shows) if may_review else None,
        reviewed=actions.review_of(item.id) if item.outcome else 0,
        outcomes=outcomes.WORDS,
        history=partial(deeds, "expectation", item.id),
        may_write=may_write,
        may_review=may_review,
        may_change=facts.may_change(actions.get(item.id, taken_back=True), by=me()),
        **about,
    )


def _edit_form(expectation_id: int, typed: Any = None) -> forms.ExpectationForm:
    found = queries.item(expectation_id)
    return forms.ExpectationForm(typed, data={"body": found.body, "review_on": forms.written(found.review_on)})


def _filters() -> queries.Filters:
    args = request.args
    outcome = args.get("outcome", "")
    return queries.Filters(
        outcome=outcome if outcome == outcomes.OPEN or outcome in outcomes.WORDS else "",
        customer=whole(args.get("customer")),
        department=whole(args.get("department")),
        first=asked.day("from"),
        last=asked.day("until"),
        mine=me() if args.get("mine") == "1" else None,
    )
