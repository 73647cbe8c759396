"""/accounts/me: how one is called, how pages look, where one is logged in, one's tokens."""

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm.accounts import actions, browsers, keys, queries
from crm.accounts.forms import OwnForm, TokenForm, mark
from crm.accounts.views.room import bp
from crm.errors import Invalid, Outdated
from crm.web import editing
from crm.web import login as web_login
from crm.web.login import me
from crm.web.render import go, render


@bp.get("/accounts/me")
@login_required
def own() -> ResponseReturnValue:
    """All of it on one page."""
    return _page(saved="saved" in request.args)


@bp.post("/accounts/me")
@login_required
def edit_own() -> ResponseReturnValue:
    """Change name, language, clock, theme or keys; it counts at once."""
    form = OwnForm(request.form)
    try:
        actions.edit_own(form.values(), by=me(), seen=editing.seen())
    except Invalid as error:
        mark(form, error)
        return _page(form=form, status=422)
    except Outdated:
        return _page(form=form, status=409, outdated=True)
    return go(url_for("accounts.own", saved=1))


@bp.post("/accounts/me/tokens")
@login_required
def create_token() -> ResponseReturnValue:
    """A key for a program, shown this once."""
    form = TokenForm(request.form)
    if not form.validate():
        return _page(token_form=form, status=422)
    try:
        token = actions.create_token(me(), by=me(), name=form.name.data)
    except Invalid as error:
        mark(form, error)
        return _page(token_form=form, status=422)
    return render("accounts/token.html", token=token, name=form.name.data)


@bp.post("/accounts/me/sessions/<int:session_id>/end")
@login_required
def end_session(session_id: int) -> ResponseReturnValue:
    """Log out in one browser."""
    actions.end_session(session_id, by=me())
    return go(url_for("accounts.own") + "#sessions")


@bp.post("/accounts/me/sessions/end")
@login_required
def log_out_everywhere() -> ResponseReturnValue:
    """Log out in all of them, also in this one."""
    actions.log_out_everywhere(by=me())
    web_login.end()
    return go(url_for("accounts.login"))


def _page(
    form: OwnForm | None = None,
    token_form: TokenForm | None = None,
    status: int = 200,
    saved: bool = False,
    outdated: bool = False,
) -> ResponseReturnValue:
    about = editing.context("user", me().id, outdated)  # before who they are: who saves in between is noticed
    form = form or OwnForm(data=queries.user(me().id).__data__)
    form.offer(current_app.extensions["company_zone"](), current_app.extensions["settings"].locale)
    token_form = token_form or TokenForm()
    token_form.name.id = "token-name"  # there is a name on the page already
    here = keys.hash_of(web_login.current_key())
    sessions = [
        (one, browsers.in_words(one.browser), browsers.is_in_the_hand(one.browser), one.key_hash == here)
        for one in queries.sessions(me())
    ]
    return render(
        "accounts/me.html",
        status=status,
        form=form,
        token_form=token_form,
        sessions=sessions,
        tokens=queries.tokens(me()),
        saved=saved,
        **about,
    )
