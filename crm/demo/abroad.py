"""The few customers abroad, who write and are written about in English."""

from random import Random

from crm.demo import names
from crm.demo.drafts import AddressDraft, CompanyDraft, PersonDraft, PointDraft
from crm.demo.grammar import rows

EVERY = 41  # one customer in so many
COMPANIES = rows("""
    Hartwell Nurseries Ltd | GB | Spalding | PE11 2TB | 14 Marsh Lane | +44 20 7946 0 | kwekerij
    Baumgärtner Gartenbau GmbH | DE | Straelen | 47638 | Venloer Weg 81 | +49 30 23125 | kwekerij
    Fjordgrøn ApS | DK | Odense | 5220 | Havnevej 7 | +45 20 12 3 | kwekerij
    Whitcombe Dairy Co-op | GB | Yeovil | BA20 1QN | The Creamery | +44 20 7946 0 | zuivel
    Rheinufer Wäscherei GmbH | DE | Kleve | 47533 | Uferstraße 3 | +49 30 23125 | wasserij
    Saltmarsh Boatyard Ltd | GB | Woodbridge | IP12 1BP | Quay Road 2 | +44 20 7946 0 | jachthaven
    """)
PEOPLE = {
    "GB": (("Helen Ashworth", True), ("Tom Gallagher", False), ("Claire Pemberton", True), ("Neil Ormsby", False)),
    "DE": (("Jürgen Kröger", False), ("Birgit Neuhaus", True), ("Matthias Vogt", False), ("Anke Röttger", True)),
    "DK": (("Søren Lund", False), ("Mette Krogh", True), ("Lars Holm", False), ("Åse Friis", True)),
}
ROLES = ("purchasing", "owner", "maintenance", "accounts", "")


def company(rng: Random, number: str, place: int, people: int) -> CompanyDraft:
    """The customer abroad at ``place``; past the first six, with a second name."""
    turn = place // EVERY
    name, country, city, postcode, street, phone, sector = COMPANIES[turn % len(COMPANIES)]
    if turn >= len(COMPANIES):
        first, *_, legal = name.split()
        name = f"{first} & {rng.choice(PEOPLE[country])[0].split()[1]} {legal}"
    domain = f"{names.slug(name)}.example"
    found = CompanyDraft(number, name, "organisation", sector, language="en", tags=("export",))
    found.addresses = [AddressDraft(street, postcode, city, country=country)]
    found.points = [PointDraft("phone", f"{phone}{100 + turn % 900}"), PointDraft("email", f"orders@{domain}")]
    found.vat = f"DE{rng.randrange(10**8, 10**9)}" if country == "DE" else ""
    found.note = "Writes and speaks English. Deliver DAP, invoice without VAT." if rng.random() < 0.6 else ""
    for at in range(people):
        full, female = PEOPLE[country][(turn + at) % 4]
        mail = PointDraft("email", f"{names.slug(full.split()[0])}@{domain}")
        found.people.append(PersonDraft(full, full.split()[0], female, rng.choice(ROLES), points=[mail]))
    return found
