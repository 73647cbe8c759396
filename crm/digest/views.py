"""/digest/: any week or day of it as a page, how one wants it by mail, and the way out at the end of each mail."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm import clock
from crm.accounts import queries as accounts
from crm.accounts.models import User
from crm.digest import actions, choices, letters, making, periods, queries, rest, slots, standing, unsubscribing
from crm.digest.forms import ChoiceForm, data
from crm.digest.models import Series
from crm.errors import Forbidden, Invalid, NotFound
from crm.mail.letter import Letter
from crm.web.login import me
from crm.web.moments import clock_of_reader, today
from crm.web.render import go, render
from crm.web.security import csrf

bp = Blueprint("digest", __name__, url_prefix="/digest")
SECOND = timedelta(seconds=1)
# the mail as it is: its style stands in it, nothing else may come of it, and its links lead out of the sandbox
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """The week so far."""
    return _page(periods.read(slots.week_of(today())))


@bp.get("/<period>")
@login_required
def show(period: str) -> ResponseReturnValue:
    """A week, 2026-W47, or a day, 2026-11-20."""
    try:
        return _page(periods.read(period))
    except ValueError:
        raise NotFound from None


@bp.get("/contacts")
@login_required
def contacts() -> ResponseReturnValue:
    """All contacts of which a digest quoted some."""
    series = _series()
    department = me().department if series == Series.DEPARTMENT else None
    try:
        where = rest.Where(request.args.get("where", ""))
        span = [datetime.fromtimestamp(rest.moment(request.args.get(name, "")), UTC) for name in ("since", "until")]
    except ValueError:
        raise NotFound from None
    page = rest.page(me(), department, where, tuple(span), request.args.get("after", ""))
    older = request.args.to_dict() | {"after": page.next_cursor}
    return render(
        "digest/contacts.html",
        "digest/_contacts.html",
        page=page,
        title=letters.title_of_rest(where, department),
        dates=periods.dates(*letters.days(*span)),
        back=periods.path(slots.week_of(letters.days(*span)[1]), series),
        older_url=url_for("digest.contacts", **older) if page.next_cursor else None,
    )


@bp.get("/preview")
@login_required
def preview() -> ResponseReturnValue:
    """The mail as one would get it now."""
    answer = make_response(_letter().html)
    answer.headers["Content-Security-Policy"] = MAIL_POLICY
    return answer


@bp.get("/preview.txt")
@login_required
def preview_text() -> ResponseReturnValue:
    """Its plain text."""
    return Response(_letter().text, mimetype="text/plain")


@bp.post("/send")
@login_required
def send() -> ResponseReturnValue:
    """Send me one now."""
    series = _series()
    actions.send_now(series, by=me())
    if current_app.extensions["settings"].smtp:
        flash(_("On its way to %(address)s.", address=me().email), "ok")
    else:
        flash(_("No mail server is set, so no mail goes out: this one stays in the outbox."), "warn")
    return go(periods.path("", series))


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


@bp.get("/unsubscribe/<token>")
def leave(token: str) -> ResponseReturnValue:
    """Whether to end the series of this mail; nothing is ended yet, since programs look at links too."""
    found = _of_token(token)
    return _stop_page(*found, ended=not choices.wants(choices.of(found[0]), *found)) if found else _no_link()


@bp.post("/unsubscribe/<token>")
@csrf.exempt  # RFC 8058: a mail program posts here; the token is what proves that it may
def unsubscribe(token: str) -> ResponseReturnValue:
    """End it."""
    found = _of_token(token)
    if not found:
        return _no_link()
    actions.unsubscribe(found[0].id, found[1])
    return _stop_page(*found, ended=True)


def _page(period: periods.Period) -> ResponseReturnValue:
    now, series = clock.now(), _series()
    starts_at, ends_at = period.span(clock_of_reader())
    if ends_at <= now:  # the same as in the mail, where there was one
        starts_at, ends_at = standing.span_of(me().id, series, period.key) or (starts_at, ends_at)
    chosen = choices.of(me())
    until = max(starts_at, min(ends_at, now + SECOND))  # what was written in this very second too
    edition = queries.edition(me(), series, starts_at, until, now)
    is_ahead = starts_at > now
    return render(
        "digest/show.html",
        period=period,
        title=periods.title(period.key, edition.department),
        dates=periods.dates(period.first, period.last if is_ahead else min(period.last, today())),
        is_running=starts_at <= now < ends_at,
        is_ahead=is_ahead,
        told=None if is_ahead else queries.told(edition, choices.left_out(chosen)),
        quiet=letters.quiet(edition),
        margin=lambda at: letters.margin(at, edition),
        url_of=periods.path,
        **_how(chosen, series),
    )


def _how(chosen: Any, series: Series) -> dict[str, Any]:
    """How and when it comes by mail."""
    wanted = choices.wants(chosen, me(), series)
    return {
        "series": series,
        "may_have_department": choices.may_have(me(), Series.DEPARTMENT),
        "slot_words": letters.slot_words(chosen, series) if wanted else None,
        "next_at": slots.following(chosen, clock_of_reader(), clock.now(), series) if wanted else None,
        "mail_goes_out": bool(current_app.extensions["settings"].smtp),
    }


def _choice_page(form: ChoiceForm | None = None, status: int = 200) -> ResponseReturnValue:
    chosen = choices.of(me())
    form = form or ChoiceForm(data=data(chosen))
    form.offer(chosen.minute)
    may_have_department = choices.may_have(me(), Series.DEPARTMENT)
    return render("digest/choice.html", status=status, form=form, may_have_department=may_have_department)


def _letter() -> Letter:
    chosen, series = choices.of(me()), _series()
    told, period = making.so_far(me(), series, choices.left_out(chosen))
    return letters.written(told, series, period, letters.slot_words(chosen, series))


def _series() -> Series:
    if request.values.get("of") != Series.DEPARTMENT:
        return Series.OWN
    if not choices.may_have(me(), Series.DEPARTMENT):
        raise Forbidden
    return Series.DEPARTMENT


def _of_token(token: str) -> tuple[User, str] | None:
    known = unsubscribing.read(token)
    try:
        return (accounts.user(known[0]), known[1]) if known else None
    except NotFound:
        return None


def _stop_page(user: User, series: str, *, ended: bool) -> ResponseReturnValue:
    return render("digest/stop.html", user=user, is_department=series == Series.DEPARTMENT, ended=ended)


def _no_link() -> ResponseReturnValue:
    return render("digest/stop.html", status=404, user=None)
