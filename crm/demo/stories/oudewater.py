"""A call-out charge that nobody mentioned, and a filter that is twelve millimetres too wide."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import NAMED
from crm.demo.drafts import AddressDraft, CompanyDraft
from crm.demo.stories.told import Story, Told, person, points

COMPANY = CompanyDraft(
    number="10208",
    name="Zuivelhoeve Oudewater",
    kind="organisation",
    sector="zuivel",
    owner=NAMED["Joost"],
    since=2019,
    website="https://www.zuivelhoeveoudewater.example",
    kvk="00402277",
    note="Haarnetje en laarzen verplicht in de kaasmakerij.\nNiet bellen tussen 5:30 en 8:30, dan wordt er gemolken.",
    tags=("voedsel", "hygiënisch"),
    addresses=[AddressDraft("Hogebiezen 3", "3421 VT", "Oudewater")],
    points=points("0348 12 34 70", "info@zuivelhoeveoudewater.example"),
    people=[
        person("Femke ter Braak", "bedrijfsleider", "06 12 34 56 41", "femke@zuivelhoeveoudewater.example"),
        person("Otto ter Braak", "kaasmaker", "06 12 34 56 42"),
    ],
)
FEMKE, OTTO = ("Femke",), ("Otto",)
STORY = Story(
    COMPANY,
    (
        Told(
            -34,
            "09:40",
            "Thijs",
            "phone",
            "in",
            FEMKE,
            "Drukverhoging hapert",
            "HY-2 slaat om de 20 seconden in en uit. Femke kan niet spoelen zo. Youssef komt {dag-33}. Over kosten niet gehad.",
        ),
        Told(
            -33,
            "10:20",
            "Youssef",
            "visit",
            "out",
            OTTO,
            "Membraanvat HY-2 vervangen",
            "Membraan lek, vat vol water. Nieuw vat, voordruk 2,2 bar. Otto blij: “binnen een dag opgelost”. Vat valt onder garantie.",
        ),
        Told(
            -30,
            "13:05",
            "Joost",
            "phone",
            "out",
            FEMKE,
            "Nabellen na storing drukverhoging",
            "Femke is tevreden over de snelheid, niet over de rekening: € 85,00 voorrijkosten waren niet besproken. Ze dacht dat "
            "alles garantie was. Uitgezocht bij Marja: vat wel, rijden niet. De pomp zelf doet het.",
            (
                ("Youssef", 50, "Ik heb alleen gezegd dat het vat garantie is. Over rijden weet ik nooit wat het is."),
                ("Marja", 88, "Voorrijkosten vallen nooit onder garantie, ook niet bij een goed humeur."),
            ),
        ),
        Told(
            -29,
            "11:15",
            "Ingrid",
            "phone",
            "out",
            FEMKE,
            "Voorrijkosten blijven staan",
            "Uitgelegd en halve voorrijkosten kwijtgescholden, € 42,50, eenmalig. Femke vindt het goed maar wil het voortaan vooraf weten. "
            "Staat nu in ons belscript: altijd noemen bij het inplannen.",
        ),
        Told(
            -11,
            "14:00",
            "Joost",
            "visit",
            "out",
            ("Femke", "Otto"),
            "Filter voor het pekelwater",
            "Pekelbaden moeten schoner. Twee filterkasten FK-200 naast elkaar in de nis achter de baden. Eerste levert Joost uit voorraad, "
            "tweede volgt als het werkt. Otto wil ze kunnen openen zonder gereedschap.",
        ),
        Told(
            -5,
            "09:10",
            "Zoë",
            "note",
            "internal",
            (),
            "FK-200 geleverd",
            "Eén kast afgeleverd, pakbon PB411302, Otto tekende.",
        ),
        Told(
            0,
            "08:30",
            "Youssef",
            "visit",
            "out",
            FEMKE,
            "Filterkast ingemeten, 12 mm te breed voor de nis",
            "De kast is 412 mm en de nis 400. Muur is betegeld, er kan niets af. Femke wil weten of de smalle uitvoering uit voorraad kan. "
            "Ik heb gezegd dat verkoop vandaag belt. Voorrijkosten vooraf genoemd, daar moest ze om lachen.",
            (("Zoë", 44, "Smalle FK-200S: één op voorraad, tweede over drie weken. @Joost, bel jij?"),),
        ),
    ),
    history=0.6,
)
