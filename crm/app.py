"""create_app(): the only file that wires everything together."""

from functools import partial

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.middleware.proxy_fix import ProxyFix

import crm.absences.notices
import crm.absences.parts
import crm.absences.queries
import crm.absences.views
import crm.accounts.actions.resets
import crm.accounts.cli
import crm.accounts.letters
import crm.accounts.views
import crm.api.views
import crm.attachments.queries
import crm.attachments.store
import crm.attachments.views
import crm.backup.cli
import crm.bin.actions
import crm.bin.cli
import crm.bin.views
import crm.brief.empty_chair.silences
import crm.brief.empty_chair.views
import crm.brief.occasions
import crm.brief.parts
import crm.brief.views
import crm.calendar.actions
import crm.calendar.events
import crm.calendar.pace
import crm.calendar.views
import crm.cli
import crm.company.clock
import crm.company.views
import crm.consults.actions
import crm.consults.keeping
import crm.consults.parts
import crm.consults.views
import crm.customers.views
import crm.demo.cli
import crm.digest.actions
import crm.digest.cli
import crm.digest.headers
import crm.digest.letters
import crm.digest.pool
import crm.digest.sections
import crm.digest.sections.contacts
import crm.digest.sections.newcomers
import crm.digest.sections.silent
import crm.digest.unsubscribing
import crm.digest.views
import crm.followups.calendar
import crm.followups.notices
import crm.followups.parts
import crm.followups.queries
import crm.followups.reminding
import crm.followups.views
import crm.handovers.notices
import crm.handovers.queries
import crm.handovers.views
import crm.headsups.notices
import crm.headsups.parts
import crm.headsups.queries
import crm.headsups.views
import crm.history.views
import crm.imports.cli
import crm.interactions.notices
import crm.interactions.timeline
import crm.interactions.views
import crm.jobs.actions
import crm.lookup.views
import crm.mail.actions
import crm.mail.delivery
import crm.mail.post
import crm.notifications.actions
import crm.notifications.kinds
import crm.notifications.letters
import crm.notifications.listening
import crm.notifications.mailing
import crm.notifications.mentions
import crm.notifications.models
import crm.notifications.parts
import crm.notifications.records
import crm.notifications.sources
import crm.notifications.views
import crm.outbox.views
import crm.presence.actions
import crm.presence.views
import crm.search.cli
import crm.search.upkeep
import crm.search.vain
import crm.search.views
import crm.setup.cli
import crm.setup.queries
import crm.setup.views
import crm.surprises.causes
import crm.surprises.notices
import crm.surprises.parts
import crm.surprises.queries
import crm.surprises.views
import crm.today.parts
import crm.today.views
import crm.worker.cli
import crm.worker.views
from crm import clock, db, journal
from crm.customers import phones
from crm.interactions import extras
from crm.jobs import registry
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
from crm.words import N_, N_n, Text

