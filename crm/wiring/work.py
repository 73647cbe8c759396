"""What the worker does later, by itself: a line for each kind of job and for each task that comes back."""

from functools import partial

import crm.accounts.actions.resets
import crm.accounts.letters
import crm.agreements.reminding
import crm.bin.actions
import crm.compliments.actions
import crm.consults.actions
import crm.digest.actions
import crm.digest.letters
import crm.expectations.reminding
import crm.followups.reminding
import crm.jobs.actions
import crm.mail.actions
import crm.mail.delivery
import crm.notifications.actions
import crm.notifications.letters
import crm.notifications.listening
import crm.notifications.mailing
import crm.search.upkeep
import crm.teamwork.actions.counting
from crm import clock
from crm.jobs import registry
from crm.web import company
from crm.words import N_


def give_work() -> None:
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
    ended, at = crm.compliments.actions.close_ended, registry.daily(5, 0, company.zone)
    registry.every("compliments.close_month", N_("Telling who helped customers most"), lambda: ended, at)
    reminding = registry.in_portions(lambda: crm.followups.reminding.remind_some(clock.now()))
    registry.every("followups.remind", N_("Reminding of what is due"), reminding, registry.minutes(5))
    warning = registry.in_portions(lambda: crm.agreements.reminding.remind_some(clock.now()))
    registry.every("agreements.remind", N_("Reminding of what was agreed"), warning, registry.minutes(5))
    expected = registry.in_portions(lambda: crm.expectations.reminding.remind_some(clock.now()))
    registry.every("expectations.remind", N_("Reminding of what customers expect"), expected, registry.minutes(5))
    letters = crm.digest.letters
    registry.every("digest.plan", N_("Planning digests"), crm.digest.actions.plan, registry.minutes(1))
    registry.handle("digest.make", partial(crm.digest.actions.make, letters=letters), N_("Making a digest"))
    asked_for = partial(crm.digest.actions.make_now, letters=letters)
    registry.handle("digest.now", asked_for, N_("A digest that somebody asked for"))
    figures = crm.teamwork.actions.counting
    counting = registry.in_portions(figures.count_some)
    registry.every("teamwork.count", N_("Counting how we work together"), counting, registry.minutes(1))
    stocks, at = figures.count_stocks_tonight, registry.daily(4, 10, company.zone)
    registry.every("teamwork.stocks", N_("Counting who knows which customer"), stocks, at)
