"""The rooms of the house, each with its pages, and the commands of ``flask``, in the order in which they stand."""

import crm.absences.views
import crm.accounts.cli
import crm.accounts.views
import crm.agreements.views
import crm.api.views
import crm.attachments.views
import crm.backup.cli
import crm.bin.cli
import crm.bin.views
import crm.brief.empty_chair.views
import crm.brief.views
import crm.calendar.views
import crm.cli
import crm.company.views
import crm.complaints.views
import crm.compliments.views
import crm.consults.views
import crm.customers.views
import crm.demo.cli
import crm.departures.views
import crm.digest.cli
import crm.digest.views
import crm.expectations.views
import crm.followups.views
import crm.handovers.views
import crm.headsups.views
import crm.history.views
import crm.houserules.views
import crm.imports.cli
import crm.interactions.views
import crm.lookup.views
import crm.notifications.views
import crm.outbox.views
import crm.presence.views
import crm.quotations.views
import crm.refusals.views
import crm.satisfaction.views
import crm.search.cli
import crm.search.views
import crm.setup.cli
import crm.setup.views
import crm.surprises.views
import crm.teamwork.cli
import crm.teamwork.views
import crm.today.views
import crm.worker.cli
import crm.worker.views
from crm.web import health, metrics

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
    crm.agreements.views.bp,
    crm.complaints.views.bp,
    crm.compliments.views.bp,
    crm.refusals.views.bp,
    crm.houserules.views.bp,
    crm.expectations.views.bp,
    crm.quotations.views.bp,
    crm.departures.views.bp,
    crm.satisfaction.views.bp,
    crm.teamwork.views.bp,
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
        crm.teamwork.cli.teamwork,
    )
)
