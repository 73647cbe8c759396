"""Which language and clock a reader gets, and turning marked text into it."""

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, get_translations, ngettext, pgettext
from flask_login import current_user

from crm import clock
from crm.settings import LOCALES
from crm.words import Text


def install(app: Flask) -> None:
    """Let Flask-Babel translate for the reader at hand."""
    app.config.update(
        BABEL_TRANSLATION_DIRECTORIES=str(app.extensions["translations"]),
        BABEL_DEFAULT_LOCALE=app.extensions["settings"].locale,
        BABEL_DEFAULT_TIMEZONE=app.extensions["settings"].timezone,
    )
    Babel(app, locale_selector=locale, timezone_selector=zone)
    app.jinja_env.filters["say"] = say
    app.jinja_env.globals.update(
        locale=locale, zone=zone, gettext=translated, _=translated, ngettext=ngettext, pgettext=pgettext
    )


def say(text: Text | str | None) -> str:
    """``text`` in the reader's language; a plain string comes back as it is."""
    if not isinstance(text, Text):
        return "" if text is None else str(text)
    values = {name: say(value) if isinstance(value, Text) else value for name, value in text.values.items()}
    if text.many:
        return ngettext(text.message, text.many, **values)
    return translated(text.message, **values)


def translated(message: str, **values: object) -> str:
    """``message`` in the reader's language. A page asks some 300 times, so the catalogue is looked up once for it."""
    if "catalogue" not in g:
        g.catalogue = get_translations()
    found = g.catalogue.ugettext(message)
    return found % values if values else found


def locale() -> str:
    """The colleague's choice, else what the browser asks for, else the company's."""
    usual = current_app.extensions["settings"].locale
    if "locale" not in g and not has_request_context():
        return usual
    if "locale" not in g:  # else it is known already: of this request, or of who a mail is for
        own = getattr(current_user, "locale", "") if current_user else ""
        asked = request.accept_languages.best_match(LOCALES) if not _logged_in() else None
        g.locale = own or asked or usual
    return g.locale


def zone() -> str:
    """The IANA name of the clock this reader goes by."""
    if "zone" not in g and not has_request_context():
        return zone_or_companys("")
    if "zone" not in g:
        g.zone = zone_or_companys(getattr(current_user, "timezone", "") if current_user else "")
    return g.zone


def zone_or_companys(name: str) -> str:
    """``name`` where there is such a clock, else that of the company."""
    return name if clock.zone_named(name) else current_app.extensions["company_zone"]()


def _logged_in() -> bool:
    return bool(current_user and current_user.is_authenticated)
