"""Pages to log in, log out and change one's password."""

from flask import make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from crm.accounts import actions, letters, queries
from crm.accounts.forms import LoginForm, PasswordForm, local_path, mark
from crm.accounts.throttle import Throttled
from crm.accounts.views.room import bp, throttled
from crm.errors import Invalid
from crm.mail import post
from crm.web import login as web_login
from crm.web.render import go, render


@bp.get("/login")
def login() -> ResponseReturnValue:
    """The form; who is logged in already goes to the first page."""
    if current_user.is_authenticated:
        return redirect("/")
    return render("accounts/login.html", form=LoginForm(next=local_path(request.args.get("next"))))


@bp.post("/login")
def enter() -> ResponseReturnValue:
    """Log in and go to the page that was asked for."""
    form = LoginForm(request.form)
    if not form.validate():
        return render("accounts/login.html", form=form, status=422)
    try:
        key = actions.log_in(
            form.email.data,
            form.password.data,
            address=request.remote_addr,
            browser=request.user_agent.string,
            remember=form.remember.data,
        )
    except Invalid as error:
        mark(form, error)
        return render("accounts/login.html", form=form, status=422)
    except Throttled as error:
        return throttled("accounts/login.html", form, error)
    web_login.start(queries.user_by_session_key(key), key, form.remember.data)
    return go(local_path(form.next.data))


@bp.post("/logout")
def logout() -> ResponseReturnValue:
    """End this browser's session."""
    actions.log_out(web_login.current_key())
    web_login.end()
    answer = make_response(go(url_for("accounts.login")))
    answer.headers["Clear-Site-Data"] = '"cache"'  # the browser may have kept pictures and files
    return answer


@bp.post("/accounts/language")
@login_required
def language() -> ResponseReturnValue:
    """Show every page in another language; back to the page it was asked on."""
    actions.choose_language(request.form.get("locale", ""), by=web_login.me())
    return go(local_path(request.form.get("next")))


@bp.get("/accounts/password")
@login_required
def password() -> ResponseReturnValue:
    """The form for another password."""
    return render("accounts/password.html", form=PasswordForm(), changed="changed" in request.args)


@bp.post("/accounts/password")
@login_required
def change_password() -> ResponseReturnValue:
    """Change the password; other browsers are logged out."""
    form = PasswordForm(request.form)
    if not form.validate():
        return render("accounts/password.html", form=form, status=422)
    try:
        me, remembered = web_login.me(), session.permanent
        notice = letters.changed(request.user_agent.string) if post.is_set() else None
        key = actions.change_password(
            form.current_password.data, form.new_password.data, by=me, key=web_login.current_key(), notice=notice
        )
    except Invalid as error:
        mark(form, error)
        return render("accounts/password.html", form=form, status=422)
    except Throttled as error:
        return throttled("accounts/password.html", form, error)
    web_login.start(me, key, remembered)
    return go(url_for("accounts.password", changed=""))
