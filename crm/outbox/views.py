"""/outbox/: what was mailed and what became of it, for administrators."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, make_response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from crm import clock
from crm.accounts.models import Role
from crm.errors import NotFound, Refused
from crm.mail import actions as mails
from crm.mail import post
from crm.mail.models import State
from crm.outbox import actions, queries
from crm.web.language import say
from crm.web.letters import letter
from crm.web.login import me, role_required
from crm.web.render import go, render
from crm.words import N_

bp = Blueprint("outbox", __name__, url_prefix="/outbox")
# a mail as its reader has it: its own style, nothing that runs, nothing from elsewhere, and it leads nowhere
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


@bp.get("/")
@role_required(Role.ADMIN)
def index() -> ResponseReturnValue:
    """The newest first; ``state`` is one of waiting, sent, failed, kept."""
    asked = request.args.get("state", "")
    state = State(asked) if asked in list(State) else None
    before = request.args.get("before", "")
    page = queries.page(state, int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None)
    now, here = clock.now(), {"state": state.value} if state else {}
    return render(
        "outbox/index.html",
        "outbox/_list.html",
        page=page,
        state=state,
        first_page=not before,
        failed=queries.lately(State.FAILED, now),
        kept=queries.lately(State.KEPT, now) if post.is_set() else 0,
        kind_of=queries.kind_of,
        answer_of=queries.answer_of,
        older_url=url_for("outbox.index", **here, before=page.next) if page.next else None,
    )


@bp.get("/<int:mail_id>")
@role_required(Role.ADMIN)
def show(mail_id: int) -> ResponseReturnValue:
    """One mail: what it says, unless it lets somebody in, and what was answered."""
    mail = queries.mail(mail_id)
    return render(
        "outbox/show.html",
        mail=mail,
        message_id=f"<{mail.message_id}>",
        kept_for=mails.TEXT_KEPT.days,
        kind_of=queries.kind_of,
        answer_of=queries.answer_of,
    )


@bp.get("/<int:mail_id>/html")
@role_required(Role.ADMIN)
def html(mail_id: int) -> Response:
    """Its HTML part, under a policy of its own. Raises NotFound where it holds a link that lets somebody in."""
    mail = queries.mail(mail_id)
    if mail.secret or not mail.html:
        raise NotFound
    answer = make_response(mail.html)
    answer.headers["Content-Security-Policy"] = MAIL_POLICY
    return answer


@bp.post("/<int:mail_id>/resend")
@role_required(Role.ADMIN)
def resend(mail_id: int) -> ResponseReturnValue:
    """Once more, or now."""

    def send() -> str:
        mail = actions.resend(mail_id, by=me())
        return _("The mail to %(address)s is sent again.", address=mail.address)

    return _told(send, url_for("outbox.show", mail_id=mail_id))


@bp.post("/resend-kept")
@role_required(Role.ADMIN)
def resend_kept() -> ResponseReturnValue:
    """All that waits for a server since a week at most."""

    def send() -> str:
        count = actions.resend_kept(by=me())
        return ngettext("%(num)s mail is sent.", "%(num)s mails are sent.", count)

    return _told(send, url_for("outbox.index"))


@bp.post("/test")
@role_required(Role.ADMIN)
def test() -> ResponseReturnValue:
    """A mail to who presses the button."""

    def send() -> str:
        subject, user = N_("Mail from Rechterhand arrives"), me()
        written = letter("outbox/mail_test", subject, locale=user.locale, zone=user.timezone, at=clock.now())
        actions.send_test(written, by=user)
        return _("A test mail is on its way to %(address)s.", address=user.email)

    return _told(send, url_for("outbox.index"))


def _told(send: Callable[[], str], url: str) -> ResponseReturnValue:
    """Do it and say so on the next page, or why not."""
    try:
        flash(send(), "ok")
    except Refused as problem:
        flash(say(problem.text), "warn")
    return go(url)
