"""A private customer who is told something else by everybody."""
# ruff: noqa: E501 - one text per line

from crm.demo.drafts import AddressDraft, CompanyDraft
from crm.demo.stories.told import Story, Told, person, points

COMPANY = CompanyDraft(
    number="10377",
    name="Mevr. G. Oosterhuis",
    kind="household",
    sector="huis",
    since=2025,
    note="Hoort slecht, rustig praten. Liever bellen dan mailen.",
    tags=("particulier",),
    addresses=[AddressDraft("Lindelaan 9", "3447 GA", "Woerden")],
    points=points("0348 12 34 99"),
    people=[
        person("Geertje Oosterhuis", "", note="Is na het journaal van één uur goed te bereiken."),
        person("Naomi Oosterhuis", "dochter", "06 12 34 56 84", "naomi.oosterhuis@thuispost.example"),
    ],
)
GEERTJE, NAOMI = ("Geertje",), ("Naomi",)
STORY = Story(
    COMPANY,
    (
        Told(
            -16,
            "10:10",
            "Thijs",
            "phone",
            "in",
            GEERTJE,
            "Water in de kruipruimte",
            "Mevrouw hoort water onder de vloer. DP-150 uit {jj-420} slaat niet aan. Voorrijkosten € 65 genoemd, vindt ze goed. Ruben komt {dag-15}.",
        ),
        Told(
            -15,
            "11:35",
            "Ruben",
            "visit",
            "out",
            GEERTJE,
            "Vlotter DP-150",
            "Vlotter vastgeplakt met blad. Schoongemaakt, loopt weer. Gezegd dat het € 65 wordt en verder niks. Kreeg appeltaart.",
        ),
        Told(
            -10,
            "14:10",
            "Marja",
            "phone",
            "in",
            GEERTJE,
            "Rekening € 112,50",
            "Mevrouw schrikt van {jjmm-10}-0340: € 112,50. Volgens Ruben zou het 65 zijn. Op de bon staat ook een half uur werk. Uitgelegd, "
            "ze begreep het niet helemaal.",
        ),
        Told(
            -9,
            "13:20",
            "Zoë",
            "phone",
            "in",
            NAOMI,
            "Dochter belt over de rekening",
            "Naomi is niet boos maar wil weten wat er nu klopt. Eén zegt 65, één zegt 112,50, en op de website staat “eerste kwartier gratis”. "
            "Dat laatste is van twee jaar geleden. Ik zoek het uit.",
            (
                ("Ruben", 31, "Ik heb echt 65 gezegd. Het was tien minuten werk."),
                ("Lieke", 70, "Dan wordt het 65. Marja, wil jij crediteren? En de website laat ik aanpassen."),
            ),
        ),
        Told(
            -8,
            "13:15",
            "Marja",
            "phone",
            "out",
            GEERTJE,
            "Rekening aangepast",
            "Gebeld na het journaal. Het is € 65 en zo komt het ook op papier, per post. Ze wil Ruben een kaartje sturen.",
        ),
    ),
)
