"""A one-off discount that became an expectation."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import NAMED
from crm.demo.drafts import AddressDraft, CompanyDraft
from crm.demo.stories.told import Story, Told, person, points

COMPANY = CompanyDraft(
    number="11027",
    name="Pompenservice De Waard",
    kind="organisation",
    sector="machine",
    owner=NAMED["Bram"],
    since=2020,
    website="https://www.dewaardpompen.example",
    kvk="00417703",
    vat="NL997714529B01",
    note="Werkt met eigen monteurs, wil alleen onderdelen.\nHandelsprijs is lijst min 12%, niet meer.",
    tags=("wederverkoper",),
    addresses=[AddressDraft("Westerkade 22", "2952 BM", "Alblasserdam")],
    points=points("078 123 45 60", "info@dewaardpompen.example"),
    people=[
        person("Cor de Waard", "eigenaar", "06 12 34 56 81", "cor@dewaardpompen.example"),
        person("Bianca Korevaar", "inkoop", email="bianca@dewaardpompen.example", work="078 123 45 61"),
    ],
)
COR, BIANCA = ("Cor",), ("Bianca",)
STORY = Story(
    COMPANY,
    (
        Told(
            -190,
            "14:05",
            "Bram",
            "phone",
            "in",
            COR,
            "Eenmalig 20% op lagersets",
            "Cor zat klem met een klus en wij hadden de vorige levering verknald. Eenmalig 20% op 12 lagersets in plaats van 12%. "
            "Gezegd dat het eenmalig is. Hij weet het.",
        ),
        Told(
            -128,
            "09:45",
            "Zoë",
            "email",
            "in",
            BIANCA,
            "Bestelling lagersets",
            "10 lagersets, Bianca schrijft erbij “tegen de gebruikelijke 20%”. Geen 20% gevonden in de afspraken, ingevoerd voor 12%.",
        ),
        Told(
            -127,
            "10:30",
            "Bram",
            "phone",
            "in",
            COR,
            "Prijs lagersets",
            "Cor vond 12% raar. Nog één keer 20% gedaan om gedoe te voorkomen.",
            (("Daniëlle", 150, "Dan is het de tweede keer eenmalig. Graag niet meer zonder mij."),),
        ),
        Told(
            -44,
            "11:10",
            "Thijs",
            "phone",
            "in",
            BIANCA,
            "Lagersets en asafdichtingen",
            "8 lagersets en 6 asafdichtingen OR/23-4471. Vroeg of de 20% ook voor de afdichtingen geldt. Weet ik niet, gezegd van wel onder voorbehoud.",
        ),
        Told(
            -43,
            "09:00",
            "Marja",
            "note",
            "internal",
            (),
            "Korting De Waard",
            "Nu staan er drie verschillende percentages op vier orders: 12, 20, 20 en “ovb”. Wat is het? Factuur {jjmm-43}-0322 houd ik vast.",
        ),
        Told(
            -42,
            "13:30",
            "Daniëlle",
            "meeting",
            "internal",
            (),
            "Overleg korting De Waard",
            "Met Bram en Marja. Het is 12%, zoals in het contract. De order van Thijs krijgt nog één keer 20% op de lagers, niet op de afdichtingen. "
            "Ik bel Cor zelf. Vanaf nu: een eenmalige korting krijgt een einddatum, anders bestaat hij niet.",
            (("Marja", 20, "Amen."),),
        ),
        Told(
            -41,
            "10:15",
            "Daniëlle",
            "phone",
            "out",
            COR,
            "Terug naar 12%",
            "Cor vond het niet leuk. “Dan had die jongen het niet moeten doen.” Eerlijk punt. Wel afgesproken: bij 50 lagersets per jaar wordt het 15%.",
        ),
        Told(
            -9,
            "15:00",
            "Sanne",
            "phone",
            "in",
            BIANCA,
            "Bestelling",
            "12 lagersets tegen 12%, zonder morren. Levering donderdag.",
        ),
    ),
    history=0.6,
)
