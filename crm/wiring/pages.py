"""What rooms show on each other's pages, a function for each place.

A register, such as the heads-ups, adds itself to ``_log_form``, ``_contact``, ``_brief`` and ``_kinds``, and where it
has something to say there to ``_first_page``, ``_empty_chair`` and ``_calendar``. Its blueprint goes in ``rooms.py``;
what colleagues hear of it, and its section of the digest, in ``telling.py``.
"""

from flask import Flask

import crm.absences.parts
import crm.absences.views
import crm.agreements.calendar
import crm.agreements.models
import crm.agreements.parts
import crm.agreements.queries
import crm.agreements.views
import crm.attachments.queries
import crm.attachments.views
import crm.brief.empty_chair.silences
import crm.brief.occasions
import crm.brief.parts
import crm.brief.views
import crm.calendar.events
import crm.complaints.calendar
import crm.complaints.models
import crm.complaints.parts
import crm.complaints.queries
import crm.complaints.views
import crm.compliments.parts
import crm.compliments.queries
import crm.compliments.views
import crm.consults.parts
import crm.consults.views
import crm.customers.views
import crm.departures.parts
import crm.departures.queries
import crm.departures.views
import crm.expectations.calendar
import crm.expectations.models
import crm.expectations.parts
import crm.expectations.views
import crm.followups.calendar
import crm.followups.parts
import crm.followups.queries
import crm.followups.views
import crm.handovers.views
import crm.headsups.parts
import crm.headsups.queries
import crm.headsups.views
import crm.houserules.matching
import crm.houserules.views
import crm.interactions.views
import crm.mail.post
import crm.notifications.views
import crm.presence.views
import crm.quotations.calendar
import crm.quotations.parts
import crm.quotations.queries
import crm.quotations.views
import crm.refusals.alike
import crm.refusals.models
import crm.refusals.parts
import crm.refusals.views
import crm.satisfaction.models
import crm.satisfaction.parts
import crm.satisfaction.views
import crm.search.occurring
import crm.search.queries
import crm.search.vain
import crm.search.views.kept
import crm.search.views.room
import crm.surprises.causes
import crm.surprises.parts
import crm.surprises.queries
import crm.surprises.views
import crm.teamwork.queries
import crm.today.parts
from crm.interactions import extras, facts, timeline
from crm.search import index
from crm.wiring import held
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
    _figures()
    _every_page(app)


def _log_form(app: Flask) -> None:
    """Buttons and rows below the text; written in the contact's own transaction."""
    app.extensions["log_extras"] = [
        crm.houserules.views.log_rules,
        crm.followups.views.log_extra,
        crm.agreements.views.log_extra,
        crm.complaints.views.log_extra,
        crm.headsups.views.log_extra,
        crm.surprises.views.log_extra,
        crm.compliments.views.log_extra,
        crm.refusals.views.log_extra,
        crm.expectations.views.log_extra,
        crm.quotations.views.log_extra,
        crm.satisfaction.views.log_extra,
        crm.attachments.views.log_files,
    ]


ENTRY_MORE = [  # what an open contact offers under "More": the page on which it is filled in, icon and word
    ("/compliments/new?customer={customer}&interaction={interaction}", "thumbs-up", N_("Record a compliment")),
    ("/refusals/new?customer={customer}&interaction={interaction}", "ban", N_("Said no")),
    ("/expectations/new?customer={customer}&interaction={interaction}", "telescope", N_("Expectation")),
    ("/quotations/new?customer={customer}&interaction={interaction}", "receipt-text", N_("Quotation")),
    ("/satisfaction/new?customer={customer}&interaction={interaction}", "star", N_("Satisfaction mark")),
    ("/satisfaction/ask?interaction={interaction}", "mail", N_("Ask for a mark")),
]


