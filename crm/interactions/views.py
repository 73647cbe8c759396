"""/interactions/: logging, reading and changing contacts; and the timeline's part of the customer's page."""

import re
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm import clock
from crm.accounts import queries as accounts
from crm.accounts.models import Role
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.errors import Invalid, NotFound, Outdated
from crm.interactions import actions, channels, choices, export, forms, queries, timeline, when
from crm.interactions.extras import Extra
from crm.interactions.models import Channel, Direction
from crm.web import csv, editing
from crm.web.company import own_channels
from crm.web.language import locale, zone
from crm.web.login import me, role_required
from crm.web.moments import clock_time, short
from crm.web.once import once
from crm.web.render import go, offer_undo, render, wants_fragment
from crm.web.repeats import request_key
from crm.words import N_

bp = Blueprint("interactions", __name__, url_prefix="/interactions")
CURSOR = re.compile(r"(?P<moment>-?\d{1,11})\.(?P<id>\d{1,9})\.(?P<day>\d{4}-\d\d-\d\d)", re.ASCII)
LAST_DAYS, CLOCKS_DIFFER = 7 * 86_400, 3600  # seconds within which a page may say that somebody dialled
SHOWN_FILTERS = ("q", "channel", "department", "author", "kind", "changes")


@bp.route("/new")
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """The log form on a page of its own; ``customer`` may be given or is looked for there.

    ``called``: somebody dialled at that moment (seconds since 1970), and logs the call afterwards.
    """
    customer_id = forms.whole(request.args.get("customer"))
    customer = customers.get(customer_id) if customer_id else None
    person = forms.whole(request.args.get("person"))
    called = _called()
    data: dict[str, Any] = {"people": [person]} if person else {}
    if called:
        data |= {"when": when.show(called, zone()), "channel": Channel.PHONE, "direction_phone": Direction.OUT}
    form = _form(customer, data)
    return render("interactions/new.html", customer=customer, form=form, customer_q="", matches=None, called=called)


@bp.post("/")
@role_required(Role.STAFF)
def log() -> ResponseReturnValue:
    """Log a contact; answers with a fresh form and the timeline, or the form with what is wrong."""
    form = forms.InteractionForm(request.form)
    customer = customers.get(form.customer_id) if form.customer_id else None
    form.extras = _extras(customer, filled=True)
    if customer is None:
        return _choose_customer(form)
    form.offer(customers.people(customer.id), channels.offered(own_channels()))
    values = form.read(clock.now(), zone(), locale(), _called())
    try:
        if values is None or form.errors:
            return _refused(form, customer)
        also = [extra.write for extra in form.extras]
        interaction, _created = actions.log(
            customer.id, values, request_key=request_key("form", form.key.data, me()), also=also, by=me()
        )
    except Invalid as problem:
        form.refuse(problem)
        return _refused(form, customer)
    page = url_for("customers.show", customer_id=customer.id)
    if not wants_fragment() or "own_page" in request.form:
        return go(f"{page}#i{interaction.id}")
    parts = {"log_form": partial(log_form_part, customer), "timeline": partial(timeline_part, customer)}
    answer = render_template("interactions/_logged.html", customer=customer, parts=parts, logged=interaction)
    return answer, 200, {"HX-Trigger": "interaction-logged"}


@bp.get("/choices")
@role_required(Role.STAFF)
def narrowed() -> ResponseReturnValue:
    """The lines of the picker called ``field`` for ``customer``, narrowed by words; what was chosen stays on it.

    ``before`` a contact, only what was before that; with ``nowhere`` that it stands in none is offered too.
    """
    args = request.args
    name = args.get("field", "")
    if not choices.FIELD.fullmatch(name):
        raise NotFound
    customer = customers.get(forms.whole(args.get("customer")) or 0)
    about = {"nowhere": "nowhere" in args, "before": forms.whole(args.get("before"))}
    asked = choices.Choices(name, customer.id, args.get("q", ""), choices.sent(args, name), **about)
    return render("interactions/_choices.html", choices=choices_of(asked))


def choices_of(asked: choices.Choices) -> choices.Choices:
    """A picker with its contacts; also for the pages of other rooms, which show it with ``_pick_contact.html``."""
    return choices.fill(asked, current_app.extensions["text_filter"]() if asked.q.strip() else None)


@bp.get("/export")
@role_required(Role.STAFF)
def export_timeline() -> ResponseReturnValue:
    """The timeline of ``customer`` as it stands, as a file that the import reads back."""
    customer = customers.get(forms.whole(request.args.get("customer")) or 0)
    names = {key: channel.name for key, channel in own_channels().items()}
    found = export.contacts(customer.id, _filters(), current_app.extensions["text_filter"](), names)
    return csv.answer(f"{_('Timeline')} {customer.number} {customer.name}", export.COLUMNS, found)


