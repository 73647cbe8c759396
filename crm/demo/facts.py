"""The facts of one thread of contacts: product, numbers, people, dates. Made when first asked for, then kept."""

from collections.abc import Callable
from random import Random

from crm.demo.drafts import CompanyDraft
from crm.demo.grammar import Template, listed
from crm.demo.products import FAULTS, GOODS, PRODUCTS, Fault
from crm.demo.sectors import BY_KEY

NEEDS = {
    "pomp": Template("{debiet} bij {bar}"),
    "dompel": Template("{debiet} bij {meters} opvoerhoogte"),
    "druk": Template("{bar} op de bovenste verdieping"),
    "doseer": Template("{liter} per uur tegen {bar}"),
    "klep": Template("{dn}, maximaal {bar}"),
    "filter": Template("{debiet} bij hoogstens 0,4 bar drukval"),
    "regel": Template("{ampere} op 400 V"),
    "wissel": Template("van {temp} naar {temp2}"),
}
SEASONS = listed("winter,winter," + "voorjaars," * 3 + "zomer," * 3 + "najaars," * 3 + "winter")  # by month
HOLIDAYS = listed(
    "kerstvakantie,voorjaarsvakantie,voorjaarsvakantie,meivakantie,meivakantie,bouwvak,bouwvak,zomervakantie,"
    "herfstvakantie,herfstvakantie,kerstvakantie,kerstvakantie"
)
HOURS = listed("7:30,8:00,half negen,9:00,half tien,10:00,half elf,11:00,13:00,half twee,14:00,15:00,half vier")
SOMEBODY = listed("de receptie,iemand van kantoor,de bedrijfsleider,een medewerker,de planner,de magazijnman")
AT_HOME = listed("de bewoner,de zoon,de buurvrouw,meneer")
ABROAD = listed("the buyer,their office,the workshop,the receptionist")


def euros(amount: float) -> str:
    """``€ 1.284,50``"""
    whole, cents = divmod(round(amount * 100), 100)
    return f"€ {whole:,}".replace(",", ".") + f",{cents:02d}"


def comma(number: float, digits: int = 1) -> str:
    """``2,4``"""
    return f"{number:.{digits}f}".replace(".", ",")


