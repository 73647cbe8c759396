"""How one wants it by mail: when, with what in it, and one now."""

from flask import current_app, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.digest import actions, choices, periods
from crm.digest.forms import ChoiceForm, data
from crm.digest.models import Series
from crm.digest.views.room import asked_series, bp
from crm.errors import Invalid
from crm.web.login import me
from crm.web.render import go, render


@bp.get("/choice")
@login_required
def choice() -> ResponseReturnValue:
    """When it comes and what is in it."""
    return _choice_page()


@bp.post("/choice")
@login_required
def choose() -> ResponseReturnValue:
    """Keep it; it counts from the next one on."""
    form = ChoiceForm(request.form)
    try:
        actions.choose(form.values(me()), by=me())
    except Invalid as problem:
        form.refuse(problem)
        return _choice_page(form, 422)
    flash(_("Saved."), "ok")
    return go(url_for("digest.index"))


@bp.post("/send")
@login_required
def send() -> ResponseReturnValue:
    """Send me one now."""
    series = asked_series()
    actions.send_now(series, by=me())
    if current_app.extensions["settings"].smtp:
        flash(_("On its way to %(address)s.", address=me().email), "ok")
    else:
        flash(_("No mail server is set, so no mail goes out: this one stays in the outbox."), "warn")
    return go(periods.path("", series))


def _choice_page(form: ChoiceForm | None = None, status: int = 200) -> ResponseReturnValue:
    wish = choices.of(me())
    form = form or ChoiceForm(data=data(wish))
    form.offer(wish.minute)
    may_have_department = choices.may_have(me(), Series.DEPARTMENT)
    return render("digest/choice.html", status=status, form=form, may_have_department=may_have_department)
