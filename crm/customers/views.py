"""/customers/: the list, the page of a customer, and their forms."""

from functools import partial

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts import queries as accounts
from crm.accounts.models import Role, User
from crm.customers import actions, export, forms, queries
from crm.customers.models import Customer
from crm.customers.vcard import vcard
from crm.errors import Invalid, Outdated
from crm.web import csv, editing
from crm.web.language import locale, say
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import go, offer_undo, render, wants_fragment

bp = Blueprint("customers", __name__, url_prefix="/customers")
LETTERS = "abcdefghijklmnopqrstuvwxyz#"
FILTERS = ("letter", "status", "owner", "tag", "followed", "archived")


def _filters() -> queries.Filters:
    asked = {name: request.args.get(name, "") for name in ("letter", "status", "owner", "tag")}
    return queries.Filters(
        letter=asked["letter"].lower() if asked["letter"].lower() in LETTERS and len(asked["letter"]) == 1 else "",
        status=asked["status"] if asked["status"] in forms.STATUSES else "",
        owner=asked["owner"]
        if asked["owner"].isascii() and asked["owner"].isdigit() and len(asked["owner"]) < 10
        else "",
        tag=asked["tag"][:40],
        followed_by=me().id if request.args.get("followed") == "1" else None,
        archived=request.args.get("archived") == "1",
    )


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """All customers by name, with letters and filters."""
    filters = _filters()
    page = queries.page(filters, request.args.get("after", ""))
    on = {name: value for name, value in request.args.items() if name in FILTERS and value}

    def url_with(**changed: str) -> str:
        return url_for("customers.index", **{name: value for name, value in (on | changed).items() if value})

    return render(
        "customers/index.html",
        "customers/_list.html",
        page=page,
        filters=filters,
        letters=LETTERS,
        statuses=list(forms.STATUSES.items()),
        status_words=forms.STATUSES,
        owners=partial(_owners, filters.owner),
        tags=lambda: [(name, name) for name in queries.tag_names()],
        may_write=me().may(Role.STAFF),
        url_with=url_with,
        more_url=url_with(after=page.next_cursor) if page.next_cursor else None,
        export_urls=[url_for(f"customers.{name}", **on) for name in ("export_customers", "export_people")],
    )


@bp.get("/export")
@role_required(Role.STAFF)
def export_customers() -> ResponseReturnValue:
    """The list as it stands, as a file that the import reads back."""
    return csv.answer(_("Customers"), export.CUSTOMERS, export.customers(_filters()))


@bp.get("/people/export")
@role_required(Role.STAFF)
def export_people() -> ResponseReturnValue:
    """The people of the customers in the list as it stands."""
    return csv.answer(_("People"), export.PEOPLE, export.people(_filters()))


def _owners(asked: str) -> list[tuple[int, str]]:
    """Who works here, and whoever is asked for, who may have left."""
    found = {user.id: user.name for user in once(accounts.colleagues)}
    if asked and int(asked) not in found:
        found |= {user.id: user.name for user in accounts.everyone() if user.id == int(asked)}
    return list(found.items())


@bp.get("/<int:customer_id>")
@login_required
def show(customer_id: int) -> ResponseReturnValue:
    """The customer's page: the timeline and, beside it, the brief. Their rooms hand in the parts."""
    customer = queries.get(customer_id)
    parts = {name: partial(part, customer) for name, part in current_app.extensions["customer_page"].items()}
    fragment = "interactions/_timeline_more.html" if "before" in request.args else "interactions/_timeline.html"
    return render(
        "customers/show.html",
        fragment,
        customer=customer,
        parts=parts,
        follows=not wants_fragment() and queries.follows(me(), customer_id),
        may_write=me().may(Role.STAFF),
    )


