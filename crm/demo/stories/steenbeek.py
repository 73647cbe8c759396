"""A complaint that sales did not know of when it rang to sell."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import NAMED
from crm.demo.drafts import AddressDraft, CompanyDraft
from crm.demo.stories.told import Story, Told, person, points

COMPANY = CompanyDraft(
    number="10117",
    name="Wasserij Steenbeek",
    kind="organisation",
    sector="wasserij",
    owner=NAMED["Joost"],
    since=2008,
    website="https://www.wasserijsteenbeek.example",
    kvk="00318820",
    vat="NL991174021B01",
    note="Productie stopt om 15:30, daarna pas werken aan wasstraat 2.\nFacturen op inkoopnummer, zonder nummer retour.",
    tags=("warm water", "onderhoudscontract"),
    addresses=[AddressDraft("Ambachtsweg 12", "3542 DK", "Utrecht")],
    points=points("030 123 45 10", "kantoor@wasserijsteenbeek.example"),
    people=[
        person("Marco Steenbeek", "directeur", "06 12 34 56 11", "marco@wasserijsteenbeek.example"),
        person("Hanneke Lodewijk", "technische dienst", "06 12 34 56 12", "h.lodewijk@wasserijsteenbeek.example"),
        person("Ben Tromp", "inkoop", email="inkoop@wasserijsteenbeek.example", work="030 123 45 14"),
    ],
)
MARCO, HANNEKE, BEN = ("Marco",), ("Hanneke",), ("Ben",)
STORY = Story(
    COMPANY,
    (
        Told(
            -24,
            "09:20",
            "Joost",
            "visit",
            "out",
            MARCO,
            "Energie besparen op wasstraat 2",
            "Marco wil van de stroomrekening af. Drie pompen draaien altijd vol. Met frequentieregelaars (FR-4) scheelt het "
            "volgens onze som 31%. Hij wil een offerte met terugverdientijd.",
        ),
        Told(
            -21,
            "14:45",
            "Joost",
            "email",
            "out",
            MARCO,
            "Offerte {jj-21}-1162 frequentieregelaars",
            "Drie FR-4 met inbouw, € 2.870,00 excl. btw, terugverdiend in 14 maanden. Nabellen over twee weken.",
        ),
        Told(
            -10,
            "07:55",
            "Thijs",
            "phone",
            "in",
            HANNEKE,
            "Wasstraat 2 staat stil",
            "PB-2 geeft F07 en de pomp start niet. Reset hielp niet. Hanneke heeft 40 karren staan. Ruben kan er om 11 uur zijn.",
        ),
        Told(
            -10,
            "11:30",
            "Ruben",
            "visit",
            "out",
            HANNEKE,
            "F07, ingangskaart stuk",
            "Kaart IK/14-2206 stuk na een spanningspiek. Niet bij me. Op handbediening gezet, iemand moet er bij blijven staan. "
            "Kaart met spoed besteld, toegezegd voor {dag-8}.",
        ),
        Told(
            -7,
            "08:40",
            "Zoë",
            "phone",
            "in",
            HANNEKE,
            "Klacht: kaart niet gekomen, twee nachten doorgewerkt",
            "De kaart zou er {dag-8} zijn. Niemand heeft gebeld dat hij later komt. Hanneke heeft twee nachten iemand bij de pomp "
            "laten staan. “Ik wil dat Marco dit van jullie hoort en niet van mij.” Toegezegd dat de kaart vandaag met de koerier gaat.",
            (
                (
                    "Ruben",
                    41,
                    "Bestelling was doorgezet als gewone order, niet als spoed. Mijn bon was niet duidelijk.",
                ),
                ("Zoë", 75, "Wie van @verkoop belt Marco? Ik heb hem niet te pakken gekregen."),
            ),
        ),
        Told(
            -6,
            "15:50",
            "Ruben",
            "visit",
            "out",
            HANNEKE,
            "Kaart vervangen",
            "IK/14-2206 geplaatst en overspanningsbeveiliging erbij, niet op de bon gezet. Draait weer automatisch. "
            "Hanneke was kortaf, snap ik wel.",
        ),
        Told(
            -3,
            "10:15",
            "Joost",
            "phone",
            "out",
            MARCO,
            "Offerte regelaars nabellen",
            "Belde over {jj-21}-1162. Marco liet me uitpraten en vroeg toen of ik wist dat zijn wasstraat twee dagen op de hand "
            "heeft gedraaid. Wist ik niet. Gesprek was daarmee klaar. Hij belt als hij er weer zin in heeft.",
            (
                ("Zoë", 12, "Staat er wel in, van {dag-7}. Had je het gezien?"),
                ("Joost", 19, "Nee, alleen mijn eigen offerte opgezocht. Voortaan eerst het hele verhaal."),
            ),
        ),
        Told(
            -1,
            "16:20",
            "Daniëlle",
            "phone",
            "out",
            MARCO,
            "Excuses aangeboden",
            "Zelf gebeld. Twee nachten bewaking vergoeden wij, € 380,00 als creditnota, en spoedorders gaan vanaf nu eerst langs de "
            "binnendienst. Marco stelt het op prijs. De offerte mag na {datum+5} weer ter tafel komen, door Joost en niet door de mail.",
            (("Lieke", 55, "Creditnota staat klaar, graag een ordernummer erbij."),),
        ),
    ),
    history=0.8,
)