@bp.get("/<int:interaction_id>")
@login_required
def show(interaction_id: int) -> ResponseReturnValue:
    """One contact, open; for htmx its row in the timeline, open or (``closed``) closed again."""
    closed = "closed" in request.args
    return _entry(interaction_id, "interactions/_entry.html" if closed else "interactions/_entry_open.html")


@bp.route("/<int:interaction_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(interaction_id: int) -> ResponseReturnValue:
    """Change a contact."""
    about = editing.context("interaction", interaction_id)  # before the entry: who saves in between is noticed
    entry = queries.entry(interaction_id)
    actions.require_may_edit(entry.author_id, by=me())
    customer = customers.get(entry.customer_id)
    # None, not an empty form: WTForms would read from that that nobody took part
    form = _edit_form(entry, request.form or None)
    sent = request.method == "POST" and editing.wants_to_save()
    values = form.read(clock.now(), zone(), locale(), entry.occurred_at) if sent else None
    if values:
        try:
            actions.edit(interaction_id, values, by=me(), seen=editing.seen())
            return go(url_for("customers.show", customer_id=customer.id) + f"#i{interaction_id}")
        except Invalid as problem:
            form.refuse(problem)
        except Outdated:
            about = editing.context("interaction", interaction_id, outdated=True)
    about |= _beside(interaction_id, form, about["outdated"])
    status = 409 if about["outdated"] else 422 if form.errors else 200
    return render("interactions/edit.html", status=status, entry=entry, customer=customer, form=form, **about)


def _edit_form(entry: queries.Entry, typed: Any = None) -> forms.InteractionForm:
    form = forms.InteractionForm(typed, data=forms.data_of(entry, zone()))
    offered = channels.offered(own_channels())
    form.offer(_people_of(entry), offered | {entry.channel: channels.words(own_channels()).get(entry.channel, "")})
    return form


def _beside(interaction_id: int, form: forms.InteractionForm, outdated: bool) -> dict[str, Any]:
    """What a colleague made of the contact; of who contacted whom only what goes with their channel."""

    def now() -> forms.InteractionForm:
        return _edit_form(queries.entry(interaction_id))

    return editing.beside("interaction", interaction_id, form, now, outdated, forms.InteractionForm.idle)


@bp.post("/<int:interaction_id>/comments")
@role_required(Role.STAFF)
def comment(interaction_id: int) -> ResponseReturnValue:
    """Add a remark."""
    form = forms.CommentForm(request.form)
    try:
        actions.comment(
            interaction_id, form.body.data or "", request_key=request_key("form", form.key.data, me()), by=me()
        )
    except Invalid as problem:
        form.body.errors = list(problem.fields.values())
        return _entry(interaction_id, "interactions/_entry_open.html", comment_form=form, status=422)
    return _changed(interaction_id)


@bp.post("/<int:interaction_id>/delete")
@role_required(Role.STAFF)
def delete(interaction_id: int) -> ResponseReturnValue:
    """Into the bin; can be undone at once."""
    gone = actions.delete(interaction_id, by=me())
    said = _("Contact of %(moment)s deleted", moment=f"{short(gone.occurred_at)} {clock_time(gone.occurred_at)}")
    offer_undo(said, url_for("interactions.restore", interaction_id=interaction_id))
    return go(url_for("customers.show", customer_id=gone.customer_id))


@bp.post("/<int:interaction_id>/restore")
@role_required(Role.STAFF)
def restore(interaction_id: int) -> ResponseReturnValue:
    """Out of the bin."""
    back = actions.restore(interaction_id, by=me())
    return go(url_for("customers.show", customer_id=back.customer_id) + f"#i{interaction_id}")


@bp.post("/<int:interaction_id>/pin")
@role_required(Role.STAFF)
def pin(interaction_id: int) -> ResponseReturnValue:
    """Keep under "good to know"."""
    actions.pin(interaction_id, by=me())
    return _changed(interaction_id)


@bp.post("/<int:interaction_id>/unpin")
@role_required(Role.STAFF)
def unpin(interaction_id: int) -> ResponseReturnValue:
    """Let go of it."""
    actions.unpin(interaction_id, by=me())
    return _changed(interaction_id)


def log_form_part(customer: Customer) -> forms.InteractionForm:
    """A fresh log form, for the customer's page."""
    return _form(customer)


def timeline_part(customer: Customer) -> dict[str, Any]:
    """The timeline as its template wants it: the page of contacts, the filters and the link to older ones."""
    filters = _filters()
    before, after_date = _cursor(request.args.get("before", ""))
    reader = timeline.Reader(me(), clock.now(), zone(), customers.looked_at(me(), customer.id, clock.now()))
    find = current_app.extensions["text_filter"]()
    page = timeline.page(customer.id, reader, filters, find, before, after_date)
    url = partial(url_for, "customers.show", customer_id=customer.id)
    on = {name: value for name, value in request.args.items() if name in SHOWN_FILTERS and value}
    older = f"{page.next[0]}.{page.next[1]}.{page.last_date}" if page.next else ""
    return {
        "customer": customer,
        "days": page.days,
        "new_after": page.new_after,
        "looked_at": page.looked_at,
        "older_url": url(**on, before=older) if older else None,
        "filters": {
            "q": filters.q,
            "channel": filters.channel,
            "department": str(filters.department or ""),
            "author": str(filters.author or ""),
            "kind": filters.kind,
            "changes": filters.changes,
            "channels": list(channels.words(own_channels()).items()),
            "departments": [(str(one.id), one.name) for one in once(accounts.departments)],
            "authors": [(str(one.id), one.name) for one in once(accounts.colleagues)],
            "kinds": [(name, word) for name, (word, _condition) in timeline.KINDS.items()],
            "active": filters.active,
            "clear_url": url(),
            "export_url": url_for("interactions.export_timeline", customer=customer.id, **on),
            "without": {name: url(**{key: on[key] for key in on if key != name}) for name in on},
            "changes_url": url(
                **({k: v for k, v in on.items() if k != "changes"} if filters.changes else {**on, "changes": 1})
            ),
        },
    }


def _called() -> datetime | None:
    """``called``, the moment of a call that was begun elsewhere; None for what cannot be one of the last days."""
    text, now = request.values.get("called", ""), int(clock.now().timestamp())
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
    recent = now - LAST_DAYS <= seconds <= now + CLOCKS_DIFFER
    return datetime.fromtimestamp(min(seconds, now), UTC) if recent else None


def _filters() -> timeline.Filters:
    args = request.args
    return timeline.Filters(
        q=args.get("q", "").strip()[:200],
        channel=args.get("channel", ""),
        department=forms.whole(args.get("department")),
        author=forms.whole(args.get("author")),
        kind=args.get("kind", ""),
        changes=args.get("changes") == "1",
    )


def _cursor(text: str) -> tuple[tuple[int, int] | None, str]:
    """``"1763625600.42.2026-11-20"`` -> where the page above ended; anything else is the first page."""
    found = CURSOR.fullmatch(text)
    try:
        day = date.fromisoformat(found["day"]) if found else None
    except ValueError:
        day = None
    return ((int(found["moment"]), int(found["id"])), found["day"]) if found and day else (None, "")


def _form(customer: Customer | None, data: dict[str, Any] | None = None) -> forms.InteractionForm:
    data = data or {}
    if customer and "people" not in data:
        last = queries.last_person(customer.id)
        data["people"] = [last] if last else []
    data |= {"key": forms.new_key(), "customer": customer.id if customer else ""}
    form = forms.InteractionForm(data=data)
    form.offer(customers.people(customer.id) if customer else [], channels.offered(own_channels()))
    form.extras = _extras(customer, filled=False)
    return form


def _extras(customer: Customer | None, filled: bool) -> list[Extra]:
    """What other rooms add to the log form; ``filled`` by the request at hand."""
    return [make(customer, filled) for make in current_app.extensions["log_extras"]]


def _refused(form: forms.InteractionForm, customer: Customer) -> ResponseReturnValue:
    return render(
        "interactions/new.html",
        None if "own_page" in request.form else "interactions/_log_form.html",
        status=422,
        customer=customer,
        form=form,
        customer_q="",
        matches=None,
        called=_called(),
    )


def _choose_customer(form: forms.InteractionForm) -> ResponseReturnValue:
    """The log page again, with the customers that the typed words may mean."""
    asked = request.form.get("customer_q", "").strip()[:200]
    form.customer.errors = [N_("Choose the customer this was with.")]
    return render(
        "interactions/new.html",
        status=422,
        customer=None,
        form=form,
        customer_q=asked,
        matches=current_app.extensions["find_customers"](asked) if asked else [],
    )


def _people_of(entry: queries.Entry) -> list[Any]:
    """The people at the customer now, and those who took part then and have left since."""
    now = customers.people(entry.customer_id)
    known = {person.id for person in now}
    return [*now, *(person for person in entry.people if person.id not in known)]


def _changed(interaction_id: int) -> ResponseReturnValue:
    if wants_fragment():
        return _entry(interaction_id, "interactions/_entry_open.html")
    return go(url_for("interactions.show", interaction_id=interaction_id))


def _entry(interaction_id: int, fragment: str, status: int = 200, comment_form: Any = None) -> ResponseReturnValue:
    entry = queries.entry(interaction_id)
    return render(
        "interactions/show.html",
        fragment,
        status=status,
        entry=entry,
        listed=request.values.get("listed", ""),  # opened among the hits of this search
        edited=queries.last_edit(interaction_id) if entry.edited_at else None,
        comments=queries.comments(interaction_id),
        comment_form=comment_form or forms.CommentForm(data={"key": forms.new_key()}),
        may_write=me().may(Role.STAFF),
        may_edit=actions.may_edit(entry.author_id, by=me()),
        opened=[part for load in current_app.extensions["opened"] if (part := load(entry, me()))],
    )
