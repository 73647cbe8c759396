"""Who is away, now and soon, and whose customers went to somebody else."""

from datetime import timedelta
from typing import NamedTuple

from crm.absences.models import Absence
from crm.accounts.models import User
from crm.customers.models import Customer
from crm.demo import when
from crm.demo.colleagues import AWAY, AWAY_FOR, GERRIT, NAMED, STANDS_IN
from crm.demo.plan import Plan
from crm.handovers.models import HandOver, HandOverCustomer

MOST = 40  # customers that went along when Gerrit left
WORD = (
    "Gerrit gaat met pensioen, zijn klanten zijn nu van jou. Noorderlicht bestelt elke eerste week van de maand; "
    "hoor je niets, bel dan zelf.\nHoogland wil bij elke offerte een tekening. Bij De Waard is 12% de prijs, niet meer."
)


class Away(NamedTuple):
    """Working days from the newest one, up to and including ``last``."""

    who: int
    first: int
    last: int
    stand_in: int
    note: str


ABSENCES = (
    Away(AWAY, 1 - AWAY_FOR, 6, STANDS_IN, "Vakantie. Ruben heeft de lijst met beurten."),
    Away(NAMED["Thijs"], 8, 12, NAMED["Zoë"], "Verhuizen."),
)


def absences(plan: Plan) -> list[Absence]:
    """Write who is and will be away. Inside a transaction."""
    made = []
    for one in ABSENCES:
        noted = when.at(plan.days.moment(max(plan.days.today + one.first - 10, 0), 9 * 3600))
        made.append(
            Absence.create(
                user=one.who + 1,
                starts_on=plan.days.dates[max(plan.days.today + one.first, 0)],
                ends_on=when.day(plan, one.last),
                stand_in=one.stand_in + 1,
                note=one.note,
                created_by=one.who + 1,
                created_at=min(noted, when.at(plan.days.now)),
            )
        )
    return made


def handed_over() -> None:
    """The customers that Bram took over when Gerrit left. Inside a transaction."""
    left = User.get_by_id(GERRIT + 1).disabled_at
    bram, lieke = NAMED["Bram"] + 1, NAMED["Lieke"] + 1
    customers = Customer.select(Customer.id).where((Customer.owner == bram) & (Customer.created_at < left))
    ids = [id for (id,) in customers.order_by(Customer.id).limit(MOST).tuples()]
    if not ids:
        return
    about = {"word": WORD, "created_by": lieke, "created_at": left - timedelta(days=7, hours=-10)}
    made = HandOver.create(from_user=GERRIT + 1, to_user=bram, **about)
    HandOverCustomer.insert_many([{"hand_over": made, "customer": id} for id in ids]).execute()
