"""Headers, cookies and CSRF: what every answer carries."""

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup

from crm.web import resend

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}
LARGEST = 2 * 1024 * 1024  # bytes; the longest contact is 1.2 MB as a form, if it is all emoji
csrf = CSRFProtect()


def install(app: Flask) -> None:
    """Protect every write, set the cookie's flags and put the headers on every answer."""
    https = app.extensions["settings"].https
    app.config.update(
        SESSION_COOKIE_NAME="__Host-rechterhand" if https else "rechterhand",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        TRUSTED_HOSTS=list(app.extensions["settings"].trusted_hosts),
        MAX_CONTENT_LENGTH=LARGEST,
        MAX_FORM_MEMORY_SIZE=LARGEST,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form may stay open all day
    )
    csrf.init_app(app)
    app.jinja_env.globals["csrf"] = hidden_token

    @app.errorhandler(CSRFError)
    def outdated(_error: CSRFError) -> ResponseReturnValue:
        return resend.refused_form()

    @app.after_request
    def headers(answer: Response) -> Response:
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        if https:
            answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if request.endpoint != "static":
            answer.headers.setdefault("Cache-Control", "no-store")
            answer.vary.add("Cookie")
            answer.vary.add("HX-Request")
            answer.vary.add("Accept-Language")
        return answer


def hidden_token() -> Markup:
    """The hidden input that every form that writes must have."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
