"""A "no" that a colleague repeats as a "yes"."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import NAMED
from crm.demo.drafts import AddressDraft, CompanyDraft
from crm.demo.stories.told import Story, Told, person, points

COMPANY = CompanyDraft(
    number="10293",
    name="VvE Parkzicht II",
    kind="organisation",
    sector="vve",
    owner=NAMED["Daniëlle"],
    since=2016,
    note="Handtekening van twee bestuursleden nodig boven € 2.500.\nHuismeester heeft de sleutel van toren B, tot 16:00.",
    tags=("wonen", "onderhoudscontract"),
    addresses=[
        AddressDraft("Parkzicht 2", "3526 TP", "Utrecht"),
        AddressDraft("Postbus 214", "3526 TA", "Utrecht", "post"),
    ],
    points=points("030 123 45 31", "bestuur@vveparkzicht2.example"),
    people=[
        person("Willemijn Pomp", "planning", "06 12 34 56 90", "planning@vveparkzicht2.example"),
        person("Theo Nijhuis", "voorzitter", "06 12 34 56 32", "voorzitter@vveparkzicht2.example"),
        person("Rinus Bal", "huismeester", "06 12 34 56 33", note="Tot 16:00, daarna niet meer bellen."),
    ],
)
WILLEMIJN, THEO, RINUS = ("Willemijn",), ("Theo",), ("Rinus",)
STORY = Story(
    COMPANY,
    (
        Told(
            -20,
            "08:35",
            "Sanne",
            "phone",
            "in",
            RINUS,
            "Circulatiepomp toren B viel zaterdag uit",
            "CP-50 in toren B lag er zaterdag uit, vier verdiepingen zonder warm water. Niemand nam op. Rinus heeft hem zelf "
            "weer aangezet. Ruben kijkt er vandaag naar.",
        ),
        Told(
            -20,
            "13:50",
            "Ruben",
            "visit",
            "out",
            RINUS,
            "CP-50 toren B",
            "Thermiek te krap afgesteld, 5,1 A gemeten en hij stond op 4,8. Bijgesteld. Condensator wordt zwak, binnen een jaar vervangen.",
        ),
        Told(
            -19,
            "10:30",
            "Sanne",
            "email",
            "in",
            WILLEMIJN,
            "Wie komt er bij storingen buiten kantoortijd?",
            "Willemijn vraagt of wij voortaan in het weekend komen. Nee gezegd: hun contract is zonder weekenddienst en wij nemen "
            "tot april geen nieuwe weekendcontracten aan, er zijn te weinig monteurs. Wel: in noodgevallen mogen ze de "
            "installateur om de hoek bellen, wij leveren hem onderdelen.",
            (("Daniëlle", 47, "Goed zo. Dit is het antwoord voor iedereen die het vraagt, tot april."),),
        ),
        Told(
            -12,
            "15:10",
            "Bram",
            "phone",
            "in",
            THEO,
            "Weekenddienst",
            "Theo van het bestuur belde. Wil graag weekenddienst. Gezegd dat we dat wel regelen, prijs volgt. Leuke klant om te houden.",
            (
                (
                    "Sanne",
                    66,
                    "Ik heb hier een week geleden nee op gezegd, zie de mail van {dag-19}. Nu weten ze het niet meer. @Daniëlle, wat geldt?",
                ),
                ("Henk", 140, "wie gaat dat rijden dan"),
            ),
        ),
        Told(
            -9,
            "09:05",
            "Zoë",
            "email",
            "in",
            WILLEMIJN,
            "Twee verschillende antwoorden",
            "Willemijn mailt beide antwoorden naast elkaar, met de vraag welke geldt. Morgenavond is er een ledenvergadering "
            "en zij moet het daar uitleggen. Doorgezet naar Daniëlle.",
        ),
        Told(
            -9,
            "11:45",
            "Daniëlle",
            "phone",
            "out",
            WILLEMIJN,
            "Het blijft nee, tot april",
            "Zelf gebeld voor de vergadering. Het blijft nee tot 1 april; dan als eerste op de lijst, € 165 per maand voor twee torens. "
            "Bram had het niet mogen toezeggen en dat heb ik ook zo gezegd. Ze was opgelucht dat er één antwoord was.",
            (("Bram", 25, "Helder. Had eerst moeten kijken."),),
        ),
        Told(
            -2,
            "14:30",
            "Thijs",
            "phone",
            "in",
            THEO,
            "Toch nog een keer over het weekend",
            "Theo probeerde het nog eens. Zelfde antwoord gegeven: nee tot april, dan als eerste. Hij lachte en zei dat we het nu "
            "tenminste met elkaar eens zijn.",
        ),
    ),
    history=0.7,
)
