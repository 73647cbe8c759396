"""/followups/: what must be done, by whom and by when; and its part of the log form and of a colleague's page."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, current_app, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import login_required

from crm.accounts import queries as accounts
from crm.accounts.forms import local_path
from crm.accounts.models import Role, User
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.errors import Invalid, Outdated
from crm.followups import actions, due, forms, queries
from crm.interactions import actions as interactions
from crm.interactions.forms import new_key, whole
from crm.web import csv, editing
from crm.web.language import say
from crm.web.login import me, role_required
from crm.web.moments import today
from crm.web.once import once
from crm.web.render import go, offer_undo, render
from crm.web.repeats import request_key

bp = Blueprint("followups", __name__, url_prefix="/followups")
WHOSE = ("", "department", "all")
COLUMNS = (
    *("due_on", "what", "customer_number", "customer_name", "for_colleague", "for_department", "asked_by"),
    *("asked_at", "done_at", "done_by", "outcome"),
)


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """What is open, what is late first; or what was done, the newest first."""
    filters = _filters()
    page = queries.page(filters, me(), request.args.get("after", ""))
    on = {"whose": filters.whose, "done": "1" if filters.done else ""}

    def url_with(**changed: str) -> str:
        return url_for("followups.index", **{name: value for name, value in (on | changed).items() if value})

    return render(
        "followups/index.html",
        "followups/_list.html",
        page=page,
        filters=filters,
        back=url_with(),
        url_with=url_with,
        more_url=url_with(after=page.next_cursor) if page.next_cursor else None,
        export_url=url_for("followups.export", **{name: value for name, value in on.items() if value}),
        department=me().department,
        may_write=me().may(Role.STAFF),
    )


@bp.get("/export")
@role_required(Role.STAFF)
def export() -> ResponseReturnValue:
    """The list as it stands, as a file."""
    return csv.answer(_("Follow-ups"), COLUMNS, _rows(_filters(), me()))


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """Ask for something; ``customer`` may be given or is looked for first, ``interaction`` is where it arose."""
    customer_id, interaction_id = whole(request.args.get("customer")), whole(request.args.get("interaction"))
    if interaction_id:
        customer_id = interactions.get(interaction_id).customer_id
    if not customer_id:
        asked = request.args.get("q", "").strip()[:200]
        matches = current_app.extensions["find_customers"](asked) if asked else []
        return render("followups/choose.html", asked=asked, matches=matches, filled=_filled())
    customer = customers.get(customer_id)
    usual = {"whose": forms.whose_of(me().id, None), "due_on": due.next_workday(today()).isoformat(), "key": new_key()}
    form = forms.FollowUpForm(request.form or None, data=usual | _filled())
    _offer(form)
    values = form.read(today()) if request.method == "POST" else None
    if values:
        about = {"interaction_id": interaction_id, "request_key": request_key("followup", form.key.data, me())}
        try:
            actions.create(customer.id, values, by=me(), today=today(), **about)
            return go(
                url_for("customers.show", customer_id=customer.id) + (f"#i{interaction_id}" if interaction_id else "")
            )
        except Invalid as problem:
            form.refuse(problem)
    status = 422 if form.errors else 200
    return render("followups/form.html", status=status, form=form, customer=customer, item=None, origin=interaction_id)


@bp.get("/<int:followup_id>")
@login_required
def show(followup_id: int) -> ResponseReturnValue:
    """One follow-up; for htmx its row in a list, open to be finished or (``closed``) closed again."""
    closed = "closed" in request.args
    return _page(followup_id, "followups/_row_closed.html" if closed else "followups/_row_open.html")


@bp.route("/<int:followup_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(followup_id: int) -> ResponseReturnValue:
    """Change what, who or when."""
    about = editing.context("followup", followup_id)  # before what the form shows: who saves in between is noticed
    found, item = actions.get(followup_id), queries.item(followup_id)
    actions.require_may_change(found, by=me())
    whose = forms.whose_of(found.user_id, found.department_id)
    was = {"what": found.what, "whose": whose, "due_on": found.due_on.isoformat()}
    form = forms.FollowUpForm(request.form or None, data=was)
    _offer(form, (whose, item.for_name))
    values = form.read() if request.method == "POST" else None
    if values:
        try:
            actions.edit(followup_id, values, by=me(), seen=editing.seen())
            return go(url_for("followups.show", followup_id=followup_id))
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("followup", followup_id, outdated=True)
    status = 409 if about["outdated"] else 422 if form.errors else 200
    customer = {"id": item.customer_id, "name": item.customer_name}
    return render("followups/form.html", status=status, form=form, customer=customer, item=item, **about)


@bp.post("/<int:followup_id>/finish")
@role_required(Role.STAFF)
def finish(followup_id: int) -> ResponseReturnValue:
    """Done; what came of it goes on the timeline. Who comes second loses no text."""
    outcome = request.form.get("outcome", "")
    try:
        found, mine = actions.finish(followup_id, outcome, by=me())
    except Invalid as problem:
        return _page(followup_id, status=422, outcome=outcome, problems=list(problem.fields.values()))
    if not mine and found.done_by_id != me().id and outcome.strip():
        return _page(followup_id, status=409, outcome=outcome, too_late=True)
    if mine:
        said = _("“%(what)s” finished", what=_short(found.what))
        offer_undo(said, url_for("followups.reopen", followup_id=followup_id, back=_back()))
    elif found.done_by_id != me().id:
        flash(_("%(name)s had just finished this.", name=found.done_by.name), "")
    return go(_back())


@bp.post("/<int:followup_id>/reopen")
@role_required(Role.STAFF)
def reopen(followup_id: int) -> ResponseReturnValue:
    """Not done after all."""
    actions.reopen(followup_id, by=me())
    return go(_back(url_for("followups.show", followup_id=followup_id)))


@bp.post("/<int:followup_id>/delete")
@role_required(Role.STAFF)
def delete(followup_id: int) -> ResponseReturnValue:
    """Into the bin; can be undone at once."""
    gone = actions.delete(followup_id, by=me())
    said = _("“%(what)s” deleted", what=_short(gone.what))
    offer_undo(said, url_for("followups.restore", followup_id=followup_id))
    return go(url_for("followups.index"))


@bp.post("/<int:followup_id>/restore")
@role_required(Role.STAFF)
def restore(followup_id: int) -> ResponseReturnValue:
    """Out of the bin."""
    actions.restore(followup_id, by=me())
    return go(url_for("followups.show", followup_id=followup_id))


@bp.post("/hand-over")
@role_required(Role.ADMIN)
def hand_over() -> ResponseReturnValue:
    """Everything that is open for one colleague to another."""
    from_user, to = whole(request.form.get("from")) or 0, whole(request.form.get("to")) or 0
    try:
        moved = actions.hand_over(from_user, to, by=me())
        said = ngettext("%(num)s follow-up handed over.", "%(num)s follow-ups handed over.", moved)
        flash(said, "ok")
    except Invalid as problem:
        flash(say(problem.text), "warn")
    return go(_back())


def log_extra(customer: Customer | None, filled: bool) -> forms.LogExtra:
    """The follow-up's part of the log form; the list of names is asked for here, once per form."""
    return forms.log_extra(request.form if filled else None, me(), today(), _offer)


