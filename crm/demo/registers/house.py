"""What Van Rijnsbergen Techniek does and does not do."""

from crm.demo.colleagues import NAMED
from crm.demo.plan import Plan
from crm.demo.when import at
from crm.houserules.models import HouseRule

# does, in a line, in a few more words, and the words at which it appears beside the log form
RULES = (
    (
        *(True, "Voorrijkosten noemen wij vóór we een bezoek inplannen"),
        *("Binnen 40 km € 65, daarbuiten € 85. Ook bij garantie.", "voorrijkosten, voorrijden, inplannen"),
    ),
    (
        *(True, "Een eenmalige korting krijgt een einddatum"),
        *("Leg hem vast als afspraak, dan ziet de administratie hem ook.", "korting, eenmalig, percentage"),
    ),
    (
        *(True, "Wie een dag noemt, legt hem vast"),
        *("Ook als het “ergens volgende week” is: dan staat er vrijdag.", "beloofd, toegezegd, levertijd"),
    ),
    (True, "Reparatie bieden we aan vóór vervanging", "Als dat minder kost dan de helft.", "vervangen, vervanging"),
    (
        *(False, "Geen nieuwe weekendcontracten tot 1 april"),
        "Er zijn te weinig monteurs. Wie erom vraagt, komt als eerste op de lijst.",
        "weekend, weekenddienst, storingsdienst",
    ),
    (False, "Geen werk aan pompen van anderen onder garantie", "", "ander merk, garantie"),
    (
        *(False, "Geen levering op rekening boven de limiet zonder akkoord van de administratie"),
        *("Ook niet voor vaste klanten en ook niet “voor één keer”.", "limiet, op rekening"),
    ),
)  # fmt: skip


def write(plan: Plan) -> list[HouseRule]:
    """The rules, made long ago by who leads sales. Inside a transaction."""
    made_at, by = at(plan.days.starts[0]), NAMED["Daniëlle"] + 1
    return [
        HouseRule.create(
            **{"does": does, "title": title, "body": body, "words": words, "position": place},
            **{"created_by": by, "created_at": made_at, "updated_at": made_at},
        )
        for place, (does, title, body, words) in enumerate(RULES)
    ]
