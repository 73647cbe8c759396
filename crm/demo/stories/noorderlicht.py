"""A customer that had something every month, and then nothing; nobody noticed."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import NAMED
from crm.demo.drafts import AddressDraft, CompanyDraft
from crm.demo.stories.told import Story, Told, person, points

COMPANY = CompanyDraft(
    number="10331",
    name="Tuinderij Noorderlicht",
    kind="organisation",
    sector="kwekerij",
    owner=NAMED["Bram"],
    since=2014,
    website="https://www.tuinderijnoorderlicht.example",
    kvk="00339016",
    note="Bestelt elke eerste week van de maand filterzakken en slang.",
    tags=("glastuinbouw",),
    addresses=[AddressDraft("Tuinderslaan 60", "8304 BG", "Emmeloord")],
    points=points("0527 12 34 90", "info@tuinderijnoorderlicht.example"),
    people=[
        person("Sietske Elzinga", "eigenaar", "06 12 34 56 61", "sietske@tuinderijnoorderlicht.example"),
        person("Harm Elzinga", "teeltchef", "06 12 34 56 62"),
    ],
)
SIETSKE, HARM = ("Sietske",), ("Harm",)
STORY = Story(
    COMPANY,
    (
        Told(
            -252,
            "09:15",
            "Sanne",
            "phone",
            "in",
            SIETSKE,
            "Maandbestelling",
            "60 filterzakken 50 micron en 25 m doseerslang. Donderdag mee.",
        ),
        Told(
            -231,
            "08:50",
            "Sanne",
            "phone",
            "in",
            SIETSKE,
            "Maandbestelling",
            "Weer 60 zakken, plus een set klepjes voor de DS-12. Sietske vertelde dat ze er een hectare biologisch bij nemen.",
        ),
        Told(
            -210, "09:30", "Thijs", "phone", "in", HARM, "Filterzakken", "80 zakken dit keer, wordt drukker zegt Harm."
        ),
        Told(
            -189,
            "10:10",
            "Sanne",
            "email",
            "in",
            SIETSKE,
            "Bestelling en vraag over prijs",
            "60 zakken. Ze vraagt of de prijs nog kan blijven staan nu ze meer afneemt. Doorgezet naar Bram.",
        ),
        Told(
            -183,
            "16:15",
            "Bram",
            "phone",
            "out",
            SIETSKE,
            "Prijs filterzakken",
            "Gezegd dat ik er naar kijk en terugkom met een staffel. Zet ik deze week op de mail.",
        ),
        Told(
            -168,
            "08:45",
            "Sanne",
            "phone",
            "in",
            SIETSKE,
            "Maandbestelling",
            "60 zakken. Vroeg weer naar de staffel, nog niets ontvangen. Bram gevraagd.",
            (("Bram", 210, "Komt eraan, druk met de beurs."),),
        ),
        Told(
            -147,
            "09:05",
            "Thijs",
            "phone",
            "in",
            HARM,
            "Kleine bestelling",
            "20 zakken maar. Harm zegt dat ze “ook eens ergens anders kijken”. Niet doorgevraagd, er stond iemand aan de balie.",
        ),
        Told(
            -124,
            "11:20",
            "Bram",
            "phone",
            "out",
            SIETSKE,
            "Staffel",
            "Wilde de staffel doorgeven, kreeg de voicemail. Probeer het volgende week nog eens.",
            reached=False,
        ),
    ),
    history=0.5,
)