def _contact(app: Flask) -> None:
    """A contact that is read: its facts, what one can do with it, and what stands below its text once it is open."""
    extras.add_facts(crm.attachments.queries.facts, *held.FILES)
    extras.add_facts(crm.followups.parts.in_contacts, *held.KINDS["followup"])
    extras.add_facts(crm.agreements.parts.in_contacts, *held.KINDS["agreement"])
    extras.add_facts(crm.consults.parts.in_contacts)
    extras.add_facts(crm.complaints.parts.in_contacts, *held.KINDS["complaint"])
    extras.add_facts(crm.surprises.parts.in_contacts, *held.KINDS["surprise"])
    extras.add_facts(crm.compliments.parts.in_contacts, *held.KINDS["compliment"])
    extras.add_facts(crm.refusals.parts.in_contacts, *held.KINDS["refusal"])
    extras.add_facts(crm.expectations.parts.in_contacts, *held.KINDS["expectation"])
    extras.add_facts(crm.headsups.parts.in_contacts, *held.KINDS["headsup"])
    extras.add_facts(crm.quotations.parts.in_contacts, *held.KINDS["quotation"])
    extras.add_facts(crm.departures.parts.in_contacts, *held.KINDS["departure"])
    extras.add_facts(crm.satisfaction.parts.in_contacts, *held.KINDS["rating"])
    app.jinja_env.globals["entry_actions"] = [
        "followups/_entry_action.html",
        "agreements/_entry_action.html",
        "complaints/_entry_action.html",
        "surprises/_entry_action.html",
        "attachments/_entry_action.html",
        "interactions/_entry_more.html",
    ]
    app.jinja_env.globals["entry_more"] = ENTRY_MORE
    app.extensions["opened"] = [crm.consults.views.opened_part]


def _customer_page(app: Flask) -> None:
    """The parts of a customer's page that higher rooms make, and until where somebody has seen it."""
    app.extensions["customer_page"] = {
        "log_form": crm.interactions.views.log_form_part,
        "timeline": crm.interactions.views.timeline_part,
        "brief": crm.brief.views.column_part,
    }
    app.extensions["status_changed"] = [crm.departures.views.status_changed]
    app.jinja_env.globals["seen_mark"] = crm.presence.views.seen_mark


def _brief() -> None:
    """Before the call: beside the timeline and on the full page, each in its place.

    Follow-ups are asked of everybody: only those that are open have an index by customer.
    """
    add, first, background, wrong = crm.brief.parts.add, *crm.brief.parts.PLACES
    at = held.CUSTOMERS
    add("headsups", crm.headsups.parts.in_brief, first, at["headsup"])
    add("complaints", crm.complaints.parts.in_brief, first, at["complaint"])
    add("agreements", crm.agreements.parts.in_brief, first, at["agreement"])
    add("followups", crm.followups.parts.in_brief, first)
    add("departures", crm.departures.parts.in_brief, background, at["departure"])
    add("expectations", crm.expectations.parts.in_brief, background, at["expectation"])
    add("refusals", crm.refusals.parts.in_brief, background, at["refusal"])
    add("quotations", crm.quotations.parts.in_brief, background, at["quotation"])
    add("compliments", crm.compliments.parts.in_brief, background, at["compliment"])
    add("complaints/over", crm.complaints.parts.over_in_brief, wrong, at["complaint"])
    add("satisfaction", crm.satisfaction.parts.in_brief, background, at["rating"])
    add("agreements/broken", crm.agreements.parts.went_wrong, wrong, at["agreement"])
    add("surprises", crm.surprises.parts.in_brief, wrong, at["surprise"])


def _first_page() -> None:
    """The start of the day."""
    crm.today.parts.add("absences", crm.absences.parts.on_first_page)
    crm.today.parts.add("followups", crm.followups.parts.on_first_page)
    crm.today.parts.add("agreements", crm.agreements.parts.on_first_page)
    crm.today.parts.add("search", crm.search.views.kept.on_first_page)


def _empty_chair() -> None:
    """Why a customer may sit in the empty chair."""
    crm.brief.occasions.add("complaints", N_("Complaint"), crm.complaints.parts.occasions)
    crm.brief.occasions.add("surprises", N_("Surprise"), crm.surprises.parts.occasions)
    crm.brief.occasions.add("compliments", N_("Compliment"), crm.compliments.parts.occasions)
    crm.brief.occasions.add("silences", N_("Silence"), crm.brief.empty_chair.silences.find)


def _calendar() -> None:
    """What has a date, in somebody's own calendar."""
    crm.calendar.events.add(crm.followups.calendar.events)
    crm.calendar.events.add(crm.agreements.calendar.events)
    crm.calendar.events.add(crm.complaints.calendar.events)
    crm.calendar.events.add(crm.expectations.calendar.events)
    crm.calendar.events.add(crm.quotations.calendar.events)


