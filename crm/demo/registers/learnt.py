"""What the customers of the stories complained of, praised, were refused and thought of us."""
# ruff: noqa: E501 - one fact per line or two

from typing import NamedTuple

from crm.demo.when import When

PARTS, PROMISE, FILE = "Verkeerd onderdeel", "Toezegging niet doorgegeven", "Stond niet in het bestand"
COSTS, ANSWERS, NO_CALL = "Kosten niet vooraf genoemd", "Tegenstrijdige antwoorden", "Niet teruggebeld"


class Complained(NamedTuple):
    """Said in the contact at ``said``; the others are when it was answered, solved and learnt from. Cost in cents."""

    customer: str
    said: When
    body: str
    cause: str
    owner: str
    due: int
    answered: When | None = None
    solved: When | None = None
    learnt: When | None = None
    remedy: str = ""
    lesson: str = ""
    cost: int | None = None


class Praised(NamedTuple):
    """What was said, and whom they named."""

    customer: str
    said: When
    body: str
    named: tuple[str, ...]


class Refused(NamedTuple):
    """What was asked, and why not."""

    customer: str
    said: When
    body: str
    reason: str


class Marked(NamedTuple):
    """1 to 10; ``by_link``: the customer gave it by mail."""

    customer: str
    said: When
    score: int
    body: str = ""
    by_link: bool = False


COMPLAINED = (
    Complained("10482", (0, "09:47"), "CP-40 in kas 3 lekt, derde melding", PARTS, "Ingrid", 1),
    Complained(
        "10117",
        (-7, "08:40"),
        "kaart niet gekomen, twee nachten doorgewerkt",
        PROMISE,
        "Daniëlle",
        -5,
        (-6, "09:10"),
        (-1, "16:20"),
        (-1, "16:48"),
        "Twee nachten bewaking vergoed; overspanningsbeveiliging kosteloos geplaatst.",
        "Spoedorders gaan eerst langs de binnendienst. Wie een dag toezegt, belt zodra die niet gehaald wordt.",
        38_000,
    ),
    Complained(
        "10155",
        (-9, "15:40"),
        "monteur stond twee keer voor een dichte poort",
        FILE,
        "Ingrid",
        -7,
        (-9, "16:05"),
        (-7, "10:45"),
        (-7, "11:30"),
        "Twee keer voorrijden niet berekend.",
        "Openingstijden en het nummer van wie op het terrein woont, staan bij “Goed om te weten”.",
        17_000,
    ),
    Complained(
        "10208",
        (-30, "13:05"),
        "voorrijkosten waren niet besproken",
        COSTS,
        "Ingrid",
        -28,
        (-29, "11:15"),
        (-29, "11:15"),
        (-28, "09:00"),
        "Halve voorrijkosten kwijtgescholden, eenmalig.",
        "Voorrijkosten altijd noemen bij het inplannen; staat in het belscript.",
        4_250,
    ),
    Complained(
        "10377",
        (-10, "14:10"),
        "rekening hoger dan de monteur had gezegd",
        COSTS,
        "Zoë",
        -8,
        (-9, "13:20"),
        (-8, "13:15"),
        None,
        "Rekening aangepast naar € 65.",
        "",
        4_750,
    ),
    Complained(
        "10064",
        (-9, "16:40"),
        "herinnering voor een korting die was beloofd",
        PROMISE,
        "Bram",
        -7,
        (-9, "17:05"),
        (-8, "10:25"),
        (-7, "09:30"),
        "€ 431,00 gecrediteerd, met excuses.",
        "Een korting in een bezoekverslag is geen korting: leg hem vast als afspraak.",
        None,
    ),
    Complained(
        "10293",
        (-9, "09:05"),
        "twee verschillende antwoorden over het weekend",
        ANSWERS,
        "Daniëlle",
        -8,
        (-9, "11:45"),
        (-9, "11:45"),
        (-8, "10:00"),
        "Voor de ledenvergadering gebeld, met één antwoord.",
        "Een nee met reden leggen we vast, zodat de volgende hetzelfde zegt.",
        None,
    ),
    Complained("10246", (-3, "07:50"), "drie keer niet teruggebeld over een prijs", NO_CALL, "Joost", -1),
)
PRAISED = (
    Praised("10208", (-33, "10:20"), "Binnen een dag opgelost.", ("Youssef",)),
    Praised("10377", (-8, "13:15"), "Mevrouw wil Ruben een kaartje sturen.", ("Ruben", "Marja")),
    Praised("10293", (-9, "11:45"), "Opgelucht dat er één antwoord was.", ("Daniëlle",)),
    Praised("10064", (-1, "16:52"), "En zeg tegen Marja dat het netjes is opgelost.", ("Marja",)),
)
REFUSED = (
    Refused(
        "10482",
        (-118, "08:05"),
        "storingsdienst buiten kantoortijd zonder contract",
        "Alleen met een storingscontract van € 145 per maand, en daar had Kees geen interesse in. Niet nog eens aanbieden.",
    ),
    Refused(
        "10293",
        (-19, "10:30"),
        "weekenddienst",
        "Tot 1 april geen nieuwe weekendcontracten: er zijn te weinig monteurs. Daarna als eerste op de lijst.",
    ),
    Refused("10293", (-2, "14:30"), "weekenddienst, nog een keer", "Zelfde antwoord: nee tot april, dan als eerste."),
    Refused(
        "11027", (-41, "10:15"), "20% op lagersets", "Het contract zegt 12%. Vanaf vijftig sets per jaar wordt het 15%."
    ),
    Refused(
        "10208",
        (-29, "11:15"),
        "voorrijkosten onder garantie",
        "Het vat valt onder garantie, rijden niet. De helft eenmalig kwijtgescholden.",
    ),
)
MARKED = (
    Marked("10208", (-30, "13:05"), 6, "Snel geholpen, maar de rekening viel tegen."),
    Marked("10482", (-6, "13:30"), 8, "Netjes geplaatst."),
    Marked("10377", (-8, "13:15"), 9, "Er werd teruggebeld tot het klopte.", by_link=True),
    Marked("10117", (-1, "16:20"), 5, "Excuses aanvaard. Nu nog zien."),
    Marked("10064", (-1, "16:52"), 9, "Tekening erbij, fijn.", by_link=True),
)