ROOMS = (
    crm.today.views.bp,
    crm.setup.views.bp,
    crm.accounts.views.bp,
    crm.company.views.bp,
    crm.absences.views.bp,
    crm.calendar.views.bp,
    crm.customers.views.bp,
    crm.interactions.views.bp,
    crm.followups.views.bp,
    crm.handovers.views.bp,
    crm.headsups.views.bp,
    crm.surprises.views.bp,
    crm.attachments.views.bp,
    crm.brief.views.bp,
    crm.brief.empty_chair.views.bp,
    crm.consults.views.bp,
    crm.presence.views.bp,
    crm.search.views.bp,
    crm.lookup.views.bp,
    crm.history.views.bp,
    crm.bin.views.bp,
    crm.digest.views.bp,
    crm.notifications.views.bp,
    crm.outbox.views.bp,
    crm.worker.views.bp,
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
        crm.digest.cli.digest,
        crm.bin.cli.bin_,
        crm.backup.cli.backup,
        crm.backup.cli.restore,
        crm.worker.cli.worker,
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
    crm.mail.post.live_in(settings.smtp, settings.mail_from, host=settings.host, company=company.name)
    crm.company.clock.live_in(settings.timezone)
    crm.consults.keeping.live_in(settings.consult_days)
    crm.digest.pool.forget()
    crm.calendar.pace.forget()
    crm.digest.headers.live_in(settings.secret_key, settings.base_url)
    crm.digest.unsubscribing.live_in(settings.secret_key)
    journal.subscribe(index.on_change)
    journal.subscribe(crm.notifications.listening.on_change)
    journal.subscribe(crm.presence.actions.on_change)
    journal.subscribe(crm.calendar.actions.on_change)

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
    app.extensions["opened"] = [crm.consults.views.opened_part]
    app.extensions["standing_in"] = [crm.handovers.views.in_their_place]
    app.extensions["open_work"] = [crm.customers.views.open_work_part, crm.followups.views.open_work]
    app.extensions["log_extras"] = [
        crm.followups.views.log_extra,
        crm.headsups.views.log_extra,
        crm.surprises.views.log_extra,
        crm.attachments.views.log_files,
    ]
    app.jinja_env.globals["nav_items"] = nav_items
    app.jinja_env.globals["away_words"] = crm.absences.views.away_words
    app.jinja_env.globals["seen_mark"] = crm.presence.views.seen_mark
    app.jinja_env.globals["entry_actions"] = [
        "followups/_entry_action.html",
        "surprises/_entry_action.html",
        "attachments/_entry_action.html",
    ]
    app.jinja_env.globals["unread_count"] = crm.notifications.views.unread_count
    app.jinja_env.globals["mail_server_set"] = crm.mail.post.is_set
    app.jinja_env.globals["attachment_mb"] = crm.attachments.views.megabytes
    app.jinja_env.filters.update(crm.attachments.views.FILTERS)
    extras.add_facts(crm.attachments.queries.facts)
    extras.add_facts(crm.followups.parts.in_contacts)
    extras.add_facts(crm.consults.parts.in_contacts)
    extras.add_facts(crm.surprises.parts.in_contacts)
    extras.add_facts(crm.headsups.parts.in_contacts)
    crm.today.parts.add("absences", crm.absences.parts.on_first_page)
    crm.today.parts.add("followups", crm.followups.parts.on_first_page)
    crm.today.parts.add("search", crm.search.views.kept.on_first_page)
    crm.brief.parts.add("headsups", crm.headsups.parts.in_brief)
    crm.brief.parts.add("followups", crm.followups.parts.in_brief)
    crm.brief.parts.add("surprises", crm.surprises.parts.in_brief, crm.brief.parts.WRONG)
    crm.brief.occasions.add("surprises", N_("Surprise"), crm.surprises.parts.occasions)
    crm.brief.occasions.add("silences", N_("Silence"), crm.brief.empty_chair.silences.find)
    _tell_at_once()
    _tell_in_digests()
    crm.calendar.events.add(crm.followups.calendar.events)
    crm.notifications.sources.add("followup", crm.followups.reminding.notices)
    crm.notifications.sources.add("followup", crm.followups.notices.notices)
    crm.notifications.sources.add("surprise", crm.surprises.notices.notices)
    crm.surprises.causes.searched_in_vain = crm.search.vain.searched
    index.contacts_of["surprise"] = crm.surprises.queries.contacts_of
    crm.interactions.timeline.KINDS["surprise"] = (N_("Surprise"), crm.surprises.queries.in_contact())
    index.contacts_of["followup"] = crm.followups.queries.contacts_of
    crm.notifications.sources.add("headsup", crm.headsups.notices.notices)
    index.contacts_of["headsup"] = crm.headsups.queries.contacts_of
    crm.interactions.timeline.KINDS["headsup"] = (N_("Heads-up"), crm.headsups.queries.in_contact())
    crm.interactions.timeline.KINDS["followup"] = (N_("Follow-up"), crm.followups.queries.in_contact())


def _tell_at_once() -> None:
    """What colleagues hear of, in the order in which they choose how; the first says what the others would say too."""
    hear, usual = crm.notifications.kinds.add, crm.notifications.models.How
    hear("mention", N_("%(name)s mentions you"), N_("A colleague mentions you"))
    hear("followup", N_("%(name)s has a follow-up for you"), N_("A follow-up is for you"))
    handed = N_("%(name)s handed follow-ups over to you"), N_("Follow-ups are handed over to you")
    hear("followups", *handed)
    hear("due", N_("A follow-up of yours is due"), N_("A follow-up of yours is due"))
    hear("done", N_("%(name)s finished what you asked"), N_("What you asked is finished"))
    hear("customers", N_("%(name)s handed customers over to you"), N_("Customers are handed over to you"))
    hear("absence", N_("You stand in for a colleague"), N_("You stand in for a colleague"))
    hear("comment", N_("%(name)s commented on a contact"), N_("A comment on a contact of yours"), several=_comments)
    hear("surprise", N_("The customer had to tell us this"), N_("A surprise at a customer of yours"))
    hear("headsup", N_("%(name)s warns about this customer"), N_("A warning at a customer of yours"))
    contact = N_("%(name)s logged a contact"), N_("A new contact at a customer of yours")
    hear("contact", *contact, usual.OFF, several=_contacts)
    tell = crm.notifications.sources.add
    tell("", crm.notifications.mentions.notices)
    crm.notifications.records.add("absence", crm.absences.queries.path_of)
    crm.notifications.records.add("user", crm.followups.notices.path_of_handed_over)
    crm.notifications.records.add("handover", crm.handovers.queries.path_of)
    tell("absence", crm.absences.notices.notices)
    tell("user", crm.followups.notices.all_handed_over)
    tell("handover", crm.handovers.notices.notices)
    tell("interaction", crm.interactions.notices.of_contact)
    tell("comment", crm.interactions.notices.of_comment)
    crm.consults.actions.after_look[:] = [crm.notifications.actions.mark_read_at]


def _comments(count: int) -> Text:
    return N_n("%(num)s comment", "%(num)s comments", count)


def _contacts(count: int) -> Text:
    return N_n("%(num)s new contact", "%(num)s new contacts", count)


def _tell_in_digests() -> None:
    """The sections of a digest, in the order in which they stand."""
    tell = crm.digest.sections.add
    tell("notifications", N_("Addressed to you"), crm.notifications.parts.in_digest)
    tell("yours", N_("You have not read this yet"), crm.digest.sections.contacts.yours)
    tell("department", N_("At customers of your department"), crm.digest.sections.contacts.department)
    tell("elsewhere", N_("Elsewhere"), crm.digest.sections.contacts.elsewhere)
    tell("headsups", N_("Heads-up"), crm.headsups.parts.in_digest)
    tell("surprises", N_("Where we were surprised"), crm.surprises.parts.in_digest)
    tell("followups", N_("Open, and yours"), crm.followups.parts.in_digest)
    tell("silent", N_("Gone silent"), crm.digest.sections.silent.section)
    tell("newcomers", N_("New"), crm.digest.sections.newcomers.section)


def _give_work() -> None:
    """What the worker does: kinds of jobs, and tasks that come back."""
    registry.handle("mail.deliver", crm.mail.delivery.deliver, N_("Sending mail"), crm.mail.actions.drop)
    forgetting = registry.in_portions(crm.mail.actions.forget_some)
    registry.every("mail.forget", N_("Clearing away old mail"), forgetting, registry.daily(3, 20, company.zone))
    resets = crm.accounts.actions.resets
    registry.handle(resets.KIND, resets.handler(crm.accounts.letters.reset), N_("A link for a forgotten password"))
    clear = crm.jobs.actions.forget
    registry.every("jobs.forget", N_("Clearing away old failures"), lambda: clear, registry.daily(3, 30, company.zone))
    emptying = registry.in_portions(lambda: crm.bin.actions.empty_some(clock.now()))
    reading = registry.in_portions(crm.search.upkeep.read_some)
    clearing = registry.in_portions(crm.notifications.actions.forget_some)
    at = registry.daily(3, 50, company.zone)
    registry.every("notifications.forget", N_("Clearing away old notifications"), clearing, at)
    write = crm.notifications.letters.written
    mailing = partial(crm.notifications.mailing.make, write=write)
    registry.handle(crm.notifications.listening.MAIL, mailing, N_("Mailing notifications"))
    registry.every("bin.empty", N_("Emptying the bin"), emptying, registry.daily(3, 40, company.zone))
    registry.every("search.read", N_("Reading files for search"), reading, registry.daily(4, 0, company.zone))
    who_looked = registry.in_portions(crm.consults.actions.forget_some)
    registry.every("consults.forget", N_("Forgetting who looked"), who_looked, registry.daily(3, 50, company.zone))
    reminding = registry.in_portions(lambda: crm.followups.reminding.remind_some(clock.now()))
    registry.every("followups.remind", N_("Reminding of what is due"), reminding, registry.minutes(5))
    letters = crm.digest.letters
    registry.every("digest.plan", N_("Planning digests"), crm.digest.actions.plan, registry.minutes(1))
    registry.handle("digest.make", partial(crm.digest.actions.make, letters=letters), N_("Making a digest"))
    asked_for = partial(crm.digest.actions.make_now, letters=letters)
    registry.handle("digest.now", asked_for, N_("A digest that somebody asked for"))


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
