"""A week or a day of it as a page, all contacts of that time, and the mail as it would be now."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Response, current_app, make_response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm import clock
from crm.digest import choices, due, letters, making, periods, queries, rest, slots
from crm.digest.models import DigestChoice, Series
from crm.digest.views.room import asked_series, bp
from crm.errors import NotFound
from crm.mail.letter import Letter
from crm.web.login import me
from crm.web.moments import clock_of_reader, today
from crm.web.render import render
from crm.words import Text

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
    return _page(periods.read(periods.week_of(today())))


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
    series = asked_series()
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
        back=periods.path(periods.week_of(letters.days(*span)[1]), series),
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


def _page(period: periods.Issue) -> ResponseReturnValue:
    now, series = clock.now(), asked_series()
    starts_at, ends_at = period.span(clock_of_reader())
    if ends_at <= now:  # the same as in the mail, where there was one
        starts_at, ends_at = due.span_of(me().id, series, period.key) or (starts_at, ends_at)
    wish = choices.of(me())
    until = max(starts_at, min(ends_at, now + SECOND))  # what was written in this very second too
    edition = queries.edition(me(), series, starts_at, until)
    is_ahead = starts_at > now
    told = None if is_ahead else queries.told(edition, choices.left_out(wish))
    return render(
        "digest/show.html",
        period=period,
        title=periods.title(period.key, edition.department),
        dates=letters.dates(edition)
        if ends_at <= now
        else periods.dates(period.first, period.last if is_ahead else today()),
        is_running=starts_at <= now < ends_at,
        is_ahead=is_ahead,
        told=told,
        quiet=letters.quiet(told) if told else None,
        margin=lambda at: letters.margin(at, edition),
        url_of=periods.path,
        **_how(wish, series),
    )


def _how(wish: DigestChoice, series: Series) -> dict[str, Any]:
    """How and when it comes by mail."""
    wanted = choices.wants(wish, me(), series)
    return {
        "series": series,
        "may_have_department": choices.may_have(me(), Series.DEPARTMENT),
        "slot_words": _comes(wish, series),
        "next_at": slots.following(wish, clock_of_reader(), clock.now(), series) if wanted else None,
        "mail_goes_out": bool(current_app.extensions["settings"].smtp),
    }


def _comes(wish: DigestChoice, series: Series) -> Text | None:
    """When it comes by mail; None where it does not."""
    return letters.slot_words(wish, series) if choices.wants(wish, me(), series) else None


def _letter() -> Letter:
    wish, series = choices.of(me()), asked_series()
    told, period = making.so_far(me(), series, choices.left_out(wish))
    return letters.written(told, series, period, _comes(wish, series))
