"""What colleagues pin to a customer: one line each."""

from random import Random

LINES = tuple(
    line.strip()
    for line in """
    Lossen achterom, poort zit links van het hoofdgebouw.
    Niet bellen tussen 12:00 en 13:00, dan is iedereen aan tafel.
    Bonnen altijd met inkoopnummer, anders komt de factuur terug.
    Vrijdagmiddag dicht.
    Factuur alleen per mail, nooit op papier.
    Hond loopt los op het erf, eerst toeteren.
    Levert zelf geen stroom voor de monteur: aggregaat mee.
    Bezoek melden bij de receptie, veiligheidsschoenen verplicht.
    Betaalt altijd op de laatste dag van de termijn, geen herinnering sturen.
    Wil eerst een telefoontje, dan pas een mail.
    Laadperron is laag, geen grote bakwagen sturen.
    Heeft nog draaistroom met oude kleuren, opletten bij aansluiten.
    Leest geen mail in het voorjaar. Bellen dus.
    Bestelt in drie keer: eerst vragen, dan nog eens vragen, dan bestellen.
    Alarmcode van de technische ruimte ligt bij de huismeester.
    Vaste leverdag is dinsdag.
    Alleen Viton, geen EPDM, vanwege de middelen die ze gebruiken.
    Sleutel ophalen bij nummer 14.
    Prijzen altijd exclusief btw noemen.
    Grote afnemer geweest tot 2022, toen naar een ander; voorzichtig weer aan het opbouwen.
    Meldt storingen via de groepsapp, niet iedereen ziet die.
    Handtekening van twee bestuursleden nodig boven € 2.500.
    Werkt met eigen monteurs, wil alleen onderdelen.
    Spreekt liever Engels.
    Op woensdag is er niemand op kantoor.
    Contract loopt per kalenderjaar, opzeggen vóór 1 oktober.
    Voor spoed de wacht van de klant bellen, nummer staat bij de contactpersonen.
    Wil oude onderdelen altijd terugzien.
    Geen korting geven zonder Daniëlle, zie de afspraak van vorig jaar.
    Kraan nodig om bij de pompen in de put te komen.
    Facturen per locatie splitsen.
    Leveren vóór 10:00, daarna staat de poort dicht.
    Parkeren kan alleen met een ontheffing, aanvragen duurt een dag.
    Drinkt koffie zwart en praat graag over zijn duiven.
    Onderhoud alleen in januari, dan is de kas leeg.
    Tekent offertes op papier en stuurt ze per post terug.
    """.strip().splitlines()
)
PERSON_LINES = (
    "Werkt niet op woensdag.",
    "Beslist over alles boven € 1.000.",
    "Liever appen dan bellen.",
    "Gaat volgend jaar met pensioen.",
    "Vaak in de kas, lang laten overgaan.",
    "Nieuw sinds dit jaar.",
    "Spreekt Pools en Engels.",
    "Vóór 9:00 bellen.",
    "Wil overal een tekening bij.",
)


def lines(rng: Random) -> str:
    """Up to three lines, often none."""
    count = rng.choice((0, 0, 0, 1, 1, 2, 3))
    return "\n".join(rng.sample(LINES, count))
