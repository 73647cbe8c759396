"""A discount promised in the workshop that the invoice did not know, and how it ended well."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import NAMED
from crm.demo.drafts import AddressDraft, CompanyDraft
from crm.demo.stories.told import Story, Told, person, points

COMPANY = CompanyDraft(
    number="10064",
    name="Machinefabriek Hoogland",
    kind="organisation",
    sector="machine",
    owner=NAMED["Bram"],
    since=1998,
    website="https://www.hooglandmachines.example",
    kvk="00115902",
    note="Tekening bij elke offerte, anders gaat hij terug.\nBezoek melden bij de receptie, veiligheidsschoenen verplicht.",
    tags=("industrie", "projecten"),
    addresses=[
        AddressDraft("Handelsweg 7", "7418 ET", "Deventer"),
        AddressDraft("Handelsweg 9a", "7418 ET", "Deventer", "delivery"),
    ],
    points=points("0570 12 34 20", "info@hooglandmachines.example"),
    people=[
        person("Wim de Groot", "inkoop", "06 12 34 56 21", "w.degroot@hooglandmachines.example"),
        person("Özlem Demir", "werkvoorbereiding", "06 12 34 56 22", "o.demir@hooglandmachines.example"),
        person("Ellen Hoogland", "crediteuren", email="crediteuren@hooglandmachines.example", work="0570 12 34 26"),
    ],
)
WIM, OZLEM, ELLEN = ("Wim",), ("Özlem",), ("Ellen",)
STORY = Story(
    COMPANY,
    (
        Told(
            -52,
            "13:15",
            "Bram",
            "visit",
            "out",
            ("Wim", "Özlem"),
            "Koelcircuit hal 2",
            "Wim en Özlem gesproken in hal 2. NB-32/160 moet er voor kerst uit, koelemulsie vreet de waaier op. "
            "Bij twee stuks doe ik 10% op het geheel, heb ik gezegd. Tekening maken.",
        ),
        Told(
            -45,
            "09:30",
            "Bram",
            "email",
            "out",
            WIM,
            "Offerte {jj-45}-1121",
            "2x NB-32/160 met RVS waaier, € 4.310,00. Korting zet ik er bij de order in, dan blijft de offerte simpel.",
        ),
        Told(
            -33,
            "10:05",
            "Thijs",
            "email",
            "in",
            WIM,
            "Order op {jj-33}-1121",
            "Wim bestelt 2x NB-32/160, PO 45-11872. Levering week daarop. Ingevoerd voor offerteprijs.",
        ),
        Told(
            -22,
            "11:00",
            "Thijs",
            "note",
            "internal",
            (),
            "PB410877",
            "Twee pompen afgeleverd op Handelsweg 9a, Özlem tekende.",
        ),
        Told(
            -15,
            "14:20",
            "Marja",
            "phone",
            "in",
            ELLEN,
            "Factuur {jjmm-18}-0291: 10% korting?",
            "Ellen houdt € 431,00 in. Volgens haar is er 10% afgesproken. Ik zie nergens korting, niet op de offerte en niet op de order. "
            "Gezegd dat de factuur gewoon betaald moet worden.",
        ),
        Told(
            -12,
            "09:10",
            "Marja",
            "letter",
            "out",
            ELLEN,
            "Herinnering {jjmm-18}-0291",
            "Herinnering voor het ingehouden bedrag van € 431,00 per post.",
        ),
        Told(
            -9,
            "16:40",
            "Bram",
            "phone",
            "in",
            WIM,
            "Wim boos over herinnering",
            "Wim krijgt een herinnering voor een korting die ik zelf heb beloofd. Pijnlijk. Klopt helemaal, ik heb het in hal 2 gezegd "
            "en nergens neergezet behalve in het bezoekverslag.",
            (
                ("Marja", 16, "In het bezoekverslag kijk ik niet als ik een factuur maak. Zet het op de order svp."),
                ("Bram", 24, "Terecht. Credit graag, ik bel Wim {dag-8} dat het rond is."),
            ),
        ),
        Told(
            -8,
            "10:25",
            "Marja",
            "email",
            "out",
            ELLEN,
            "Creditnota C{jjmm-8}-118",
            "€ 431,00 gecrediteerd en excuses voor de herinnering. Ellen antwoordde binnen vijf minuten met een smiley.",
        ),
        Told(
            -1,
            "16:52",
            "Sanne",
            "email",
            "in",
            WIM,
            "Akkoord op offerte {jj-1}-1184",
            "Akkoord op {jj-1}-1184 (reserve lagersets en 6 m zuigslang). Wim vond de tekening erbij heel duidelijk en vroeg of dat altijd kan. "
            "“En zeg tegen Marja dat het netjes is opgelost.”",
            (("Bram", 31, "Tekening was van @Zoë, eer wie eer toekomt. Deze keer staat de korting wél op de order."),),
        ),
    ),
    history=1.0,
)
