"""Whom colleagues nominated this month and last month."""

from datetime import timedelta

from crm.compliments.models import Nomination
from crm.customers.models import Customer
from crm.demo import when
from crm.demo.colleagues import NAMED
from crm.demo.plan import Plan

# months ago, day of the month, voter, nominee, customer, why
VOTES = (
    (1, 6, "Joost", "Marja", "10377", "Belde mevrouw Oosterhuis na het journaal op tot de rekening klopte."),
    (1, 12, "Sanne", "Youssef", "10208", "Membraanvat binnen een dag, en meteen opgeschreven dat de rit apart komt."),
    (1, 14, "Ingrid", "Youssef", "10208", "Ik wist aan de telefoon precies wat er gedaan was."),
    (1, 20, "Daniëlle", "Youssef", None, "Ziet een probleem bij de klant en regelt het voordat iemand belt."),
    (1, 21, "Henk", "Zoë", "10155", "Zocht uit wanneer de poort open is. Scheelt mij drie ritten."),
    (0, 2, "Bram", "Marja", "10064", "Ruimde mijn vergeten korting op zonder één verwijt."),
    (0, 9, "Youssef", "Ingrid", "10482", "Bleef bij Kees aan de lijn tot hij zijn verhaal kwijt was."),
    (0, 11, "Zoë", "Daniëlle", "10293", "Eén antwoord voor de hele VvE, vlak voor hun vergadering."),
)


def write(plan: Plan) -> list[Nomination]:
    """As far as their day has come. Inside a transaction."""
    this = when.today(plan).replace(day=1)
    months = [this, (this - timedelta(days=1)).replace(day=1)]
    customers = dict(Customer.select(Customer.number, Customer.id).tuples())
    made = []
    for ago, day, voter, nominee, number, reason in VOTES:
        at = when.at(plan.days.now - 3600 * (ago * 730 + 1))
        if ago == 0 and when.today(plan).day < day:
            continue
        whose = {"voter": NAMED[voter] + 1, "nominee": NAMED[nominee] + 1, "customer": customers.get(number)}
        moments = {"created_at": at, "updated_at": at}
        made.append(Nomination.create(month=f"{months[ago]:%Y-%m}", reason=reason, **whose, **moments))
    return made
