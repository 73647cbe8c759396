"""create_app(): the only file that wires everything together."""

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.middleware.proxy_fix import ProxyFix

import crm.accounts.cli
import crm.accounts.views
import crm.api.views
import crm.attachments.queries
import crm.attachments.store
import crm.attachments.views
import crm.backup.cli
import crm.bin.cli
import crm.bin.views
import crm.brief.parts
import crm.brief.views
import crm.cli
import crm.company.views
import crm.customers.views
import crm.demo.cli
import crm.followups.parts
import crm.followups.queries
import crm.followups.views
import crm.history.views
import crm.imports.cli
import crm.interactions.timeline
import crm.interactions.views
import crm.lookup.views
import crm.search.cli
import crm.search.views
import crm.setup.cli
import crm.setup.queries
import crm.setup.views
import crm.today.parts
import crm.today.views
from crm import db, journal
from crm.customers import phones
from crm.interactions import extras
from crm.search import index
from crm.settings import ROOT, Settings
from crm.web import (
    assets,
    company,
    connection,
    errors,
    health,
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
from crm.words import N_

ROOMS = (
    crm.today.views.bp,
    crm.setup.views.bp,
    crm.accounts.views.bp,
    crm.company.views.bp,
    crm.customers.views.bp,
    crm.interactions.views.bp,
    crm.followups.views.bp,
    crm.attachments.views.bp,
    crm.brief.views.bp,
    crm.search.views.bp,
    crm.lookup.views.bp,
    crm.history.views.bp,
    crm.bin.views.bp,
    crm.api.views.bp,
    health.bp,
    metrics.bp,
)
COMMANDS = tuple(
    crm.cli.in_one_line(command)
    for command in (
        crm.cli.db_cli,
        crm.setup.cli.setup,
        crm.accounts.cli.user,
        crm.accounts.cli.token,
        crm.demo.cli.demo,
        crm.imports.cli.import_,
        crm.search.cli.search,
        crm.bin.cli.bin_,
        crm.backup.cli.backup,
        crm.backup.cli.restore,
    )
)


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
    journal.subscribe(index.on_change)

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
    _give_work()
    for room in ROOMS:
        app.register_blueprint(room)
    for command in COMMANDS:
        app.cli.add_command(command)
    security.csrf.exempt(crm.api.views.bp)

    _introduce_rooms(app)
    _lead_an_empty_file_to_setup(app)
    return app


def _introduce_rooms(app: Flask) -> None:
    """What one room shows of another, so that the lower one need not know the higher."""
    app.extensions["customer_page"] = {
        "log_form": crm.interactions.views.log_form_part,
        "timeline": crm.interactions.views.timeline_part,
        "brief": crm.brief.views.column_part,
    }
    app.extensions["text_filter"] = crm.search.views.room.text_filter
    app.extensions["find_customers"] = crm.search.queries.customers_like
    app.extensions["open_work"] = [crm.customers.views.open_work_part, crm.followups.views.open_work]
    app.extensions["log_extras"] = [crm.followups.views.log_extra, crm.attachments.views.log_files]
    app.jinja_env.globals["nav_items"] = nav_items
    app.jinja_env.globals["entry_actions"] = ["followups/_entry_action.html", "attachments/_entry_action.html"]
    app.jinja_env.globals["attachment_mb"] = crm.attachments.views.megabytes
    app.jinja_env.filters.update(crm.attachments.views.FILTERS)
    extras.add_facts(crm.attachments.queries.facts)
    extras.add_facts(crm.followups.parts.in_contacts)
    crm.today.parts.add("followups", crm.followups.parts.on_first_page)
    crm.today.parts.add("search", crm.search.views.kept.on_first_page)
    crm.brief.parts.add("followups", crm.followups.parts.in_brief)
    index.contacts_of["followup"] = crm.followups.queries.contacts_of
    crm.interactions.timeline.KINDS["followup"] = (N_("Follow-up"), crm.followups.queries.in_contact())


def _give_work() -> None:
    """What the worker does: kinds of jobs, and tasks that come back."""


def nav_items() -> list[tuple[str, str, str]]:
    """Name, address and word of each room in the bar."""
    return [
        ("today", url_for("today.index"), gettext("Today")),
        ("customers", url_for("customers.index"), gettext("Customers")),
        ("followups", url_for("followups.index"), gettext("Follow-ups")),
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
