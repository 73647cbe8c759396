"""Why things went wrong in notes that begin with "Klacht", how it was made good, and what is done differently."""

import re

ABOUT = re.compile(r"^(Klacht\b( over| toon)?|Boos over|Ontevreden\b|Verkeerd advies)", re.I)
CAUSES = (  # cause, remedy, lesson
    (
        "Niet teruggebeld",
        "Zelf gebeld en excuses aangeboden.",
        "Een boodschap wordt een opvolging met een naam en een dag, ook als het druk is.",
    ),
    (
        "Toezegging niet doorgegeven",
        "Alsnog geleverd, spoedkosten voor ons.",
        "Wie een dag noemt, legt hem vast als afspraak; de planning kijkt daar elke ochtend.",
    ),
    (
        "Kosten niet vooraf genoemd",
        "Voorrijkosten gecrediteerd.",
        "Voorrijkosten noemen bij het inplannen, ook bij garantie.",
    ),
    (
        "Verkeerd onderdeel",
        "Omgeruild, zonder kosten.",
        "Typeplaatje fotograferen bij de melding, dan gaat het goede onderdeel mee.",
    ),
    (
        "Werk niet netjes achtergelaten",
        "Teruggegaan en opgeruimd.",
        "Foto van de werkplek bij het afmelden van de bon.",
    ),
    (
        "Tegenstrijdige antwoorden",
        "Eén collega als aanspreekpunt afgesproken.",
        "Eerst “Vóór u belt” lezen; een nee met reden leggen we vast.",
    ),
    (
        "Levering te laat",
        "Met de koerier nagezonden.",
        "Wordt het later, dan hoort de klant het van ons vóór de afgesproken dag.",
    ),
)
