"""A field engineer before a closed gate, twice, because opening hours stood nowhere."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import NAMED
from crm.demo.drafts import AddressDraft, CompanyDraft
from crm.demo.stories.told import Story, Told, person, points

COMPANY = CompanyDraft(
    number="10155",
    name="Jachthaven De Punt",
    kind="organisation",
    sector="jachthaven",
    owner=NAMED["Daniëlle"],
    since=2013,
    website="https://www.jachthavendepunt.example",
    kvk="00227715",
    note="Van november tot maart alleen dinsdag en donderdag open, 9:00 tot 15:00. Anders eerst Sjaak bellen.",
    tags=("seizoen", "waterkant"),
    addresses=[AddressDraft("Havenkade 1", "8531 PD", "Lemmer")],
    points=points("0514 12 34 80", "haven@jachthavendepunt.example"),
    people=[
        person("Sjaak Visscher", "havenmeester", "06 12 34 56 51", note="Woont op het terrein, neemt altijd op."),
        person("Loes Visscher", "administratie", email="loes@jachthavendepunt.example", work="0514 12 34 82"),
    ],
)
SJAAK, LOES = ("Sjaak",), ("Loes",)
STORY = Story(
    COMPANY,
    (
        Told(
            -17,
            "11:20",
            "Zoë",
            "email",
            "in",
            LOES,
            "Storing hydrofoor sanitairgebouw",
            "Loes mailt dat de hydrofoor in het sanitairgebouw lucht maakt. Geen haast, er liggen nog vier boten. Henk gaat {dag-14}.",
        ),
        Told(
            -14,
            "10:05",
            "Henk",
            "visit",
            "out",
            (),
            "",
            "poort dicht, niemand te zien. bel doet het niet. 40 min gereden voor niks",
            reached=False,
        ),
        Told(
            -13,
            "09:30",
            "Zoë",
            "phone",
            "out",
            LOES,
            "Nieuwe afspraak",
            "Loes wist niet dat er iemand zou komen. Nieuwe afspraak {dag-9}, “dan is Sjaak er wel”.",
        ),
        Told(
            -9,
            "13:10",
            "Henk",
            "visit",
            "out",
            (),
            "Weer dicht",
            "weer voor een dichte poort. buurman zegt dat ze in de winter alleen di en do open zijn",
            (("Thijs", 35, "Dat wist ik, vorig jaar had ik dat ook. Nooit opgeschreven, sorry."),),
            reached=False,
        ),
        Told(
            -9,
            "15:40",
            "Ingrid",
            "phone",
            "in",
            SJAAK,
            "“Uw monteur stond vorige week ook al voor een dichte poort”",
            "Sjaak had het van de buurman. Hij woont op het terrein en doet zo open, als iemand hem maar belt. Zijn nummer stond niet in het "
            "bestand, nu wel. Wintertijden bij goed om te weten gezet.",
        ),
        Told(
            -7,
            "10:45",
            "Henk",
            "visit",
            "out",
            SJAAK,
            "Hydrofoor maakt lucht, vlotter vervangen",
            "Melding pompstoring stond nog open van het weekend. Vlotter hing vast, geen nieuwe pomp nodig. Afgesproken dat wij in maart "
            "alle drie de hydrofoors nalopen voor het seizoen. Twee keer voorrijden niet op de bon",
            (("Marja", 120, "Gezien, ik reken één keer."),),
        ),
        Told(
            -1,
            "11:30",
            "Daniëlle",
            "phone",
            "in",
            LOES,
            "Onderhoudscontract",
            "Loes vraagt een prijs voor jaarlijks onderhoud in maart, drie hydrofoors en de vuilwaterpomp. Bezoek plant Henk, op een dinsdag of donderdag.",
        ),
    ),
    history=0.8,
)
