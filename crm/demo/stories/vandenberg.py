"""A pump that keeps leaking, a discount that invoicing never heard of, a replacement that was not sent."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import NAMED
from crm.demo.drafts import AddressDraft, CompanyDraft
from crm.demo.stories.told import Story, Told, person, points

COMPANY = CompanyDraft(
    number="10482",
    name="Kwekerij Van den Berg & Zonen",
    kind="organisation",
    sector="kwekerij",
    owner=NAMED["Joost"],
    since=2011,
    website="https://www.vandenbergenzonen.example",
    kvk="00274419",
    vat="NL994820136B01",
    note=(
        "Kees neemt vóór 7:30 en na 17:00 op. Voor bestellingen altijd Annelies.\n"
        "Lossen achterom bij poort 3, tot 15:00.\n"
        "Alleen Viton in kas 3: de meststoffen tasten EPDM aan."
    ),
    tags=("glastuinbouw", "onderhoudscontract"),
    addresses=[
        AddressDraft("Veilingweg 41", "2691 KW", "’s-Gravenzande"),
        AddressDraft("Postbus 88", "2690 AB", "’s-Gravenzande", "post"),
    ],
    points=points("0174 12 34 50", "info@vandenbergenzonen.example"),
    people=[
        person("Annelies van den Berg", "inkoop", "06 12 34 56 78", "annelies@vandenbergenzonen.example"),
        person("Kees van den Berg", "eigenaar", "06 12 34 56 02", note="Vóór 7:30 of na 17:00."),
        person("Dirk-Jan Vermeulen", "technische dienst", email="dj@vandenbergenzonen.example", work="0174 12 34 61"),
    ],
)
ANNELIES, KEES, DIRK_JAN = ("Annelies",), ("Kees",), ("Dirk-Jan",)
STORY = Story(
    COMPANY,
    (
        Told(
            -118,
            "08:05",
            "Sanne",
            "phone",
            "in",
            KEES,
            "Storing in het weekend",
            "Kees vroeg waarom er zaterdag niemand opnam. Uitgelegd dat wij geen 24-uurs storingsdienst hebben zonder "
            "contract. Prijs genoemd, € 145 per maand. Geen interesse: “dan sleutel ik zelf wel”. Niet nog eens aanbieden.",
        ),
        Told(
            -71,
            "11:40",
            "Henk",
            "visit",
            "out",
            DIRK_JAN,
            "Onderhoudsbeurt gedaan",
            "kas 1 tot en met 4 nagelopen. CP-32 in kas 1 wat speling, kan nog een jaar. In kas 3 loopt de oude pomp op "
            "zijn laatste benen, 4,9 A en veel geluid. Dirk-Jan weet het. Viton gebruiken daar ivm meststoffen",
            (("Joost", 190, "Neem ik mee als ik er in het najaar zit."),),
        ),
        Told(
            -38,
            "15:20",
            "Joost",
            "phone",
            "out",
            ANNELIES,
            "Nieuwe pomp voor kas 3",
            "Annelies wil de oude pomp in kas 3 vervangen voor het koud wordt. CP-40, € 845, uit voorraad. "
            "Offerte {jj-38}-1139 gemaild.",
        ),
        Told(
            -30,
            "09:12",
            "Sanne",
            "email",
            "in",
            ANNELIES,
            "Akkoord op {jj-30}-1139",
            "Eén CP-40 voor kas 3, plaatsing door ons. Graag begin november, dan is er een teeltwissel. "
            "Inkoopnummer IO-20814 op de factuur.",
        ),
        Told(
            -13,
            "10:00",
            "Joost",
            "visit",
            "out",
            ("Annelies", "Kees"),
            "Najaarsbezoek, plannen voor kas 3 en 4",
            "Kas 4 wordt in februari omgebouwd; ze willen dezelfde pomp als in kas 3. Afgesproken: 8% korting op de "
            "tweede als de bestelling vóór {datum+7} binnen is. Dirk-Jan mailt de maten van kas 4.\n"
            "Winterorder (folie, slang, koppelingen) komt ook deze maand, Kees beslist.",
            written=(-4, "11:45"),
        ),
        Told(
            -6,
            "13:30",
            "Ruben",
            "visit",
            "out",
            DIRK_JAN,
            "CP-40 geplaatst in kas 3",
            "Pomp gewisseld, 2,6 bar, 3,8 A. Werkbon W54118. Dirk-Jan was er maar kort bij. Afdichting zat er al in uit de doos.",
        ),
        Told(
            -4,
            "08:15",
            "Sanne",
            "phone",
            "in",
            DIRK_JAN,
            "Pomp kas 3 lekt langs de as",
            "Nieuwe CP-40, nog geen week oud. Emmer eronder, ongeveer een liter per uur. Monteur gevraagd, "
            "{naam-2}middag ingepland.",
            (("Ruben", 95, "Raar, hij was droog toen ik wegging. Welke pakking zat er in die serie?"),),
        ),
        Told(
            -4,
            "11:23",
            "Ingrid",
            "email",
            "in",
            ANNELIES,
            "Korting van 8% staat niet op factuur {jjmm-4}-0374",
            "Annelies mist de korting die Joost op {datum-13} beloofde. Die stond nergens. Nagevraagd bij verkoop: klopt, "
            "geldt voor de tweede pomp tot en met {datum+6}. Creditnota volgt.",
            (
                ("Joost", 22, "Ja, mondeling gedaan bij het bezoek. Had ik moeten doorgeven."),
                ("Marja", 64, "Maak ik {naam+1} in orde, mits iemand mij zegt op welke order."),
            ),
        ),
        Told(
            -2,
            "14:10",
            "Youssef",
            "visit",
            "out",
            DIRK_JAN,
            "Asafdichting vervangen, noodoplossing",
            "Verkeerde afdichting gemonteerd geweest: EPDM in plaats van Viton, door de meststoffen aangetast. "
            "Tijdelijk gedicht met OR/23-4471. Nieuwe pomp toegezegd voor {dag-1} vóór 12 uur. "
            "Dirk-Jan vroeg wie dit betaalt: garantie, gezegd dat hij niets krijgt.",
        ),
        Told(
            -2,
            "16:05",
            "Joost",
            "phone",
            "out",
            ANNELIES,
            "Winterorder",
            "Wilde over de winterorder beginnen, Annelies was in gesprek met een teler. Belt mij terug.",
            reached=False,
        ),
        Told(
            -1,
            "17:02",
            "Ingrid",
            "phone",
            "out",
            KEES,
            "",
            "Gebeld of de pomp er is. Geen gehoor, voicemail ingesproken.",
            reached=False,
        ),
        Told(
            0,
            "09:47",
            "Ingrid",
            "phone",
            "in",
            KEES,
            "Pomp lekt weer, vervanging niet gekomen",
            "Kees belt voor de derde keer over de CP-40 in kas 3. Hij lekt weer langs de as, net als vóór het bezoek van "
            "{naam-2}. De vervanging zou {dag-1} vóór 12 uur komen, er is niets geleverd. “Jullie verkoper weet zeker van "
            "niks.” Hij zet de tweede pomp nu niet door.\nJoost, begin niet over de winterorder voor dit is opgelost.",
            (
                (
                    "Youssef",
                    18,
                    "De pomp staat sinds {dag-1} klaar op het magazijn, er was geen rit geboekt. Ik neem hem om 13:00 mee. @Ingrid, bel jij Kees?",
                ),
            ),
            pinned=True,
        ),
    ),
)
