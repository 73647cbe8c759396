"""Why things went wrong in notes that begin with "Klacht", how it was made good, and what is done differently."""

import re

ABOUT = re.compile(r"^(Klacht\b( over| toon)?|Boos over|Ontevreden\b|Verkeerd advies)", re.I)
CAUSES = (  # words of the note, cause, remedy, lesson; the first that fits
    (
        *("vloer bezaaid", "Werk niet netjes achtergelaten", "Teruggegaan en opgeruimd."),
        "Foto van de werkplek bij het afmelden van de bon.",
    ),
    (
        *("boodschap achtergelaten", "Niet teruggebeld", "Zelf gebeld en excuses aangeboden."),
        "Een boodschap wordt een opvolging met een naam en een dag, ook als het druk is.",
    ),
    (
        *("afgesnauwd", "Toon aan de telefoon", "Gebeld door de leidinggevende, excuses aangeboden."),
        "Wie tijdens een storing geen tijd heeft, zegt dat en belt binnen het uur terug.",
    ),
    (
        *("te klein", "Verkeerd advies", "Omgeruild voor een maat groter, zonder kosten."),
        "Het werkpunt staat in de offerte; twijfel meten we eerst na.",
    ),
    (
        *("derde keer verzet", "Levering te laat", "Met de koerier nagezonden."),
        "Wordt het later, dan hoort de klant het van ons vóór de afgesproken dag.",
    ),
    (
        *("was beloofd voor", "Toezegging niet doorgegeven", "Alsnog geleverd, spoedkosten voor ons."),
        "Wie een dag noemt, legt hem vast als afspraak; de planning kijkt daar elke ochtend.",
    ),
    (
        *("factuur", "Tegenstrijdige antwoorden", "Factuur gecrediteerd, één collega als aanspreekpunt."),
        "Eerst “Vóór u belt” lezen; een toezegging over geld leggen we vast.",
    ),
    (
        *("", "Storing niet verholpen", "Zonder kosten opnieuw langsgegaan."),
        "Vóór vertrek proefdraaien met de klant erbij.",
    ),
)


def why(note: str) -> tuple[str, str, str]:
    """Cause, remedy and lesson of what a note complains of."""
    return next(rest for words, *rest in CAUSES if words in note)
