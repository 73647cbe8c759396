"""/refusals/: what we said no to and why; writing it down, and its part of the log form."""

from functools import partial
from typing import Any

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts import queries as accounts
from crm.accounts.deeds import deeds
from crm.accounts.models import Role
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.errors import Invalid, Outdated
from crm.interactions import facts
from crm.interactions.begun import begin
from crm.interactions.extras import FormExtra
from crm.interactions.forms import new_key, whole
from crm.interactions.views import choices_of
from crm.refusals import actions, alike, forms, queries
from crm.web import asked, editing
from crm.web.back import back, contact_url
from crm.web.choosing import choose_customer
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import go, offer_undo, render
from crm.web.repeats import request_key

bp = Blueprint("refusals", __name__, url_prefix="/refusals")
PICKER = "refusal_contact"
HITS = 1_000  # newest contacts that have the words
SHOWN = ("customer", "department", "from", "until", "mine", "q")


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """All of them, the newest first."""
    filters = _filters()
    contacts = None
    if filters.q:
        contacts = current_app.extensions["text_filter"]()(f"({filters.q}) kind:refusal", limit=HITS)
    page = queries.page(filters, request.args.get("after", ""), contacts=contacts)
    on = {name: value for name, value in request.args.items() if name in SHOWN and value}

    def url_with(**changed: Any) -> str:
        return url_for("refusals.index", **{name: value for name, value in (on | changed).items() if value})

    return render(
        "refusals/index.html",
        "refusals/_list.html",
        page=page,
        filters=filters,
        customer=customers.find(filters.customer),
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
        return choose_customer(title=_("Said no"), then="refusals.new")
    customer = begun.customer
    form = forms.RefusalForm(request.form or None, data={"key": new_key()})
    values = form.read() if request.method == "POST" else None
    form.contact_errors = begun.problems
    if values and begun.chosen:
        try:
            about = {"customer_id": customer.id, "request_key": request_key("refusal", form.key.data, me())}
            made = actions.create(begun.chosen, values, by=me(), **about)
            return go(back(contact_url(made.customer_id, made.interaction_id)))
        except Invalid as problem:
            form.refuse(problem)
    return render(
        "refusals/form.html",
        status=422 if form.errors or form.contact_errors else 200,
        form=form,
        customer=customer,
        item=None,
        contact=begun.contact,
        choices=None if begun.contact else choices_of(begun.choices(typed)),
        cancel=back(contact_url(customer.id, begun.contact.id if begun.contact else None)),
    )


@bp.get("/<int:refusal_id>")
@login_required
def show(refusal_id: int) -> ResponseReturnValue:
    """One of them, what was said elsewhere to the same question, and which house rules are about it."""
    item = queries.item(refusal_id)
    return render(
        "refusals/show.html",
        item=item,
        history=partial(deeds, "refusal", refusal_id),
        alike=alike.elsewhere(item, current_app.extensions["text_filter"]()),
        rules=current_app.extensions["house_rules_on"](f"{item.body}\n{item.reason}"),
        may_change=facts.may_change(actions.get(refusal_id, taken_back=True), by=me()),
    )


@bp.route("/<int:refusal_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(refusal_id: int) -> ResponseReturnValue:
    """Change its words."""
    about = editing.context("refusal", refusal_id)  # before what the form shows: who saves in between is noticed
    found = actions.get(refusal_id)
    facts.require_may_change(found, by=me())
    form = _edit_form(refusal_id, request.form or None)
    values = form.read() if request.method == "POST" and editing.wants_to_save() else None
    page = url_for("refusals.show", refusal_id=refusal_id)
    if values:
        try:
            actions.edit(refusal_id, values, by=me(), seen=editing.seen())
            return go(page)
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("refusal", refusal_id, outdated=True)
    about |= editing.beside("refusal", refusal_id, form, partial(_edit_form, refusal_id), about["outdated"])
    status = 409 if about["outdated"] else 422 if form.errors else 200
    return render(
        "refusals/form.html", status=status, form=form, customer=found.customer, item=found, cancel=page, **about
    )


@bp.post("/<int:refusal_id>/delete")
@role_required(Role.STAFF)
def delete(refusal_id: int) -> ResponseReturnValue:
    """Take it back; can be undone at once."""
    gone = actions.delete(refusal_id, by=me())
    offer_undo(_("“No” taken back"), url_for("refusals.restore", refusal_id=refusal_id))
    return go(url_for("customers.show", customer_id=gone.customer_id))


@bp.post("/<int:refusal_id>/restore")
@role_required(Role.STAFF)
def restore(refusal_id: int) -> ResponseReturnValue:
    """It stands again."""
    actions.restore(refusal_id, by=me())
    return go(url_for("refusals.show", refusal_id=refusal_id))


def log_extra(_customer: Customer | None, filled: bool) -> FormExtra:
    """The refusal's part of the log form."""
    return forms.log_extra(request.form if filled else None, me())


def _edit_form(refusal_id: int, typed: Any = None) -> forms.RefusalForm:
    found = queries.item(refusal_id)
    return forms.RefusalForm(typed, data={"body": found.body, "reason": found.reason})


def _filters() -> queries.Filters:
    args = request.args
    return queries.Filters(
        customer=whole(args.get("customer")),
        department=whole(args.get("department")),
        first=asked.day("from"),
        last=asked.day("until"),
        mine=me() if args.get("mine") == "1" else None,
        q=args.get("q", "").strip()[:200],
    )
