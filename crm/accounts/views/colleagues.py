"""/accounts/colleagues/: for administrators."""

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from crm.accounts import actions, letters, queries
from crm.accounts.actions.mails import WriteLink
from crm.accounts.forms import ROLES, ColleagueForm, colleague_data, mark
from crm.accounts.models import Role, User
from crm.accounts.views.room import bp, welcome_link
from crm.errors import Invalid, Outdated, Refused
from crm.mail import post
from crm.web import editing
from crm.web.login import me, role_required
from crm.web.render import go, render
from crm.words import Text


@bp.get("/accounts/colleagues/")
@role_required(Role.ADMIN)
def colleagues() -> ResponseReturnValue:
    """Who works here, by surname; or who did."""
    disabled = request.args.get("disabled") == "1"
    page = queries.page(disabled=disabled, after=request.args.get("after", ""))
    on = {"disabled": "1"} if disabled else {}
    more_url = url_for("accounts.colleagues", after=page.next_cursor, **on) if page.next_cursor else None
    return render("accounts/colleagues.html", page=page, disabled=disabled, roles=ROLES, more_url=more_url)


@bp.get("/accounts/colleagues/new")
@role_required(Role.ADMIN)
def invite() -> ResponseReturnValue:
    """A form for somebody new."""
    return _invitation(ColleagueForm())


@bp.post("/accounts/colleagues/new")
@role_required(Role.ADMIN)
def send_invitation() -> ResponseReturnValue:
    """Add them, mail them their link and show it, this once, to hand over."""
    form = ColleagueForm(request.form)
    try:
        user, key = actions.invite(**form.values(queries.departments()), by=me(), write=_letter())
    except Invalid as error:
        mark(form, error)
        return _invitation(form, 422)
    return _link(user, key)


@bp.get("/accounts/colleagues/<int:user_id>")
@role_required(Role.ADMIN)
def colleague(user_id: int) -> ResponseReturnValue:
    """One of them: to change, to hand a link, to keep out."""
    return _one(user_id, saved="saved" in request.args)


@bp.post("/accounts/colleagues/<int:user_id>")
@role_required(Role.ADMIN)
def edit_colleague(user_id: int) -> ResponseReturnValue:
    """Change who they are and what they may."""
    form = ColleagueForm(request.form)
    try:
        given = form.values(queries.departments())
        edited = actions.edit_user(user_id, **given, by=me(), seen=editing.seen())
    except Invalid as error:
        mark(form, error)
        return _one(user_id, form, 422)
    except Outdated:
        return _one(user_id, form, 409, outdated=True)
    except Refused as error:
        return _one(user_id, form, 409, refused=error.text)
    still = edited.id != me().id or edited.may(Role.ADMIN)  # who gave it up may not look here any more
    return go(url_for("accounts.colleague", user_id=user_id, saved=1) if still else url_for("accounts.own"))


@bp.post("/accounts/colleagues/<int:user_id>/link")
@role_required(Role.ADMIN)
def new_link(user_id: int) -> ResponseReturnValue:
    """A new link, mailed and shown this once."""
    user, key = actions.new_link(user_id, by=me(), write=_letter())
    return _link(user, key)


@bp.post("/accounts/colleagues/<int:user_id>/disable")
@role_required(Role.ADMIN)
def disable(user_id: int) -> ResponseReturnValue:
    """Keep them out, at once; the page then shows what is left to do."""
    user = queries.user(user_id)
    try:
        actions.disable_user(user, by=me())
    except Refused as error:
        return _one(user_id, None, 409, refused=error.text)
    if user.id == me().id:
        return go(url_for("accounts.login"))
    return go(url_for("accounts.colleague", user_id=user_id))


@bp.post("/accounts/colleagues/<int:user_id>/enable")
@role_required(Role.ADMIN)
def enable(user_id: int) -> ResponseReturnValue:
    """Let them in again."""
    actions.enable_user(queries.user(user_id), by=me())
    return go(url_for("accounts.colleague", user_id=user_id))


def _invitation(form: ColleagueForm, status: int = 200) -> ResponseReturnValue:
    form.offer(queries.departments())
    return render("accounts/invite.html", status=status, form=form)


def _letter() -> WriteLink | None:
    return letters.invitation(me()) if post.is_set() else None


def _link(user: User, key: str) -> ResponseReturnValue:
    return render("accounts/link.html", user=user, link=welcome_link(key), until=queries.link_until(user))


def _one(
    user_id: int,
    form: ColleagueForm | None = None,
    status: int = 200,
    *,
    saved: bool = False,
    outdated: bool = False,
    refused: Text | None = None,
) -> ResponseReturnValue:
    about = editing.context("user", user_id, outdated)  # before who they are: who saves in between is noticed
    user = queries.user(user_id)
    form = form or ColleagueForm(data=colleague_data(user))
    form.offer(queries.departments())
    return render(
        "accounts/colleague.html",
        status=status,
        user=user,
        form=form,
        saved=saved,
        refused=refused,
        until=queries.link_until(user),
        tokens=queries.tokens(user),
        open_work=_open_work(user) if user.disabled_at else [],
        **about,
    )


def _open_work(user: User) -> list[Markup]:
    """What somebody else must take over; each room that knows of any hands in a template and its context."""
    found = [part for look in current_app.extensions["open_work"] if (part := look(user))]
    return [Markup(render_template(template, **context)) for template, context in found]  # noqa: S704 - our templates