def _kinds() -> None:
    """By which facts contacts are filtered in a timeline and found in search (``soort:``).

    The condition says which contacts have such a fact; ``contacts_of`` which contacts must be indexed anew when such
    records change.
    """
    timeline.HELD_IN.update(held.KINDS)
    timeline.KINDS["compliment"] = (N_("Compliment"), crm.compliments.queries.in_contact())
    timeline.KINDS["complaint"] = (N_("Complaint"), facts.in_contact(crm.complaints.models.Complaint))
    timeline.KINDS["agreement"] = (N_("Agreement"), facts.in_contact(crm.agreements.models.Agreement))
    refusal, expectation = crm.refusals.models.Refusal, crm.expectations.models.Expectation
    timeline.KINDS["refusal"] = (N_("Said no"), facts.in_contact(refusal))
    timeline.KINDS["expectation"] = (N_("Expectation"), facts.in_contact(expectation))
    index.contacts_of["refusal"] = facts.contacts_of(refusal)
    index.words_of["refusal"] = facts.words_of(refusal, refusal.body, refusal.reason)
    index.contacts_of["expectation"] = facts.contacts_of(expectation)
    index.words_of["expectation"] = facts.words_of(expectation, expectation.body, expectation.note)
    timeline.KINDS["surprise"] = (N_("Surprise"), crm.surprises.queries.in_contact())
    timeline.KINDS["headsup"] = (N_("Heads-up"), crm.headsups.queries.in_contact())
    timeline.KINDS["followup"] = (N_("Follow-up"), crm.followups.queries.in_contact())
    timeline.KINDS["quotation"] = (N_("Quotation"), crm.quotations.queries.in_contact())
    timeline.KINDS["departure"] = (N_("Customer left"), crm.departures.queries.in_contact())
    index.contacts_of["departure"] = crm.departures.queries.contacts_of
    index.words_of["departure"] = crm.departures.queries.words_of
    index.contacts_of["quotation"] = crm.quotations.queries.contacts_of
    index.words_of["quotation"] = crm.quotations.queries.words_of
    index.contacts_of["compliment"] = crm.compliments.queries.contacts_of
    index.words_of["compliment"] = crm.compliments.queries.words_of
    index.contacts_of["complaint"] = facts.contacts_of(crm.complaints.models.Complaint)
    index.contacts_of["complaint_cause"] = crm.complaints.queries.contacts_with_causes
    index.words_of["complaint"] = crm.complaints.queries.words_of
    agreement = crm.agreements.models.Agreement
    index.contacts_of["agreement"] = facts.contacts_of(agreement)
    index.words_of["agreement"] = facts.words_of(agreement, agreement.body, agreement.note)
    index.contacts_of["surprise"] = crm.surprises.queries.contacts_of
    index.contacts_of["headsup"] = crm.headsups.queries.contacts_of
    timeline.KINDS["rating"] = (N_("Rating"), facts.in_contact(crm.satisfaction.models.Rating))
    index.contacts_of["rating"] = facts.contacts_of(crm.satisfaction.models.Rating)
    index.words_of["rating"] = facts.words_of(crm.satisfaction.models.Rating, crm.satisfaction.models.Rating.body)
    index.contacts_of["followup"] = crm.followups.queries.contacts_of


def _search(app: Flask) -> None:
    """What lower rooms ask of search."""
    app.extensions["text_filter"] = crm.search.views.room.text_filter
    app.extensions["find_customers"] = crm.search.queries.customers_like
    crm.houserules.matching.occurs_in[:] = [crm.search.occurring.occurs_in]
    crm.refusals.alike.occurs_in[:] = [crm.search.occurring.occurs_in]
    app.extensions["house_rules_on"] = crm.houserules.matching.on
    crm.surprises.causes.searched_in_vain = crm.search.vain.searched


def _figures() -> None:
    """What lower rooms read of the tallies."""
    crm.agreements.queries.tallied[:] = [crm.teamwork.queries.stretches]


def _colleagues(app: Flask) -> None:
    """The pages of somebody who is away and of somebody who leaves; what stands beside a name."""
    app.extensions["standing_in"] = [crm.handovers.views.in_their_place]
    app.extensions["open_work"] = [
        crm.customers.views.open_work_part,
        crm.complaints.views.open_work,
        crm.followups.views.open_work,
    ]
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
