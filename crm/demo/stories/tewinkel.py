"""One question about a price, handed on by three colleagues, answered by nobody."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import NAMED
from crm.demo.drafts import AddressDraft, CompanyDraft
from crm.demo.stories.told import Story, Told, person, points

COMPANY = CompanyDraft(
    number="10246",
    name="Loonbedrijf Te Winkel",
    kind="organisation",
    sector="loonbedrijf",
    owner=NAMED["Joost"],
    since=2017,
    kvk="00281147",
    note="Hond loopt los op het erf, eerst toeteren.",
    tags=("agrarisch", "seizoen"),
    addresses=[AddressDraft("Veldweg 18", "7102 EC", "Winterswijk")],
    points=points("0543 12 34 40"),
    people=[
        person("Gerda te Winkel", "administratie", email="gerda@tewinkel.example", work="0543 12 34 41"),
        person("Bert te Winkel", "eigenaar", "06 12 34 56 71"),
    ],
)
BERT, GERDA = ("Bert",), ("Gerda",)
STORY = Story(
    COMPANY,
    (
        Told(
            -6,
            "10:50",
            "Thijs",
            "phone",
            "in",
            BERT,
            "Prijs PE-leiding 63 mm",
            "Bert wil een prijs voor 40 m PE-leiding, 63 mm, met acht klemkoppelingen. Voor het weekend, want dan heeft hij de sleuvenfrees. "
            "Gezegd dat verkoop terugbelt.",
        ),
        Told(
            -5,
            "15:35",
            "Zoë",
            "phone",
            "in",
            BERT,
            "Vraagt weer naar prijs PE-leiding",
            "Nog niet teruggebeld. Joost gevraagd, die zat in de auto en zou bellen.",
            (("Joost", 18, "Bel ik vanmiddag, ben nu onderweg naar De Lier."),),
        ),
        Told(-4, "17:10", "Joost", "phone", "out", BERT, "", "Bert niet bereikt, geen voicemail.", reached=False),
        Told(
            -3,
            "07:50",
            "Sanne",
            "phone",
            "in",
            GERDA,
            "Derde keer over de prijs",
            "Gerda belt namens Bert. “Hoeveel mensen werken daar eigenlijk?” De prijs staat gewoon in de lijst, € 6,90 per meter en € 24 per "
            "koppeling, maar ik weet niet wat Joost met hem heeft afgesproken over korting. Beloofd dat hij {dag-1} antwoord heeft.",
        ),
        Told(
            -1,
            "16:45",
            "Thijs",
            "email",
            "in",
            GERDA,
            "Toch elders besteld",
            "Mail van Gerda: ze hebben de leiding bij een ander gehaald, de frees stond er. De koppelingen wil ze nog wel van ons, acht stuks, "
            "als wij ze {dag+1} kunnen brengen.",
            (
                (
                    "Sanne",
                    14,
                    "Kan, gaan mee met de rit Achterhoek. Iedereen had een half antwoord, dat is het probleem.",
                ),
            ),
        ),
    ),
    history=0.7,
)