class Facts(dict):
    """``facts["offerte"]``; a name with a capital gives the same with a capital."""

    def __init__(self, rng: Random, company: CompanyDraft, serial: int, stamp: str) -> None:
        super().__init__()
        self.rng = rng
        self.company = company
        self.serial = serial
        self.stamp = stamp  # year and month of the start, 2611
        self.sector = BY_KEY[company.sector]
        self.of_woman = company.name.startswith("Mevr. ")

    def __missing__(self, name: str) -> str:
        if name[0].isupper():
            value = self[name.lower()]
            value = value[:1].upper() + value[1:]
        elif maker := MAKERS.get(name):
            value = maker(self)
        else:
            value = self._another(name)
        self[name] = value
        return value

    def _another(self, name: str) -> str:
        """``bar2`` is another pressure than ``bar``."""
        pick, value = PICKS[name.rstrip("23")], ""
        while not value or (name[-1] in "23" and value == self.get(name[:-1])):
            value = pick(self.rng)
        return value

    def about(self, *families: str, small: bool = False) -> None:
        """Choose a product of these families that suits the trade, and what is wrong with it."""
        rng = self.rng
        own = [name for name in self.sector.families if not families or name in families]
        family = rng.choice(own or families)
        known = PRODUCTS[family][: 2 if family == "dompel" else 1] if small else PRODUCTS[family]
        article, code, sort, price = rng.choice(known)
        self["eis"] = low(NEEDS[family], rng, self)
        self._name(article, code, sort)
        self._price(price)
        self._break(rng.choice(FAULTS[family]))

    def _name(self, article: str, code: str, sort: str) -> None:
        e = "e" if article == "de" else ""
        self.update(p=code, de_p=f"{article} {code}", soort=sort, soorten=_plural(sort), prod=f"{sort} {code}")
        self.update(die="die" if e else "dat", nieuwe=f"nieuw{e} {sort}", oude=f"oud{e} {sort}")
        self["huidige"] = f"huidig{e} {sort}"

    def _price(self, price: int) -> None:
        rng, count = self.rng, self.rng.choice((1, 1, 1, 2, 2, 3, 4))
        total = price * count * (1 - rng.choice((0, 0, 0.05, 0.08, 0.1))) + rng.choice((0, 38.5, 65))
        self.update(prijs=euros(price), stuks=str(count), bedrag=euros(total))

    def _break(self, fault: Fault) -> None:
        rng = self.rng
        self.update(part=fault.part.partition(" ")[2], de_part=fault.part)
        self["partcode"] = f"{fault.code}/{rng.randrange(11, 40)}-{rng.randrange(1000, 9999)}"
        for name, text in zip(("klacht", "kop", "advies", "bevinding", "gedaan"), fault[:5], strict=True):
            self[name] = low(text, rng, self)

    def goods(self) -> None:
        """Choose something sold by the piece or metre."""
        what, unit, least, most, price = self.rng.choice(GOODS)
        number = self.rng.randrange(int(least), int(most) + 1)
        number = number // 5 * 5 if number > 20 else max(number, 2)
        other = self.rng.choice([row for row in GOODS if row[1] == unit and row[0] != what])
        metres = "m " if unit == "m" else ""
        self.update(waar=what, spul=f"{number} {metres}{what}", aantal=str(number), anders=other[0], eenheid=unit)
        self.update(stukprijs=euros(int(price) * self.rng.choice((0.94, 1, 1.05))), half=str(max(number // 2, 1)))
        self["bedrag"] = euros(int(price) * number * self.rng.choice((0.9, 0.95, 1, 1)))


def low(text: Template, rng: Random, facts: Facts) -> str:
    """Rendered to stand inside a sentence."""
    done = text.render(rng, facts)
    return done if done[1:2].isupper() else done[:1].lower() + done[1:]


def _plural(sort: str) -> str:
    if sort.endswith("klep"):
        return f"{sort}pen"
    return f"{sort}en" if sort.endswith(("pomp", "kast", "ventiel", "besturing")) else f"{sort}s"


def _somebody(facts: Facts) -> str:
    company = facts.company
    if company.name.startswith(("Mevr. ", "Dhr. ")):
        title, _, surname = company.name.split(" ", 2)
        return f"{title.lower()} {surname[:1].upper()}{surname[1:]}"
    if company.language == "en":
        return facts.rng.choice(ABROAD)
    return facts.rng.choice(AT_HOME if company.kind == "household" else SOMEBODY)


def _mail(facts: Facts) -> str:
    points = [point.value for point in facts.company.points if point.kind == "email"]
    return points[0] if points else f"{facts['wie'].split()[-1].lower()}@post.example"


def _place(facts: Facts) -> str:
    return facts.rng.choice(facts.sector.places)


def _town(facts: Facts) -> str:
    return facts.company.addresses[0].city if facts.company.addresses else "de vestiging"


MAKERS: dict[str, Callable[[Facts], str]] = {
    "wie": _somebody,
    "hij": lambda facts: "zij" if facts.of_woman else "hij",
    "hem": lambda facts: "haar" if facts.of_woman else "hem",
    "zijn": lambda facts: "haar" if facts.of_woman else "zijn",
    "ander": _somebody,
    "klant": lambda facts: facts.company.name,
    "mail": _mail,
    "stad": _town,
    "plek": _place,
    "seizoen": lambda facts: SEASONS[int(facts.stamp[2:]) - 1],
    "vakantie": lambda facts: HOLIDAYS[int(facts.stamp[2:]) - 1],
    "plek2": _place,
    "vuil": lambda facts: facts.rng.choice(facts.sector.dirt),
    "offerte": lambda facts: f"{facts.stamp[:2]}-{1000 + facts.serial}",
    "order": lambda facts: f"V{facts.stamp[:2]}-{2000 + facts.serial:05d}",
    "factuur": lambda facts: f"{facts.stamp}-{facts.serial % 9000 + 100:04d}",
    "credit": lambda facts: f"C{facts.stamp}-{facts.serial % 900 + 100}",
    "pakbon": lambda facts: f"PB{410000 + facts.serial}",
    "rma": lambda facts: f"R{facts.stamp[:2]}{facts.serial % 900 + 100}",
    "werkbon": lambda facts: f"W{52000 + facts.serial}",
    "serie": lambda facts: (
        f"{facts.rng.randrange(17, 26)}{facts.rng.randrange(10, 52)}-{facts.rng.randrange(10000, 99999)}"
    ),
}
PICKS: dict[str, Callable[[Random], str]] = {
    "bar": lambda rng: f"{comma(rng.uniform(0.6, 5.8))} bar",
    "mm": lambda rng: f"{comma(rng.uniform(0.2, 2.4))} mm",
    "cm": lambda rng: f"{rng.randrange(12, 60)} cm",
    "centimeters": lambda rng: f"{rng.randrange(3, 9)} cm",
    "ampere": lambda rng: f"{comma(rng.uniform(2.1, 14.5))} A",
    "volt": lambda rng: f"{rng.choice((0, 18, 22, 24, 208, 229))} V",
    "mega": lambda rng: f"{comma(rng.uniform(0.1, 0.9))} MΩ",
    "temp": lambda rng: f"{rng.randrange(38, 84)} °C",
    "liter": lambda rng: f"{comma(rng.uniform(0.5, 9.5))} liter",
    "debiet": lambda rng: f"{comma(rng.uniform(2, 38))} m³/h",
    "procent": lambda rng: f"{rng.randrange(6, 30)} %",
    "korting": lambda rng: f"{rng.choice((3, 4, 5, 5, 6, 7, 8, 10))} %",
    "seconden": lambda rng: str(rng.randrange(8, 90)),
    "uren": lambda rng: str(rng.randrange(3, 20)),
    "dagen": lambda rng: str(rng.randrange(2, 10)),
    "aantal": lambda rng: str(rng.randrange(2, 24)),
    "weken": lambda rng: str(rng.randrange(2, 7)),
    "maat": lambda rng: f"{rng.randrange(180, 960)} mm",
    "foutcode": lambda rng: f"{rng.choice('EFA')}{rng.randrange(2, 39):02d}",
    "uur": lambda rng: rng.choice(HOURS),
    "minuten": lambda rng: str(rng.randrange(5, 55)),
    "bedragje": lambda rng: euros(rng.choice((38.5, 45, 65, 72.5, 85, 96.8, 110, 128.4, 145))),
    "inkoop": lambda rng: f"{rng.choice(('IO', 'PO', 'INK', '45'))}{rng.randrange(10000, 99999)}",
    "voorrij": lambda rng: rng.choice(("€ 65,00", "€ 85,00")),
    "meters": lambda rng: f"{rng.randrange(4, 22)} meter",
    "drempel": lambda rng: rng.choice(("€ 250", "€ 500", "€ 1.000", "€ 2.500")),
    "limiet": lambda rng: rng.choice(("€ 2.500", "€ 5.000", "€ 7.500", "€ 10.000", "€ 25.000")),
    "jubileum": lambda rng: rng.choice(("25", "40", "50", "75")),
    "jaar": lambda rng: str(rng.randrange(3, 14)),
    "dn": lambda rng: f"DN{rng.choice((25, 32, 40, 50, 65, 80, 100))}",
    "kopie": lambda rng: rng.choice(("kopie", "pdf", "scan")),
}
