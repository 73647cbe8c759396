"""One contact and done: questions, changes, messages."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import ACCOUNTS, FIELD, OFFICE, SALES
from crm.demo.grammar import notes
from crm.demo.thread import Thread

QUESTION = notes("""
    Technische vraag {p} # Of {de_p} ook tegen {temp} kan. Tot 90 mag, maar dan met een andere {part}. Tekening gemaild.
    Vraag {waar} # {Wie} wil weten of {waar} ook op {dn} passen. Ja, met verloop. Verloop {stukprijs}, {hij} denkt erover.
    Voorraad? # {Spul} op voorraad? {Half} wel, de rest {nadag_week}.
    Wat is {partcode} # Staat op een oude tekening van {zijn} voorganger. Is een {part}, opvolger is er. Nummer doorgegeven.
    Handleiding {p} # Handleiding kwijt, pdf gestuurd naar {mail}. Serienummer {serie}.
    Instelling {p} # {Wie} vroeg welke druk {de_p} hoort te hebben. {Bar} bij dichte afsluiter. Nu staat hij op {bar2}, dus iets bijstellen.
    Certificaat gevraagd # Materiaalcertificaat 3.1 van {waar} op {order} nodig voor de keuring. Opgevraagd bij de leverancier.
    Veiligheidsblad # Veiligheidsinformatieblad van het reinigingsmiddel gevraagd voor een audit. Gemaild, versie van dit jaar.
    Advies {dn} # {Wie} twijfelt tussen {dn} en {dn2} bij {debiet}. Aangeraden: de grootste, anders giert de leiding.
    Hoe lang mee # Vraagt na hoeveel tijd {de_part} vervangen moet zijn. Bij {vuil} elk jaar, anders om de twee. Meteen {partcode} besteld.
    Track en trace # Waar blijft {order}? In de bus van {uur}, komt vandaag.
    Levertijd {p} # Nu {weken} weken, {hij} had op twee dagen gerekend. Reserveert alvast één.
    """)
CHANGE = notes("""
    Nieuw contact # {Ander} neemt inkoop over van {wie}. Telefoonnummer volgt, graag cc tot {nadag}.
    Adreswijziging # Vanaf {nadag} zitten ze op een ander adres in {stad}. Bevestiging op papier gevraagd voor we het wijzigen.
    Bankrekening # Mail dat hun rekeningnummer wijzigt. Teruggebeld op het bekende nummer, {wie} bevestigt het.
    Nieuw mailadres facturen # Facturen voortaan naar {mail}. Doorgegeven aan {admin}.
    {wie} met pensioen # {Nadag} is de laatste dag, {ander} blijft aanspreekpunt voor techniek. Kaartje sturen.
    Openingstijden # Magazijn daar is vanaf {nadag} pas om 8:00 open. Rit aanpassen.
    Fusie # {Klant} gaat samen met een collega-bedrijf, naam blijft voorlopig. Facturatie verandert niet voor {nadag}.
    Ouderschapsverlof # {Wie} is er vanaf {nadag} een paar maanden niet. {Ander} neemt waar, ook voor de storingen.
    Nieuw nummer {wie} # Mobiel is veranderd, oude werkt nog tot {nadag}. Nieuwe staat bij de contactpersoon.
    """)
HOLIDAY = notes("""
    Vakantiesluiting # Dicht vanaf {nadag}, {weken} weken. Niets leveren in die tijd. Noodnummer is dat van {ander}.
    {Vakantie} # Ze zijn dicht in de {vakantie}. {Order} moet er voor {nadag} zijn of anders erna.
    Andere tijden # {Wie} meldt dat ze in de {vakantie} alleen 's ochtends open zijn.
    Sluiting # Inventarisatie op {nadag}, geen goederenontvangst. Rit is verzet.
    Kas leeg # Teeltwisseling: vanaf {nadag} staat alles {plek} uit. Goed moment voor onderhoud, doorgegeven aan planning.
    """)
FIELD_TIP = notes("""
    Gezien bij de klant # Was er voor wat anders. {P} {plek} {klacht}, niemand had het gemerkt. {Wie} verteld.
    Tip voor verkoop # Ze gaan {plek} uitbreiden, hoorde ik van {ander}. Minstens {stuks} x {soort}. Niet gezegd dat ik het doorgeef.
    # Langsgereden, {spul} afgegeven. {Wie} vroeg hoe het met {verkoper} is
    Werk in de buurt # Kwartier over, even binnengelopen. {De_p} op {bar}, ziet er goed uit. Koffie.
    Toegang # Poortcode is veranderd, nieuwe staat bij {ander}. Stond {minuten} minuten buiten.
    Opgelet {plek} # Rooster ligt los boven de put. Gemeld bij {wie}, afgezet met lint.
    Gemeten # Op verzoek van {wie} drukken opgenomen: {bar}, {bar2}, {bar3}. Naar {verkoper} voor het advies.
    """)
NOTE = notes("""
    # {Ander} belt vaak anoniem, wel gewoon opnemen.
    Let op bij bestellen # Twee vestigingen, zelfde naam. Altijd vragen of het voor {stad} is.
    Notitie # {Wie} zei terloops dat ze volgend jaar gaan verkopen. Niet aan de grote klok.
    Werkwijze # Afgesproken dat storingen via {binnen} lopen en niet via de mobiel van {monteur}.
    Kredietlimiet # Verhoogd naar {limiet} na betaling {factuur}. Geldt tot {nadag}.
    Kredietcontrole # Rapport opgevraagd, score prima. Gewoon 30 dagen.
    Dossier bijgewerkt # Tekeningen van {plek} en de lijst met serienummers gescand. {P} is {serie}.
    Uit de nieuwsbrief gehaald # Op verzoek van {wie}. Wel papieren prijslijst blijven sturen.
    Lijst pompen # {Aantal} stuks in het park, {half} van ons. Lijst hangt {plek} op de deur.
    """)
THANKS = notes("""
    Compliment voor {monteur} # {Wie} belt alleen om te zeggen dat {monteur} zo netjes werkte. Had zelfs de vloer gedweild.
    Bedankmail # "Dank voor het meedenken over {de_p}, zonder {verkoper} hadden we een te grote gekocht." Doorgestuurd naar iedereen.
    Tevreden # {Wie} geeft een 9, punt eraf omdat de parkeerplaats vol stond. Doelt op het werk van {monteur}.
    Bloemen gekregen # Bos bloemen van {klant} bezorgd voor {binnen}, vanwege de snelle levering van {order}.
    """)
CHAT = notes("""
    # App: "heb je nog {waar} liggen?" Ja. Komt ze zo halen.
    # {Wie} stuurt een foto van een typeplaatje, wil weten of {partcode} past. Past.
    # "Kan {bezoek} ook een uur later?" Kan, doorgegeven aan {monteur}.
    # Foto van de opgeloste lekkage {plek}. Duimpje terug.
    # Appje of wij {waar} hebben voor {uur}. Nee, {nadag} wel. Dan haalt {hij} ze elders.
    # Vraagt via de app om een {kopie} van {factuur}. Gestuurd.
    """)


def _ready(thread: Thread) -> None:
    thread.facts.goods()
    thread.facts.about()
    thread.promise("nadag", 3, 25)
    thread.promise("bezoek", 1, 4)


def question(thread: Thread) -> None:
    """A question answered at once."""
    _ready(thread)
    if thread.maybe(0.7):
        thread.rang(OFFICE, QUESTION)
    else:
        thread.mail_in(OFFICE if thread.maybe(0.7) else FIELD, QUESTION)


def change(thread: Thread) -> None:
    """Something at the customer changes."""
    _ready(thread)
    texts = CHANGE if thread.maybe(0.65) else HOLIDAY
    thread.mail_in(thread.rng.choice((OFFICE, ACCOUNTS, SALES)), texts) if thread.maybe(0.6) else thread.rang(
        OFFICE, texts
    )


def tip(thread: Thread) -> None:
    """Field service happens to be there."""
    _ready(thread)
    thread.visited(FIELD, FIELD_TIP)


def note(thread: Thread) -> None:
    """Worth knowing, without a contact."""
    _ready(thread)
    thread.noted(thread.rng.choice((OFFICE, SALES, ACCOUNTS)), NOTE)


def thanks(thread: Thread) -> None:
    """A compliment."""
    _ready(thread)
    thread.rang(OFFICE, THANKS) if thread.maybe(0.6) else thread.mail_in(OFFICE, THANKS)


def chat(thread: Thread) -> None:
    """A short message on a telephone."""
    _ready(thread)
    thread.chat(FIELD if thread.maybe(0.5) else OFFICE, CHAT)
