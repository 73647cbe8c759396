"""Who hears of what is written: the rooms that listen, what colleagues hear at once, and what their digests tell.

A room with notices of its own needs a line in ``_kinds`` (how they are said and chosen), in ``_sources`` (who makes
them) and, where its records have a page that ``notifications`` does not know, in ``_records``.
"""

import crm.absences.notices
import crm.absences.queries
import crm.agreements.notices
import crm.agreements.parts
import crm.agreements.queries
import crm.calendar.actions
import crm.complaints.actions
import crm.complaints.notices
import crm.complaints.parts
import crm.complaints.queries
import crm.compliments.digest
import crm.compliments.notices
import crm.compliments.queries
import crm.consults.actions
import crm.departures.actions
import crm.departures.parts
import crm.digest.sections
import crm.digest.sections.contacts
import crm.digest.sections.newcomers
import crm.digest.sections.silent
import crm.expectations.notices
import crm.expectations.parts
import crm.expectations.queries
import crm.followups.notices
import crm.followups.parts
import crm.followups.reminding
import crm.handovers.notices
import crm.handovers.queries
import crm.headsups.notices
import crm.headsups.parts
import crm.interactions.notices
import crm.notifications.actions
import crm.notifications.kinds
import crm.notifications.listening
import crm.notifications.mentions
import crm.notifications.models
import crm.notifications.parts
import crm.notifications.records
import crm.notifications.sources
import crm.presence.actions
import crm.quotations.parts
import crm.refusals.parts
import crm.satisfaction.notices
import crm.satisfaction.parts
import crm.satisfaction.queries
import crm.search.index
import crm.surprises.notices
import crm.surprises.parts
import crm.teamwork.actions.counting
from crm import journal
from crm.words import N_, N_n, Text


def tell() -> None:
    """Let everybody who must hear of a change hear of it from now on. May be called again, for another application."""
    _listeners()
    _kinds()
    _sources()
    _records()
    _digest()
    crm.consults.actions.after_look[:] = [crm.notifications.actions.mark_read_at]
    crm.consults.actions.after_sitting[:] = [crm.teamwork.actions.counting.on_look]
    crm.consults.actions.after_forgetting[:] = [crm.teamwork.actions.counting.on_forgotten]


def _listeners() -> None:
    """Who follows the journal, in the transaction of each change and in this order: first the index."""
    journal.subscribe(crm.search.index.on_change)
    journal.subscribe(crm.notifications.listening.on_change)
    journal.subscribe(crm.presence.actions.on_change)
    journal.subscribe(crm.departures.actions.on_change)
    journal.subscribe(crm.complaints.actions.on_change)
    journal.subscribe(crm.teamwork.actions.counting.on_change)
    journal.subscribe(crm.calendar.actions.on_change)


def _kinds() -> None:
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
    yours = N_("%(name)s has a complaint for you"), N_("A complaint is for you to see to")
    hear("complaint_yours", *yours)
    complaint = N_("%(name)s on a complaint"), N_("A complaint at a customer of yours, or one of yours is solved")
    hear("complaint", *complaint)
    hear("agreement", N_("%(name)s agreed something that you must know"), N_("An agreement that you must know"))
    due, ends = N_("An agreement must be done soon"), N_("A price or discount that was agreed ends soon")
    hear("agreement_due", due, due, about=crm.agreements.notices.said(crm.agreements.notices.DUE))
    hear("agreement_ends", ends, ends, about=crm.agreements.notices.said(crm.agreements.notices.ENDS))
    hear("comment", N_("%(name)s commented on a contact"), N_("A comment on a contact of yours"), several=_comments)
    hear("compliment", N_("A customer names you in a compliment"), N_("A customer names you in a compliment"))
    hear("nomination", N_("Colleagues say that you helped a customer"), N_("Colleagues nominated you"))
    hear("expectation_due", N_("Was this expectation met?"), N_("An expectation is to be reviewed"))
    hear("surprise", N_("The customer had to tell us this"), N_("A surprise at a customer of yours"))
    hear("headsup", N_("%(name)s warns about this customer"), N_("A warning at a customer of yours"))
    low = N_("A customer is not content: a mark of 5 or less"), N_("A mark of 5 or less at a customer of yours")
    hear("rating_low", *low)
    hear("rating", N_("A customer gave a mark"), N_("A mark of 6 or more at a customer of yours"))
    contact = N_("%(name)s logged a contact"), N_("A new contact at a customer of yours")
    hear("contact", *contact, usual.OFF, several=_contacts)


