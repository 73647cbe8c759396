"""What rooms show on each other's pages, a function for each place.

A register, such as the heads-ups, adds itself to ``_log_form``, ``_contact``, ``_brief`` and ``_kinds``, and where it
has something to say there to ``_first_page``, ``_empty_chair`` and ``_calendar``. Its blueprint goes in ``rooms.py``;
what colleagues hear of it, and its section of the digest, in ``telling.py``.
"""

from flask import Flask

import crm.absences.parts
import crm.absences.views
import crm.attachments.queries
import crm.attachments.views
import crm.brief.empty_chair.silences
import crm.brief.occasions
import crm.brief.parts
import crm.brief.views
import crm.calendar.events
import crm.consults.parts
import crm.consults.views
import crm.customers.views
import crm.followups.calendar
import crm.followups.parts
import crm.followups.queries
import crm.followups.views
import crm.handovers.views
import crm.headsups.parts
import crm.headsups.queries
import crm.headsups.views
import crm.interactions.views
import crm.mail.post
import crm.notifications.views
import crm.presence.views
import crm.search.queries
import crm.search.vain
import crm.search.views.kept
import crm.search.views.room
import crm.surprises.causes
import crm.surprises.parts
import crm.surprises.queries
import crm.surprises.views
import crm.today.parts
from crm.interactions import extras, timeline
from crm.search import index
from crm.words import N_


def introduce(app: Flask) -> None:
    """Hand each place what other rooms add to it; in a place, in the order in which they stand there."""
    _log_form(app)
    _contact(app)
    _customer_page(app)
    _brief()
    _first_page()
    _empty_chair()
    _calendar()
    _kinds()
    _search(app)
    _colleagues(app)
    _every_page(app)


def _log_form(app: Flask) -> None:
    """Buttons and rows below the text; written in the contact's own transaction."""
    app.extensions["log_extras"] = [
        crm.followups.views.log_extra,
        crm.headsups.views.log_extra,
        crm.surprises.views.log_extra,
        crm.attachments.views.log_files,
    ]


def _contact(app: Flask) -> None:
    """A contact that is read: its facts, what one can do with it, and what stands below its text once it is open."""
    extras.add_facts(crm.attachments.queries.facts)
    extras.add_facts(crm.followups.parts.in_contacts)
    extras.add_facts(crm.consults.parts.in_contacts)
    extras.add_facts(crm.surprises.parts.in_contacts)
    extras.add_facts(crm.headsups.parts.in_contacts)
    app.jinja_env.globals["entry_actions"] = [
        "followups/_entry_action.html",
        "surprises/_entry_action.html",
        "attachments/_entry_action.html",
    ]
    app.extensions["opened"] = [crm.consults.views.opened_part]


def _customer_page(app: Flask) -> None:
    """The parts of a customer's page that higher rooms make, and until where somebody has seen it."""
    app.extensions["customer_page"] = {
        "log_form": crm.interactions.views.log_form_part,
        "timeline": crm.interactions.views.timeline_part,
        "brief": crm.brief.views.column_part,
    }
    app.jinja_env.globals["seen_mark"] = crm.presence.views.seen_mark


def _brief() -> None:
    """Before the call: beside the timeline and on the full page, in a place (``FIRST`` unless it says so)."""
    crm.brief.parts.add("headsups", crm.headsups.parts.in_brief)
    crm.brief.parts.add("followups", crm.followups.parts.in_brief)
    crm.brief.parts.add("surprises", crm.surprises.parts.in_brief, crm.brief.parts.WRONG)


def _first_page() -> None:
    """The start of the day."""
    crm.today.parts.add("absences", crm.absences.parts.on_first_page)
    crm.today.parts.add("followups", crm.followups.parts.on_first_page)
    crm.today.parts.add("search", crm.search.views.kept.on_first_page)


def _empty_chair() -> None:
    """Why a customer may sit in the empty chair."""
    crm.brief.occasions.add("surprises", N_("Surprise"), crm.surprises.parts.occasions)
    crm.brief.occasions.add("silences", N_("Silence"), crm.brief.empty_chair.silences.find)


def _calendar() -> None:
    """What has a date, in somebody's own calendar."""
    crm.calendar.events.add(crm.followups.calendar.events)


def _kinds() -> None:
    """By which facts contacts are filtered in a timeline and found in search (``soort:``).

    The condition says which contacts have such a fact; ``contacts_of`` which contacts must be indexed anew when such
    records change.
    """
    timeline.KINDS["surprise"] = (N_("Surprise"), crm.surprises.queries.in_contact())
    timeline.KINDS["headsup"] = (N_("Heads-up"), crm.headsups.queries.in_contact())
    timeline.KINDS["followup"] = (N_("Follow-up"), crm.followups.queries.in_contact())
    index.contacts_of["surprise"] = crm.surprises.queries.contacts_of
    index.contacts_of["headsup"] = crm.headsups.queries.contacts_of
    index.contacts_of["followup"] = crm.followups.queries.contacts_of


def _search(app: Flask) -> None:
    """What lower rooms ask of search."""
    app.extensions["text_filter"] = crm.search.views.room.text_filter
    app.extensions["find_customers"] = crm.search.queries.customers_like
    crm.surprises.causes.searched_in_vain = crm.search.vain.searched


def _colleagues(app: Flask) -> None:
    """The pages of somebody who is away and of somebody who leaves; what stands beside a name."""
    app.extensions["standing_in"] = [crm.handovers.views.in_their_place]
    app.extensions["open_work"] = [crm.customers.views.open_work_part, crm.followups.views.open_work]
    app.jinja_env.globals["away_words"] = crm.absences.views.away_words


REGISTERS = [  # the room, its address, icon and word; in the order of the strip above each list
    ("agreements", "/agreements/", "handshake", N_("Agreements")),
    ("complaints", "/complaints/", "message-square-warning", N_("Complaints")),
    ("compliments", "/compliments/", "thumbs-up", N_("Compliments")),
    ("refusals", "/refusals/", "ban", N_("Said no")),
    ("houserules", "/houserules/", "scale", N_("What we do and do not do")),
    ("expectations", "/expectations/", "telescope", N_("Expectations")),
    ("quotations", "/quotations/", "receipt-text", N_("Quotations")),
    ("satisfaction", "/satisfaction/", "star", N_("Marks")),
    ("departures", "/departures/", "door-open", N_("Who left")),
    ("surprises", "/surprises/", "ear", N_("Surprises")),
]


def _every_page(app: Flask) -> None:
    """What templates of several rooms call."""
    app.jinja_env.globals["register_items"] = REGISTERS
    app.jinja_env.globals["unread_count"] = crm.notifications.views.unread_count
    app.jinja_env.globals["mail_server_set"] = crm.mail.post.is_set
    app.jinja_env.globals["attachment_mb"] = crm.attachments.views.megabytes
    app.jinja_env.filters.update(crm.attachments.views.FILTERS)
