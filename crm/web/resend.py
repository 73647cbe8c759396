"""A form that arrives after its session ended is not lost.

Whoever posts without being logged in, or with an outdated CSRF token, gets a page that
holds everything they sent and offers to send it again. Only for forms that came from
our own pages (Sec-Fetch-Site or Origin say so), and never for forms with a password.
"""

from urllib.parse import SplitResult, urlsplit

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from crm.web import errors, watch

LONGEST = 200_000  # characters; a contact may have 100,000
READ_BY_PEOPLE = ("subject", "body", "note", "name")


def ask_to_log_in() -> ResponseReturnValue:
    """What somebody gets who is not logged in: the log-in page, or their own text with an offer."""
    if request.headers.get("HX-Request"):
        return _leave(_login(_page_of_htmx()))
    if request.method == "GET":
        return redirect(_login(request.full_path.rstrip("?")), 303)
    return _offer_log_in(401) if may_be_offered() else redirect(_login("/"), 303)


def refused_form() -> ResponseReturnValue:
    """What a form without a valid CSRF token gets; scripts keep a draft, so htmx only has to open the page anew."""
    if request.headers.get("HX-Request"):
        page = _page_of_htmx()
        return _leave(page if current_user.is_authenticated else _login(page))
    return _offer_log_in(400) if may_be_offered() else errors.answer(400, errors.text_for(400))


def offer(status: int, title: str, why: str, step: str = "", login: str = "") -> ResponseReturnValue:
    """The page with what was typed, what to do first, and a button that sends it again."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    texts = [value for name, value in kept if name in READ_BY_PEOPLE and value.strip()]
    number = watch.number() if status >= 500 else ""
    about = {"title": title, "why": why, "step": step, "login": login, "code": status, "number": number}
    action = request.full_path.rstrip("?")
    return render_template("errors/resend.html", kept=kept, texts=texts, action=action, **about), status


def _offer_log_in(status: int) -> ResponseReturnValue:
    return offer(
        status, _("Your text is still here"), _("Your log-in ended while you were writing."), login=_login("/")
    )


def _leave(url: str) -> ResponseReturnValue:
    answer = make_response("", 401)
    answer.headers["HX-Redirect"] = url
    return answer


def may_be_offered() -> bool:
    """Whether the form at hand came from a page of ours and holds nothing secret."""
    secret = any("password" in name for name in request.form)
    small = sum(len(value) for value in request.form.values()) < LONGEST
    return _from_our_own_page() and small and not secret and bool(request.form)


def _from_our_own_page() -> bool:
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    came_from = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return _split(came_from).netloc == request.host


def _page_of_htmx() -> str:
    page = _split(request.headers.get("HX-Current-URL", "/"))
    return page.path + (f"?{page.query}" if page.query else "")


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # "http://["
        return urlsplit("/")


def _login(next_page: str) -> str:
    return url_for("accounts.login", next=next_page)