def _comments(count: int) -> Text:
    return N_n("%(num)s comment", "%(num)s comments", count)


def _contacts(count: int) -> Text:
    return N_n("%(num)s new contact", "%(num)s new contacts", count)


def _sources() -> None:
    """Who makes notices of a change, by the kind of its record; of one kind, in this order."""
    listen = crm.notifications.sources.add
    listen("", crm.notifications.mentions.notices)
    listen("absence", crm.absences.notices.notices)
    listen("user", crm.followups.notices.all_handed_over)
    listen("handover", crm.handovers.notices.notices)
    listen("interaction", crm.interactions.notices.of_contact)
    listen("comment", crm.interactions.notices.of_comment)
    listen("followup", crm.followups.reminding.notices)
    listen("followup", crm.followups.notices.notices)
    listen("compliment", crm.compliments.notices.of_compliment)
    listen("nomination", crm.compliments.notices.of_month)
    listen("complaint", crm.complaints.notices.notices)
    listen("agreement", crm.agreements.notices.notices)
    listen("expectation", crm.expectations.notices.notices)
    listen("surprise", crm.surprises.notices.notices)
    listen("headsup", crm.headsups.notices.notices)
    listen("rating", crm.satisfaction.notices.notices)


def _records() -> None:
    """Where a notice of a record leads to, beside the pages that ``notifications`` knows itself."""
    lead = crm.notifications.records.add
    lead("absence", crm.absences.queries.path_of)
    lead("user", crm.followups.notices.path_of_handed_over)
    lead("complaint", crm.complaints.queries.path_of)
    lead("agreement", crm.agreements.queries.path_of)
    lead("expectation", crm.expectations.queries.path_of)
    lead("handover", crm.handovers.queries.path_of)
    lead("rating", crm.satisfaction.queries.path_of)
    lead("compliment", crm.compliments.queries.path_of)
    lead("nominated", crm.compliments.queries.path_of_month)


def _digest() -> None:
    """The sections of a digest, in the order in which they stand."""
    section = crm.digest.sections.add
    section("notifications", N_("Addressed to you"), crm.notifications.parts.in_digest)
    section("yours", N_("You have not read this yet"), crm.digest.sections.contacts.yours)
    section("department", N_("At customers of your department"), crm.digest.sections.contacts.department)
    section("elsewhere", N_("Elsewhere"), crm.digest.sections.contacts.elsewhere)
    section("agreements", N_("Agreements"), crm.agreements.parts.in_digest)
    section("complaints", N_("Complaints"), crm.complaints.parts.in_digest)
    section("compliments", N_("Compliments"), crm.compliments.digest.in_digest)
    section("quotations", N_("Quotations"), crm.quotations.parts.in_digest)
    section("expectations", N_("Expectations"), crm.expectations.parts.in_digest)
    section("refusals", N_("Said no"), crm.refusals.parts.in_digest)
    section("satisfaction", N_("Marks"), crm.satisfaction.parts.in_digest)
    section("headsups", N_("Heads-up"), crm.headsups.parts.in_digest)
    section("surprises", N_("Where we were surprised"), crm.surprises.parts.in_digest)
    section("followups", N_("Open, and yours"), crm.followups.parts.in_digest)
    section("departures", N_("Who left"), crm.departures.parts.in_digest)
    section("silent", N_("Gone silent"), crm.digest.sections.silent.section)
    section("newcomers", N_("New"), crm.digest.sections.newcomers.section)