def open_work(user: User) -> tuple[str, dict[str, Any]] | None:
    """What is open for a colleague, for the page that disables them; None where there is nothing."""
    found = queries.open_of(user)
    others = [one for one in once(accounts.colleagues) if one.id != user.id and one.may(Role.STAFF)] if found else []
    return ("followups/_open_work.html", {"items": found, "others": others, "from_user": user}) if found else None


def _page(followup_id: int, fragment: str | None = None, status: int = 200, **about: Any) -> ResponseReturnValue:
    item = queries.item(followup_id)
    may_write = me().may(Role.STAFF)
    return render(
        "followups/show.html",
        fragment if status == 200 else None,
        status=status,
        item=item,
        back=_back(url_for("followups.show", followup_id=followup_id)),
        history=partial(queries.history, followup_id),
        comment_key=new_key(),
        may_write=may_write,
        may_change=may_write and actions.may_change(actions.get(followup_id), by=me()),
        may_reopen=item.doer and actions.may_reopen(item.doer.id, by=me()),
        **about,
    )


def _offer(form: forms.FollowUpForm, also: tuple[str, str] = ()) -> None:
    form.offer(me(), once(accounts.colleagues), once(accounts.departments), also)


def _filled() -> dict[str, str]:
    """What the page where this was begun fills in already: the question and whose it is."""
    asked = {"what": request.args.get("what", "")[: actions.LONGEST_WHAT], "whose": request.args.get("whose", "")[:12]}
    return {name: value for name, value in asked.items() if value}


def _filters() -> queries.Filters:
    whose = request.args.get("whose", "")
    return queries.Filters(whose if whose in WHOSE else "", request.args.get("done") == "1")


def _back(otherwise: str = "/followups/") -> str:
    """The page of ours where this was begun."""
    asked = request.values.get("back")
    return local_path(asked) if asked else otherwise


def _rows(filters: queries.Filters, user: User) -> Iterator[tuple[str | date | None, ...]]:
    for one in queries.every(filters, user):
        yield (
            *(one.due_on.isoformat(), one.what, one.customer_number, one.customer_name),
            *(one.assignee and one.assignee.name, one.department and one.department.name, one.asker and one.asker.name),
            *(one.created_at, one.done_at, one.doer and one.doer.name, one.outcome),
        )


def _short(what: str) -> str:
    return what if len(what) <= 60 else what[:58].rsplit(" ", 1)[0] + " …"
