"""/surprises/: what customers had to tell us and why; marking it, and its part of the log form."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm import clock
from crm.accounts import queries as accounts
from crm.accounts.models import Role
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.errors import Invalid, Outdated
from crm.interactions import queries as interactions
from crm.interactions.choices import NOWHERE
from crm.interactions.forms import whole
from crm.interactions.views import choices_of
from crm.surprises import actions, forms, queries
from crm.surprises.causes import WORDS
from crm.surprises.models import Cause
from crm.surprises.parts import YEAR
from crm.web import editing
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import go, offer_undo, render
from crm.words import Text

bp = Blueprint("surprises", __name__, url_prefix="/surprises")
FIRST, LAST = date(1971, 1, 1), date(2999, 12, 31)  # days that can be asked for


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """All of them, the last first; and how often each cause was one, with what helps against it."""
    filters, now = _filters(), clock.now()
    customer = customers.find(filters.customer)
    page = queries.page(filters, request.args.get("after", ""))
    on = {"cause": filters.cause, "department": filters.department, "customer": filters.customer}
    on |= {"from": filters.first, "until": filters.last}

    def url_with(**changed: Any) -> str:
        return url_for("surprises.index", **{name: value for name, value in (on | changed).items() if value})

    everywhere = replace(filters, cause="", first=None, last=None)
    return render(
        "surprises/index.html",
        "surprises/_list.html",
        page=page,
        filters=filters,
        customer=customer,
        words=WORDS,
        causes=[(cause.value, about.name) for cause, about in WORDS.items()],
        counts=queries.by_cause(now - YEAR, now + timedelta(seconds=1), everywhere),
        departments=[(str(one.id), one.name) for one in once(accounts.departments)],
        url_with=url_with,
        more_url=url_with(after=page.next_cursor) if page.next_cursor else None,
    )


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """Say of the contact ``interaction`` that the customer had to tell us something, and what stood where."""
    entry = interactions.entry(whole(request.args.get("interaction")) or 0)
    chosen = forms.chosen(request.form if request.method == "POST" else None)
    problems: list[Text] = []
    if chosen.made:
        try:
            _found, marked = actions.mark(entry.id, chosen.missed_id, by=me())
            if not marked:
                flash(_("A colleague had just marked this contact."), "")
            return _to_contact(entry.customer_id, entry.id)
        except Invalid as problem:
            problems = list(problem.fields.values())
    elif request.method == "POST":
        problems = [forms.CHOOSE]
    return _form(entry, chosen, problems)


@bp.route("/<int:surprise_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(surprise_id: int) -> ResponseReturnValue:
    """It was another contact that says it, or none after all."""
    about = editing.context("surprise", surprise_id)  # before what the form shows: who saves in between is noticed
    found = actions.get(surprise_id)
    actions.require_may_change(found, by=me())
    entry = interactions.entry(found.interaction_id)
    was = forms.Chosen(str(found.missed_id or NOWHERE))
    chosen = forms.chosen(request.form) if request.method == "POST" else was
    problems: list[Text] = []
    if request.method == "POST" and chosen.made:
        try:
            actions.change(surprise_id, chosen.missed_id, by=me(), seen=editing.seen())
            return _to_contact(entry.customer_id, entry.id)
        except Invalid as problem:
            problems = list(problem.fields.values())
        except Outdated:
            about = editing.context("surprise", surprise_id, outdated=True)
    elif request.method == "POST":
        problems = [forms.CHOOSE]
    return _form(entry, chosen, problems, surprise_id=surprise_id, **about)


@bp.post("/<int:surprise_id>/delete")
@role_required(Role.STAFF)
def delete(surprise_id: int) -> ResponseReturnValue:
    """Take it back; can be undone at once."""
    gone = actions.delete(surprise_id, by=me())
    offer_undo(_("Taken back: no surprise"), url_for("surprises.restore", surprise_id=surprise_id))
    return _to_contact(gone.customer_id, gone.interaction_id)


@bp.post("/<int:surprise_id>/restore")
@role_required(Role.STAFF)
def restore(surprise_id: int) -> ResponseReturnValue:
    """It was one after all."""
    back = actions.restore(surprise_id, by=me())
    return _to_contact(back.customer_id, back.interaction_id)


def log_extra(customer: Customer | None, filled: bool) -> forms.LogExtra:
    """The surprise's part of the log form, with what there is to choose from at the customer."""
    typed = request.form if filled else None
    return forms.log_extra(typed, me(), customer.id if customer else None, choices_of)


def _form(
    entry: interactions.Entry, chosen: forms.Chosen, problems: list[Text], outdated: bool = False, **about: Any
) -> ResponseReturnValue:
    """``about``: of a surprise that is changed, its ``surprise_id`` and the revision ``seen``."""
    asked = forms.offered(entry.customer_id, chosen, request.args.get("q", ""), told=entry.id)
    return render(
        "surprises/form.html",
        status=409 if outdated else 422 if problems else 200,
        entry=entry,
        choices=choices_of(asked),
        problems=problems,
        outdated=outdated,
        **about,
    )


def _filters() -> queries.Filters:
    cause = request.args.get("cause", "")
    return queries.Filters(
        cause=cause if cause in list(Cause) else "",
        department=whole(request.args.get("department")),
        customer=whole(request.args.get("customer")),
        first=_day("from"),
        last=_day("until"),
    )


def _day(name: str) -> date | None:
    """A day in the address; None where there is none, or one beyond what a calendar can count on from."""
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None


def _to_contact(customer_id: int, interaction_id: int) -> ResponseReturnValue:
    return go(url_for("customers.show", customer_id=customer_id) + f"#i{interaction_id}")
