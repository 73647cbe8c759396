"""Maintenance contracts: planned, done, reported, prolonged or not."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import FIELD, OFFICE, SALES
from crm.demo.grammar import notes
from crm.demo.thread import Thread

PLANNED = notes("""
    Onderhoud inplannen # Jaarbeurt staat voor {beurt_week}. {Wie} wil {beurtdag}, dan is de installatie toch uit. Genoteerd.
    Onderhoudsbeurt # {Beurtdag} om {uur} afgesproken. {Hij} zorgt dat {plek} leeg is.
    Afspraak onderhoud # Eerst {nieuwe} voorgesteld, kon niet. Wordt {beurtdag}. {Monteur} neemt filtermatten en {part} mee.
    Jaarlijkse beurt # {Ander} nam op en heeft het in de agenda gezet: {beurtdag}, melden bij de poort.
    """)
MAIL = notes("""
    Voorstel onderhoudsdatum # {Beurtdag} voorgesteld aan {mail}. Geen reactie is akkoord, staat erbij.
    Bevestiging onderhoud # Datum {beurtdag}, duurt ongeveer {uren} uur, water moet er {minuten} minuten af.
    Onderhoud {jaar_nu} # Uitnodiging gestuurd voor {beurtdag}. Vorig jaar zijn ze drie keer verzet, dus op tijd nabellen.
    """)
DONE = notes("""
    Onderhoudsbeurt uitgevoerd # Alles nagelopen {plek} en {plek2}. {De_p}: {bevinding}. Direct meegenomen: {gedaan}. Rest goed.
    Jaarbeurt {werkbon} # Drukken: {bar}, {bar2}, {bar3}. Stroom {ampere}. {Part} over een jaar vervangen. Rapport gemaild aan {wie}.
    Onderhoud gedaan # {Minuten} minuten langer bezig dan gepland door {vuil} in de zeef. {Wie} heeft getekend. Opmerking: {de_p} {klacht}, aangeraden om dat niet te laten lopen.
    {werkbon} onderhoud # Vaten op voordruk ({bar}), terugslagkleppen getest, lekbak leeggemaakt. {P} heeft speling, {mm}, volgend jaar lagers.
    # Beurt gedaan. {De_p} {klacht}, verder oké. {Ander} was erbij
    Onderhoud {plek} # Niet alles kunnen doen, {wie} had de sleutel van {plek2} niet. Kom ik {nieuwe} voor terug.
    """)
OFFER = notes("""
    N.a.v. onderhoud # Prijs gemaild voor {part} en {minuten} minuten werk, {bedragje}. Kan mee met de volgende beurt.
    Advies na beurt # Voorgesteld om {de_p} te vervangen voor {die} uitvalt, {offerte}, {bedrag}. {Wie} legt het voor aan {ander}.
    Rapport en voorstel # Rapport van {monteur} doorgestuurd met {offerte} erbij. Benadrukt dat het geen spoed heeft.
    """)
RENEW = notes("""
    Contract verlengen # {Wie} wil verlengen maar zonder de {korting} indexering. Gezegd dat 3 % het minste is. Denkt erover.
    Verlenging onderhoud # Akkoord voor nog drie jaar, {bedragje} per beurt, twee beurten. Contract per post.
    Contract opgezegd # Ze gaan het onderhoud zelf doen, {ander} heeft er een cursus voor gehad. Onderdelen blijven ze bij ons halen.
    Onderhoudscontract # {Hij} vraagt of de weekenddienst erin kan. Prijs gegeven: {bedragje} per maand. Komt in het bestuur.
    Indexering # Brief was binnen, {wie} vond {korting} veel. Uitgelegd dat de uren zo gestegen zijn. Uiteindelijk goed.
    """)


def maintenance(thread: Thread) -> None:
    """The yearly service with what follows from it."""
    thread.facts.about()
    thread.facts["jaar_nu"] = f"20{thread.facts.stamp[:2]}"
    thread.promise("beurtdag", 6, 18)
    thread.facts["beurt_week"] = thread.facts["beurtdag_week"]
    thread.promise("nieuwe", 20, 26)
    thread.called(OFFICE, PLANNED, tries=0.3) if thread.maybe(0.6) else thread.mailed(OFFICE, MAIL)
    thread.until("beurtdag")
    thread.visited(FIELD, DONE)
    if thread.maybe(0.35):
        thread.wait(1, 5)
        thread.mailed(SALES if thread.maybe(0.5) else OFFICE, OFFER)


def renewal(thread: Thread) -> None:
    """A contract comes to its end."""
    thread.facts.about()
    thread.called(SALES, RENEW, tries=0.3)
