"""/accounts/welcome/<key>: who came by a link chooses a password and is in."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from crm.accounts import actions, letters, queries, throttle
from crm.accounts.forms import WelcomeForm, mark
from crm.accounts.throttle import Throttled
from crm.accounts.views.room import bp, throttled
from crm.errors import Invalid, NotFound
from crm.mail import post
from crm.web import login
from crm.web.render import go, render

PAGE = "accounts/welcome.html"


@bp.get("/accounts/welcome/<key>")
def welcome(key: str) -> ResponseReturnValue:
    """The form, for who the link is for."""
    try:
        throttle.refuse_hasty(None, request.remote_addr)
    except Throttled as error:
        return throttled(PAGE, WelcomeForm(), error, user=None)
    user = queries.invited(key)
    return render(PAGE, form=WelcomeForm(), user=user) if user else _ended()


@bp.post("/accounts/welcome/<key>")
def use_link(key: str) -> ResponseReturnValue:
    """Keep the password and log in."""
    form = WelcomeForm(request.form)
    if not form.validate():
        user = queries.invited(key)
        return render(PAGE, form=form, user=user, status=422) if user else _ended()
    try:
        browser = request.user_agent.string
        notice = letters.changed(browser) if post.is_set() else None
        came = {"address": request.remote_addr, "browser": browser}
        fresh = actions.welcome(key, form.password.data, **came, notice=notice)
    except Invalid as error:
        mark(form, error)
        return render(PAGE, form=form, user=queries.invited(key), status=422)
    except Throttled as error:
        return throttled(PAGE, form, error, user=None)
    except NotFound:
        return _ended()
    login.start(queries.user_by_session_key(fresh), fresh, remember=False)
    return go(url_for("today.index"))


def _ended() -> ResponseReturnValue:
    """The same for a link that is unknown, expired or used: nobody learns which it was."""
    return render("accounts/link_ended.html", status=404)