@bp.route("/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def new() -> ResponseReturnValue:
    """A form for a customer who is not in the file yet."""
    asked = {"name": request.args.get("name", "")[:200], "owner": str(me().id)}
    if phone := request.args.get("phone", "")[:60]:
        asked["phones"] = [{"use": "", "value": phone}]
    form = _customer_form(asked)
    if request.method == "POST" and _wants_to_save() and form.validate():
        try:
            customer = actions.create(form.values(), by=me())
        except Invalid as problem:
            _refuse(form, problem)
            return _form_page("customers/form.html", form, customer=None)
        return _saved(form, customer.id)
    return _form_page("customers/form.html", form, customer=None)


@bp.route("/<int:customer_id>/edit", methods=["GET", "POST"])
@role_required(Role.STAFF)
def edit(customer_id: int) -> ResponseReturnValue:
    """What is known of a customer, to change."""
    about = editing.context("customer", customer_id)  # before what the form shows: who saves in between is noticed
    customer = queries.get(customer_id)
    about |= {"customer": customer, "left": queries.archived_people(customer_id)}
    form = _customer_form(forms.customer_data(customer, queries.contact_points(customer_id)), customer.owner)
    if request.method == "POST" and _wants_to_save() and form.validate():
        try:
            before = customer.status
            edited = actions.edit(customer_id, form.values(), by=me(), seen=editing.seen())
            return _saved(form, customer_id, _asked_next(edited) if edited.status != before else "")
        except Invalid as problem:
            _refuse(form, problem)
        except Outdated:
            about |= editing.context("customer", customer_id, outdated=True)
    about |= editing.beside("customer", customer_id, form, partial(_as_kept, customer_id), about["outdated"])
    return _form_page("customers/form.html", form, **about)


def _as_kept(customer_id: int) -> forms.CustomerForm:
    """The form as it would be without what was sent."""
    customer = queries.get(customer_id)
    data = forms.customer_data(customer, queries.contact_points(customer_id))
    return _customer_form(data, customer.owner, blank=True)


@bp.post("/<int:customer_id>/archive")
@role_required(Role.STAFF)
def archive(customer_id: int) -> ResponseReturnValue:
    """Out of the lists; can be brought back."""
    actions.archive(customer_id, by=me())
    return go(url_for("customers.show", customer_id=customer_id))


@bp.post("/<int:customer_id>/unarchive")
@role_required(Role.STAFF)
def unarchive(customer_id: int) -> ResponseReturnValue:
    """Back in the lists."""
    actions.unarchive(customer_id, by=me())
    return go(url_for("customers.show", customer_id=customer_id))


@bp.post("/<int:customer_id>/delete")
@role_required(Role.MANAGER)
def delete(customer_id: int) -> ResponseReturnValue:
    """Into the bin, with all that is kept of it; can be undone at once."""
    gone = actions.delete(customer_id, by=me())
    offer_undo(_("%(name)s deleted", name=gone.name), url_for("customers.restore", customer_id=customer_id))
    return go(url_for("customers.index"))


@bp.post("/<int:customer_id>/restore")
@role_required(Role.MANAGER)
def restore(customer_id: int) -> ResponseReturnValue:
    """Out of the bin."""
    actions.restore(customer_id, by=me())
    return go(url_for("customers.show", customer_id=customer_id))


@bp.post("/<int:customer_id>/follow")
@login_required
def follow(customer_id: int) -> ResponseReturnValue:
    """Hear from now on what is new here."""
    actions.follow(customer_id, by=me())
    return _follow_button(customer_id)


@bp.post("/<int:customer_id>/unfollow")
@login_required
def unfollow(customer_id: int) -> ResponseReturnValue:
    """Hear of it no longer."""
    actions.unfollow(customer_id, by=me())
    return _follow_button(customer_id)


def _follow_button(customer_id: int) -> ResponseReturnValue:
    if not wants_fragment():
        return go(url_for("customers.show", customer_id=customer_id))
    customer = queries.get(customer_id)
    follows = queries.follows(me(), customer_id)
    return render("customers/_follow.html", customer=customer, follows=follows)


@bp.route("/<int:customer_id>/people/new", methods=["GET", "POST"])
@role_required(Role.STAFF)
def person_new(customer_id: int) -> ResponseReturnValue:
    """Somebody new at a customer."""
    customer = queries.get(customer_id)
    form = forms.PersonForm(request.form)
    if request.method == "POST" and _wants_to_save() and form.validate():
        actions.add_person(customer_id, form.values(), by=me())
        return _saved(form, customer_id)
    return _form_page("customers/person_form.html", form, customer=customer, person=None)


@bp.route("/people/<int:person_id>", methods=["GET", "POST"])
@role_required(Role.STAFF)
def person_edit(person_id: int) -> ResponseReturnValue:
    """What is known of a person, to change."""
    about = editing.context("person", person_id)  # first; see edit()
    person = queries.person(person_id)
    about |= {"customer": person.customer, "person": person}
    form = forms.PersonForm(request.form, data=forms.person_data(person, list(person.points)))
    if request.method == "POST" and _wants_to_save() and form.validate():
        try:
            actions.edit_person(person_id, form.values(), by=me(), seen=editing.seen())
            return _saved(form, person.customer_id)
        except Outdated:
            about |= editing.context("person", person_id, outdated=True)
    about |= editing.beside("person", person_id, form, partial(_person_as_kept, person_id), about["outdated"])
    return _form_page("customers/person_form.html", form, **about)


def _person_as_kept(person_id: int) -> forms.PersonForm:
    person = queries.person(person_id)
    return forms.PersonForm(data=forms.person_data(person, list(person.points)))


@bp.get("/people/<int:person_id>/vcard")
@role_required(Role.STAFF)
def person_vcard(person_id: int) -> ResponseReturnValue:
    """A person for the address book of a phone or a mail program."""
    person = queries.person(person_id)
    card = vcard(person, list(person.points), queries.main_address(person.customer_id), locale())
    return csv.as_download(Response(card, content_type="text/vcard; charset=utf-8"), f"{person.name}.vcf")


@bp.post("/people/<int:person_id>/delete")
@role_required(Role.STAFF)
def person_delete(person_id: int) -> ResponseReturnValue:
    """Into the bin; can be undone at once."""
    gone = actions.delete_person(person_id, by=me())
    offer_undo(_("%(name)s deleted", name=gone.name), url_for("customers.person_restore", person_id=person_id))
    return go(url_for("customers.show", customer_id=gone.customer_id))


@bp.post("/people/<int:person_id>/restore")
@role_required(Role.STAFF)
def person_restore(person_id: int) -> ResponseReturnValue:
    """Out of the bin."""
    back = actions.restore_person(person_id, by=me())
    return go(url_for("customers.show", customer_id=back.customer_id))


@bp.post("/people/<int:person_id>/archive")
@role_required(Role.STAFF)
def person_archive(person_id: int) -> ResponseReturnValue:
    """Somebody left."""
    person = actions.archive_person(person_id, by=me())
    return go(url_for("customers.person_edit", person_id=person.id))


@bp.post("/people/<int:person_id>/unarchive")
@role_required(Role.STAFF)
def person_unarchive(person_id: int) -> ResponseReturnValue:
    """Somebody came back."""
    person = actions.unarchive_person(person_id, by=me())
    return go(url_for("customers.person_edit", person_id=person.id))


def _customer_form(data: dict, owner: User | None = None, *, blank: bool = False) -> forms.CustomerForm:
    form = forms.CustomerForm(None if blank else request.form, data=data)
    form.offer_owners(once(accounts.colleagues), owner)
    return form


def _wants_to_save() -> bool:
    """ "Another row" sends the form too; it only wants one row more."""
    return "another" not in request.form and editing.wants_to_save()


def _form_page(template: str, form: forms.ReachForm, **context: object) -> ResponseReturnValue:
    refused = request.method == "POST" and bool(form.errors)
    form.add_rows(request.form.get("another", ""))
    return render(template, form=form, status=_status(refused, context), **context)


def _status(refused: bool, context: dict) -> int:
    return 409 if context.get("outdated") else 422 if refused else 200


def _refuse(form: forms.ReachForm, problem: Invalid) -> None:
    for name, text in problem.fields.items():
        form[name].errors = [*form[name].errors, text]


def _asked_next(edited: Customer) -> str:
    """Where another room asks something at once, now that the status changed; empty: nowhere."""
    return next(filter(None, (ask(edited) for ask in current_app.extensions.get("status_changed", ()))), "")


def _saved(form: forms.ReachForm, customer_id: int, then: str = "") -> ResponseReturnValue:
    if odd := form.warnings():
        flash(_("Saved. Please check: %(what)s", what=" ".join(say(text) for text in odd)), "warn")
    return go(then or url_for("customers.show", customer_id=customer_id))


def open_work_part(user: User) -> tuple[str, dict] | None:
    """For who takes over from a colleague: the customers they own."""
    count = queries.owned_by(user)
    return ("customers/_open_work.html", {"user": user, "count": count, "many": queries.MANY}) if count else None
