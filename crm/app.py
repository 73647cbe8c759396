"""create_app(): the only file that wires everything together."""

import logging

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.middleware.proxy_fix import ProxyFix

import crm.accounts.cli
import crm.accounts.views
import crm.api.views
import crm.brief.views
import crm.cli
import crm.customers.views
import crm.demo.cli
import crm.imports.cli
import crm.interactions.views
import crm.lookup.views
import crm.search.cli
import crm.search.views
import crm.setup.cli
import crm.setup.queries
import crm.setup.views
import crm.today.views
from crm import db, journal
from crm.customers import phones
from crm.search import index
from crm.settings import ROOT, Settings
from crm.web import assets, company, connection, errors, health, language, login, moments, security, text

ROOMS = (
    crm.today.views.bp,
    crm.setup.views.bp,
    crm.accounts.views.bp,
    crm.customers.views.bp,
    crm.interactions.views.bp,
    crm.brief.views.bp,
    crm.search.views.bp,
    crm.lookup.views.bp,
    crm.api.views.bp,
    health.bp,
)
COMMANDS = (
    crm.cli.db_cli,
    crm.setup.cli.setup,
    crm.accounts.cli.user,
    crm.accounts.cli.token,
    crm.demo.cli.demo,
    crm.imports.cli.import_,
    crm.search.cli.search,
)


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Raises SettingsError or DatabaseError where it cannot run."""
    settings = settings or Settings.load()
    app = Flask("crm", root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.secret_key = settings.secret_key
    app.extensions["settings"] = settings
    app.extensions["translations"] = ROOT / "crm" / "translations"
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.logger.setLevel(logging.INFO)
    if settings.proxies:
        behind = dict.fromkeys(("x_for", "x_proto", "x_host"), settings.proxies)
        app.wsgi_app = ProxyFix(app.wsgi_app, **behind)
    db.connect_to(settings.database_url)
    phones.live_in(settings.country)
    journal.subscribe(index.on_change)

    connection.install(app)
    company.install(app)
    login.install(app)
    language.install(app)
    security.install(app)
    errors.install(app)
    assets.install(app)
    moments.install(app)
    text.install(app)
    for room in ROOMS:
        app.register_blueprint(room)
    for command in COMMANDS:
        app.cli.add_command(command)
    security.csrf.exempt(crm.api.views.bp)

    app.extensions["customer_page"] = {
        "log_form": crm.interactions.views.log_form_part,
        "timeline": crm.interactions.views.timeline_part,
        "brief": crm.brief.views.column_part,
    }
    app.extensions["text_filter"] = crm.search.queries.interaction_ids
    app.extensions["log_extras"] = []
    app.jinja_env.globals.update(nav_items=nav_items, entry_actions=[])
    _lead_an_empty_file_to_setup(app)
    return app


def nav_items() -> list[tuple[str, str, str]]:
    """Name, address and word of each room in the bar."""
    return [
        ("today", url_for("today.index"), gettext("Today")),
        ("customers", url_for("customers.index"), gettext("Customers")),
    ]


def _lead_an_empty_file_to_setup(app: Flask) -> None:
    free = {"setup", "health"}

    @app.before_request
    def lead() -> ResponseReturnValue | None:
        if (
            request.routing_exception
            or request.endpoint == "static"
            or request.blueprint in free
            or request.path.startswith("/api/")
        ):
            return None
        return redirect(url_for("setup.index")) if crm.setup.queries.is_empty() else None
