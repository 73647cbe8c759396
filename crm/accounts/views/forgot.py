"""/accounts/forgot: who forgot their password asks for a link."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from crm.accounts import actions
from crm.accounts.forms import ForgotForm
from crm.accounts.throttle import Throttled
from crm.accounts.views.room import bp, throttled
from crm.mail import post
from crm.web.render import go, render

PAGE = "accounts/forgot.html"


@bp.get("/accounts/forgot")
def forgot() -> ResponseReturnValue:
    """The form, or what happens now; the same for every address."""
    return render(PAGE, form=ForgotForm(), asked="asked" in request.args)


@bp.post("/accounts/forgot")
def ask_reset() -> ResponseReturnValue:
    """Let the worker look whose address it is. Without a mail server the page says whom to ask."""
    form = ForgotForm(request.form)
    if not post.is_set():
        return go(url_for("accounts.forgot"))
    if not form.validate():
        return render(PAGE, form=form, status=422)
    try:
        actions.ask_reset(form.email.data, address=request.remote_addr)
    except Throttled as error:
        return throttled(PAGE, form, error)
    return go(url_for("accounts.forgot", asked=1))
