"""/company/: the company's name, its clock and the channels that only it has. For administrators."""

from collections.abc import Callable

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form

from crm.accounts.models import Role
from crm.company import actions, queries
from crm.company.forms import ChannelForm, CompanyForm
from crm.company.models import COMPANY_NAME, TIMEZONE
from crm.errors import Invalid, Outdated
from crm.web import editing
from crm.web.login import me, role_required
from crm.web.render import go, offer_undo, render

bp = Blueprint("company", __name__, url_prefix="/company")


@bp.get("/")
@role_required(Role.ADMIN)
def settings() -> ResponseReturnValue:
    """All of it on one page."""
    return _page(saved="saved" in request.args)


@bp.post("/")
@role_required(Role.ADMIN)
def save() -> ResponseReturnValue:
    """Another name or another clock."""
    form = CompanyForm(request.form)
    given = (form.name.data or "", form.timezone.data or "")
    try:
        _do(form, lambda: actions.edit(*given, by=me(), seen=editing.seen()))
    except Outdated:
        return _page(company=form, outdated=True)
    return _page(company=form) if form.errors else go(url_for("company.settings", saved=1))


@bp.post("/channels")
@role_required(Role.ADMIN)
def add_channel() -> ResponseReturnValue:
    """One more channel."""
    form = ChannelForm(request.form)
    _do(form, lambda: actions.add_channel(form.name.data or "", by=me()))
    return _page(new=form) if form.errors else _to_channels()


@bp.post("/channels/<int:channel_id>")
@role_required(Role.ADMIN)
def rename_channel(channel_id: int) -> ResponseReturnValue:
    """Another name for a channel."""
    form = ChannelForm(request.form)
    _do(form, lambda: actions.rename_channel(channel_id, form.name.data or "", by=me()))
    return _page(renamed={channel_id: form}) if form.errors else _to_channels()


@bp.post("/channels/<int:channel_id>/retire")
@role_required(Role.ADMIN)
def retire_channel(channel_id: int) -> ResponseReturnValue:
    """Not offered any more; can be undone at once and later."""
    retired = actions.retire_channel(channel_id, by=me())
    said = _("%(name)s is no longer offered", name=retired.name)
    offer_undo(said, url_for("company.bring_back_channel", channel_id=channel_id))
    return _to_channels()


@bp.post("/channels/<int:channel_id>/bring-back")
@role_required(Role.ADMIN)
def bring_back_channel(channel_id: int) -> ResponseReturnValue:
    """Offered again."""
    actions.bring_back_channel(channel_id, by=me())
    return _to_channels()


def _do(form: Form, act: Callable[[], object]) -> None:
    """Do what was asked, or say beside the fields why not."""
    try:
        act()
    except Invalid as problem:
        for name, text in problem.fields.items():
            form[name].errors = [*form[name].errors, text]


def _page(
    company: CompanyForm | None = None,
    new: ChannelForm | None = None,
    renamed: dict[int, ChannelForm] | None = None,
    saved: bool = False,
    outdated: bool = False,
) -> ResponseReturnValue:
    """The page, with the form that was refused as it was typed."""
    about = editing.context("setting", queries.record(), outdated)  # before what the form shows
    facts = queries.facts()
    refused = bool(company or new or renamed)
    company = company or CompanyForm(name=facts.get(COMPANY_NAME, ""), timezone=facts.get(TIMEZONE, ""))
    company.offer(current_app.extensions["settings"].timezone)
    channels = queries.own_channels()
    forms = {one.id: ChannelForm(name=one.name) for one in channels} | (renamed or {})
    new = new or ChannelForm()
    for number, form in {"new": new, **forms}.items():
        form.name.id = f"channel-{number}"  # there are several on the page
    return render(
        "company/settings.html",
        status=409 if outdated else 422 if refused else 200,
        form=company,
        new=new,
        channels=[(one, forms[one.id]) for one in channels],
        saved=saved,
        **about,
    )


def _to_channels() -> ResponseReturnValue:
    return go(url_for("company.settings") + "#channels")
