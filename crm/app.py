"""create_app(): settings, what is installed in which order, and the rooms, which ``crm/wiring/`` makes acquainted."""

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.middleware.proxy_fix import ProxyFix

import crm.api.views
import crm.attachments.store
import crm.calendar.pace
import crm.company.clock
import crm.consults.keeping
import crm.digest.headers
import crm.digest.pool
import crm.digest.unsubscribing
import crm.mail.post
import crm.setup.queries
from crm import db
from crm.customers import phones
from crm.settings import ROOT, Settings
from crm.web import (
    assets,
    company,
    connection,
    errors,
    language,
    login,
    logs,
    metrics,
    moments,
    outage,
    security,
    text,
    uploads,
    watch,
)
from crm.wiring import pages, rooms, telling, work


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Raises SettingsError or DatabaseError where it cannot run."""
    settings = settings or Settings.load()
    app = Flask("crm", root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.secret_key = settings.secret_key
    app.extensions["settings"] = settings
    app.extensions["translations"] = ROOT / "crm" / "translations"
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    logs.install(app)
    metrics.install(app, watch.install(app))
    if settings.proxies:
        behind = dict.fromkeys(("x_for", "x_proto", "x_host"), settings.proxies)
        app.wsgi_app = ProxyFix(app.wsgi_app, **behind)
    db.connect_to(settings.database_url)
    phones.live_in(settings.country)
    crm.attachments.store.live_in(settings.data_dir, settings.attachment_mb)
    crm.mail.post.live_in(settings.smtp, settings.mail_from, host=settings.host, company=company.name)
    crm.company.clock.live_in(settings.timezone)
    crm.consults.keeping.live_in(settings.consult_days)
    crm.digest.pool.forget()
    crm.calendar.pace.forget()
    crm.digest.headers.live_in(settings.secret_key, settings.base_url)
    crm.digest.unsubscribing.live_in(settings.secret_key)
    telling.tell()

    connection.install(app)
    company.install(app)
    login.install(app)
    language.install(app)
    app.extensions["take_files"] = {"attachments.add", "interactions.log"}
    uploads.install(app)
    security.install(app)
    errors.install(app)
    outage.install(app)
    assets.install(app)
    moments.install(app)
    text.install(app)
    work.give_work()
    for room in rooms.ROOMS:
        app.register_blueprint(room)
    for command in rooms.COMMANDS:
        app.cli.add_command(command)
    security.csrf.exempt(crm.api.views.bp)

    pages.introduce(app)
    app.jinja_env.globals["nav_items"] = nav_items
    _lead_an_empty_file_to_setup(app)
    return app


def nav_items() -> list[tuple[str, str, str]]:
    """Name, address and word of each room in the bar."""
    return [
        ("today", url_for("today.index"), gettext("Today")),
        ("customers", url_for("customers.index"), gettext("Customers")),
        ("followups", url_for("followups.index"), gettext("Follow-ups")),
        ("agreements", url_for("agreements.index"), gettext("Agreements")),
        ("teamwork", url_for("teamwork.index"), gettext("Teamwork")),
    ]


def _lead_an_empty_file_to_setup(app: Flask) -> None:
    free = {"setup", "health", "metrics"}

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
