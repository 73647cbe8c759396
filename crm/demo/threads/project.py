"""Longer matters: a rebuilding in parts, a rented pump, a guarantee at the factory."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import FIELD, OFFICE, SALES
from crm.demo.grammar import notes
from crm.demo.thread import Thread

START = notes("""
    Project {plek} # Aftrap met {wie} en {ander}. Fase 1 {fase}, fase 2 na {fase2}. Wij leveren {stuks}x {p}, {spul} en de besturing.
    Startoverleg # Planning doorgenomen: leidingwerk {fase}, {de_p} erin voor {fase2}. {Wie} is onze man ter plaatse, niet de installateur bellen.
    Verbouwing {plek} # Getekende opdracht ligt er, {bedrag}. Levering in {weken} delen. {Verkoper} houdt de tekening bij, versie C is de goede.
    """)
DRAWN = notes("""
    Tekening versie C # Gemaild. Aansluiting {dn} verplaatst met {maat}, op verzoek van {wie}. Graag akkoord voor {fase}.
    Tekening terug # {Wie} keurt goed met twee opmerkingen: afsluiter moet bereikbaar zijn en leiding {cm} lager.
    Wijziging # Toch {dn2} in plaats van {dn} vanaf de verdeler. Meerprijs {bedragje}, akkoord per mail.
    """)
PARTS = notes("""
    Deellevering {order} # Eerste deel: {spul}. Rest {fase2}. {Ander} heeft een container gezet voor opslag.
    Bouwplaats # {Spul} afgeleverd, terrein was blubber, {minuten} minuten met de hand versjouwd.
    Deel twee {order} # {Stuks}x {p} op de bouw. Kraan was er wel, machinist niet.
    """)
MOUNTED = notes("""
    Montage dag 1 # Frames gesteld, leiding tot aan {plek2}. Loopt {uren} uur achter doordat de stroom er niet was.
    Montage {p} # Hangt. {Dn} gelast, afgeperst op {bar}. Morgen elektrisch.
    Voortgang # {Wie} wil een week eerder klaar zijn. Gezegd dat het niet kan zonder tweede man. {Verkoper} overlegt.
    """)
HANDED = notes("""
    Oplevering {plek} # Proefgedraaid, {debiet} bij {bar}. Restpunten: [labels|een lekkende wartel|isolatie bij de bocht|handleiding]. {Wie} tekent na herstel.
    Opgeleverd # Alles getekend. {Ander} heeft uitleg gehad en kan hem zelf starten. Eindfactuur mag.
    Restpunt klaar # {De_p} nagelopen, {gedaan}. Hiermee is het project dicht.
    """)
RENT_ASK = notes("""
    Huurpomp nodig # Vandaag nog. {Plek} staat {cm} water en {de_p} {klacht}. {Monteur} rijdt met een DP-400, dagprijs {bedragje}.
    Noodpomp # {Wie} vroeg om een pomp voor een week, bemaling {plek}. Staat er {haaldag} weer op voor retour.
    Huur {p} # {Stuks} stuks voor {weken} weken, op {inkoop}. Borg niet nodig, vaste klant.
    """)
RENT_END = notes("""
    Huur verlengd # {Wie} wil de pomp nog een week houden. Zelfde dagprijs. Nieuwe datum staat in de planning.
    Huurpomp terug # Opgehaald, vol {vuil}. Schoonmaak {bedragje} doorberekend, afgesproken met {wie}.
    Retour huur # Pomp terug op de zaak, kabel beschadigd. {Wie} zegt dat dat er al zat. Foto van uitgifte opgezocht: was heel.
    """)
CLAIM = notes("""
    Garantie {p} # {Serie}, {weken} maanden oud, {klacht}. {Rma} aangemaakt, {wie} stuurt hem op.
    Garantieaanvraag # {De_p} {klacht} binnen het jaar. Foto's en {serie} naar de fabriek. Leenpomp geregeld via {monteur}.
    """)
CLAIM_END = notes("""
    Uitslag {rma} # Fabriek erkent garantie: {bevinding}. Nieuwe {p} gratis, vracht is voor {hem}.
    Garantie afgewezen # Volgens de fabriek droog gedraaid ({temp} gemeten aan de wikkeling). {Wie} is het er niet mee eens en wil het rapport.
    {rma} coulance # Half om half: {bedragje} voor de klant. {Verkoper} heeft daarvoor gebeld, {wie} akkoord.
    """)
ASIDE = {
    OFFICE: notes("""
        # Versie C? Ik heb hier nog B hangen, stuur even door.
        # {Wie} belde mij ook al. Zelfde antwoord gegeven.
        # Container staat er {fase}, met slot. Code heeft {ander}.
        """),
    SALES: notes("""
        # Doorberekenen die wachttijd, staat in de opdracht.
        # Kraan kost ze {bedragje} per uur, dus echt op tijd zijn.
        # Eén week eerder kan alleen als zij het lassen zelf regelen, heb ik gezegd.
        """),
}
LOAN = {
    FIELD: notes("""
        # Leenpomp is die met de blauwe sticker, moet terug.
        # Vorige keer duurde het bij de fabriek {weken} weken.
        # Ik heb de oude {part} bewaard, mocht de fabriek erom vragen.
        """),
}


def project(thread: Thread) -> None:
    """A rebuilding, delivered in parts."""
    facts = thread.facts
    facts.goods()
    facts.about()
    thread.promise("fase", 10, 15)
    thread.promise("fase2", 20, 30)
    thread.met(SALES, START, "out")
    thread.wait(2, 5)
    thread.mailed(SALES, DRAWN) if thread.maybe(0.5) else thread.mail_in(SALES, DRAWN)
    thread.comment(ASIDE, 0.3, by=OFFICE)
    thread.until("fase")
    thread.noted(OFFICE, PARTS)
    thread.wait(1, 4)
    thread.visited(FIELD, MOUNTED)
    thread.comment(ASIDE, 0.3, by=SALES)
    thread.until("fase2", 1)
    thread.visited(FIELD, HANDED)


def rental(thread: Thread) -> None:
    """A pump for a week."""
    thread.facts.about("dompel")
    thread.promise("haaldag", 5, 7)
    thread.rang(OFFICE, RENT_ASK)
    thread.until("haaldag")
    thread.called(OFFICE, RENT_END) if thread.maybe(0.5) else thread.visited(FIELD, RENT_END)


def guarantee(thread: Thread) -> None:
    """The factory decides, and not always as hoped."""
    thread.facts.about()
    thread.rang(OFFICE, CLAIM) if thread.maybe(0.6) else thread.mail_in(OFFICE, CLAIM)
    thread.comment(LOAN, 0.25)
    thread.wait(8, 18)
    thread.called(OFFICE, CLAIM_END)
