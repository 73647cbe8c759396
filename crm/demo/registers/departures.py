"""Why customers left who are former now."""

from datetime import timedelta
from random import Random

from peewee import JOIN, fn

from crm.accounts.models import User
from crm.customers.models import Customer, Status
from crm.demo import when
from crm.demo.plan import Plan
from crm.departures.models import Departure, Reason
from crm.interactions.models import Interaction
from crm.interactions.queries import newest_first

WHY = (
    (Reason.STOPPED, "Bedrijf beëindigd, opvolger was er niet."),
    (Reason.PRICE, "Elders 12% goedkoper op slijtdelen."),
    (Reason.SERVICE, "Drie keer niet teruggebeld, toen was het klaar."),
    (Reason.DELIVERY, "Kon niet wachten op onderdelen uit Italië."),
    (Reason.COMPETITOR, "Kreeg een vaste monteur bij een ander."),
    (Reason.MOVED, "Verhuisd naar buiten ons gebied."),
    (Reason.COMPLAINT, "De klacht over de factuur is nooit beantwoord."),
    (Reason.OURS, "Wij zijn gestopt met zwembadtechniek."),
    (Reason.SERVICE, "Kreeg van iedereen een ander antwoord."),
)
NOBODY_SAID = 0.15


def write(plan: Plan) -> list[Departure]:
    """One of each former customer, some weeks after the last contact. Inside a transaction."""
    rng = Random(plan.seed + 7)  # noqa: S311 - stories, not secrets
    last = (
        Customer.select(Customer.id, Customer.owner_id, User.department_id, fn.MAX(Interaction.occurred_at))
        .join(Interaction)
        .join_from(Customer, User, JOIN.LEFT_OUTER, on=Customer.owner == User.id)
        .where(Customer.status == Status.FORMER)
        .group_by(Customer.id, Customer.owner_id, User.department_id)
        .order_by(Customer.id)
        .tuples()
    )
    made, here = [], Interaction.select(Interaction.id)
    for customer, owner, department, seconds in last:
        at = when.at(min(int(_seconds(seconds)) + rng.randrange(14, 60) * 86_400, plan.days.now - 86_400))
        reason, said = rng.choice(WHY) if rng.random() > NOBODY_SAID else ("", "")
        left_on = at.date() - timedelta(days=rng.randrange(3))
        made.append(
            Departure.create(
                **{"customer": customer, "left_on": left_on, "reason": reason, "explanation": said},
                **{"department": department, "created_by": owner, "created_at": at, "updated_at": at},
                interaction=newest_first(here.where(Interaction.customer == customer)).limit(1).scalar(),
            )
        )
    return made


def _seconds(at: object) -> float:
    return at.timestamp() if hasattr(at, "timestamp") else at
