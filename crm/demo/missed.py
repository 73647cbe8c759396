"""What is written when nobody answered. Often nothing."""
# ruff: noqa: E501 - one text per line

from crm.demo.grammar import notes

MISSED = notes("""
    Niet bereikt # Voicemail ingesproken, [over {offerte}|verzocht terug te bellen|morgen nog eens].
    Geen gehoor #
    #
    Niet bereikt #
    Geen gehoor # {Wie} zit [in bespreking|op een beurs|in het buitenland|bij de tandarts|op een klus], [vanmiddag|morgen|later deze week] opnieuw.
    # Gebeld, in gesprek. [Om {uur}|Straks] nog eens.
    Voicemail # Volgens de voicemail [vrij tot en met {dagen} dagen|op cursus|vandaag niet aanwezig].
    Niet bereikt # {Ander} nam op, {wie} is [in de middag|na {uur}|morgenochtend|eind van de week] weer bereikbaar.
    # Nummer gaat {aantal} keer over, dan verbroken.
    Geen gehoor # [Twee|Drie] keer geprobeerd, [ook op het algemene nummer|laatste om {uur}].
    # Niet te pakken gekregen. Mail gestuurd [met terugbelverzoek|in plaats daarvan].
    #
    """)
