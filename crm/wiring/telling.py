"""Who hears of what is written: the rooms that listen, what colleagues hear at once, and what their digests tell.

A room with notices of its own needs a line in ``_kinds`` (how they are said and chosen), in ``_sources`` (who makes
them) and, where its records have a page that ``notifications`` does not know, in ``_records``.
"""

import crm.absences.notices
import crm.absences.queries
import crm.calendar.actions
import crm.consults.actions
import crm.digest.sections
import crm.digest.sections.contacts
import crm.digest.sections.newcomers
import crm.digest.sections.silent
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
import crm.search.index
import crm.surprises.notices
import crm.surprises.parts
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


def _listeners() -> None:
    """Who follows the journal, in the transaction of each change and in this order: first the index."""
    journal.subscribe(crm.search.index.on_change)
    journal.subscribe(crm.notifications.listening.on_change)
    journal.subscribe(crm.presence.actions.on_change)
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
    hear("comment", N_("%(name)s commented on a contact"), N_("A comment on a contact of yours"), several=_comments)
    hear("surprise", N_("The customer had to tell us this"), N_("A surprise at a customer of yours"))
    hear("headsup", N_("%(name)s warns about this customer"), N_("A warning at a customer of yours"))
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
    listen("surprise", crm.surprises.notices.notices)
    listen("headsup", crm.headsups.notices.notices)


def _records() -> None:
    """Where a notice of a record leads to, beside the pages that ``notifications`` knows itself."""
    lead = crm.notifications.records.add
    lead("absence", crm.absences.queries.path_of)
    lead("user", crm.followups.notices.path_of_handed_over)
    lead("handover", crm.handovers.queries.path_of)


def _digest() -> None:
    """The sections of a digest, in the order in which they stand."""
    section = crm.digest.sections.add
    section("notifications", N_("Addressed to you"), crm.notifications.parts.in_digest)
    section("yours", N_("You have not read this yet"), crm.digest.sections.contacts.yours)
    section("department", N_("At customers of your department"), crm.digest.sections.contacts.department)
    section("elsewhere", N_("Elsewhere"), crm.digest.sections.contacts.elsewhere)
    section("headsups", N_("Heads-up"), crm.headsups.parts.in_digest)
    section("surprises", N_("Where we were surprised"), crm.surprises.parts.in_digest)
    section("followups", N_("Open, and yours"), crm.followups.parts.in_digest)
    section("silent", N_("Gone silent"), crm.digest.sections.silent.section)
    section("newcomers", N_("New"), crm.digest.sections.newcomers.section)
