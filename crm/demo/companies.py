"""Customers with their people. Each is made from the seed and its place alone, so none has to be kept."""

from random import Random

from crm.demo import abroad, good_to_know, names, places
from crm.demo.colleagues import SALES, WRITERS
from crm.demo.drafts import AddressDraft, CompanyDraft, PersonDraft, PointDraft
from crm.demo.sectors import Sector


class Companies:
    """Makes the customer at a place; the same place gives the same customer."""

    def __init__(self, seed: int, today: int, year: int) -> None:
        self._seed = seed
        self._today = today
        self._year = year

    def make(self, place: int, number: str, sector: Sector, people: int, serial: int) -> CompanyDraft:
        """The customer at ``place``; ``serial`` is how many people the ones before it have."""
        rng = Random(self._seed * 1_000_003 + place)  # noqa: S311 - names, not secrets
        if sector.key == "huis":
            company = self._household(rng, number, people, serial)
        elif place % abroad.EVERY == abroad.EVERY - 1:
            company = abroad.company(rng, number, place, people)
        else:
            company = self._organisation(rng, number, sector, place, people, serial)
        self._standing(rng, company)
        return company

    def _organisation(
        self, rng: Random, number: str, sector: Sector, place: int, people: int, serial: int
    ) -> CompanyDraft:
        surname = names.SURNAMES[place * 53 % len(names.SURNAMES)]
        name = rng.choice(sector.names).format(
            n=names.bare(surname), p=names.PLACE_NAMES[place * 7 % len(names.PLACE_NAMES)]
        )
        company = CompanyDraft(number, name, "organisation", sector.key)
        town = rng.choice(places.TOWNS)
        domain = f"{names.slug(name)}.example"
        company.addresses = _addresses(rng, town)
        if rng.random() < 0.85:
            company.points.append(PointDraft("phone", places.landline(town, place)))
        if rng.random() < 0.75:
            mailbox = rng.choice(("info", "info", "administratie", "kantoor", "post"))
            company.points.append(PointDraft("email", f"{mailbox}@{domain}"))
        if rng.random() < 0.12:
            company.points.append(PointDraft("phone", places.landline(town, place + 4_321), "storing"))
        company.website = f"https://www.{domain}" if rng.random() < 0.55 else ""
        company.kvk = f"00{rng.randrange(10**6):06d}" if rng.random() < 0.8 else ""  # 00 is never handed out
        company.vat = dutch_vat(rng) if rng.random() < 0.65 else ""
        company.note = good_to_know.lines(rng)
        company.tags = tuple(rng.sample(sector.tags, rng.choice((0, 1, 1, 2))))
        company.people = [self._person(rng, sector, town, domain, serial + at, surname) for at in range(people)]
        return company

    def _person(
        self, rng: Random, sector: Sector, town: tuple[str, ...], domain: str, serial: int, family: str
    ) -> PersonDraft:
        first, surname, female = names.person(rng)
        if rng.random() < 0.15:
            surname = family
        name = f"{first} {surname}"
        person = PersonDraft(name, first, female, rng.choice((*sector.roles, "")))
        if rng.random() < 0.2:
            person.called = formal(surname, female)
        if rng.random() < 0.7:
            person.points.append(PointDraft("phone", places.mobile(serial), "mobile"))
        if rng.random() < 0.25:
            person.points.append(PointDraft("phone", places.landline(town, serial + 31), "work"))
        if rng.random() < 0.6:
            local = rng.choice((names.slug(first), f"{names.slug(first)[0]}.{names.slug(surname)}"))
            person.points.append(PointDraft("email", f"{local}@{domain}"))
        if rng.random() < 0.12:
            person.note = rng.choice(good_to_know.PERSON_LINES)
        return person

    def _household(self, rng: Random, number: str, people: int, serial: int) -> CompanyDraft:
        first, surname, female = names.person(rng)
        title = "Mevr." if female else "Dhr."
        shown = rng.choice(
            (
                f"{title} {first[0]}. {surname}",
                f"Familie {names.bare(surname)}",
                f"{first} {surname}",
                f"Fam. {names.bare(surname)}",
            )
        )
        company = CompanyDraft(number, shown, "household", "huis")
        town = rng.choice(places.TOWNS)
        company.addresses = [places.address(rng, town)]
        company.tags = (rng.choice(("particulier", "vijver", "beregening")),) if rng.random() < 0.4 else ()
        own = places.mobile(serial) if people else places.landline(town, int(number))
        company.points.append(PointDraft("phone", own))
        for at in range(people):
            person = PersonDraft(f"{first} {surname}", formal(surname, female), female)
            if at and rng.random() < 0.9:
                person.points.append(PointDraft("phone", places.mobile(serial + at), "mobile"))
            if rng.random() < 0.6:
                person.points.append(
                    PointDraft("email", f"{names.slug(first)}.{names.slug(surname)}@thuispost.example")
                )
            company.people.append(person)
            first, _, female = names.person(rng)
        return company

    def _standing(self, rng: Random, company: CompanyDraft) -> None:
        """Status, owner, since when, and between which days there was contact."""
        today, chance = self._today, rng.random()
        company.owner = rng.choice(WRITERS[SALES]) if rng.random() < 0.92 else None
        company.first_day, company.last_day = 0, today
        if chance < 0.1:
            company.status = "prospect"
            company.first_day = int(today * (0.6 + 0.39 * rng.random()))
            return
        company.since = self._year - int(rng.random() ** 2 * 24) - 1 if rng.random() < 0.9 else None
        if chance < 0.16:
            company.status = "former"
            company.last_day = int(today * (0.3 + 0.5 * rng.random()))
        elif chance < 0.26:  # gone silent, and nobody noticed yet
            company.last_day = int(today * (0.55 + 0.35 * rng.random()))


def _addresses(rng: Random, town: tuple[str, ...]) -> list[AddressDraft]:
    chance = rng.random()
    if chance < 0.04:
        return []
    found = [places.address(rng, town)]
    if chance > 0.85:
        found.append(AddressDraft(f"Postbus {rng.randrange(12, 980)}", found[0].postcode, found[0].city, "post"))
    elif chance > 0.75:
        found.append(places.address(rng, rng.choice(places.TOWNS), "delivery"))
    return found


def formal(surname: str, female: bool) -> str:
    """``mevr. Van Dam``"""
    return f"{'mevr.' if female else 'dhr.'} {names.bare(surname)}"


def dutch_vat(rng: Random) -> str:
    """A number that passes the test of eleven and begins with 99, which is never handed out."""
    while True:
        digits = f"99{rng.randrange(10**6):06d}"
        check = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
        if check < 10:
            return f"NL{digits}{check}B01"
