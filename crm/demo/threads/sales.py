"""Sales: visits, price agreements, raised prices, customers that fell silent, prospects."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import ACCOUNTS, FIELD, OFFICE, SALES
from crm.demo.grammar import notes
from crm.demo.thread import Thread

VISIT = notes("""
    Bezoek, plannen komend jaar # {Wie} wil {plek} verbouwen, begroting {bedrag}. Onze {p} zou er twee keer in gaan. Tekening komt {nadag}.
    Kennismaking {ander} # Rondgeleid door {wie}. {Aantal} pompen in totaal, merken door elkaar, weinig reserve. Kans: standaardiseren op {p}.
    Jaargesprek # Omzet besproken, {hij} wil {korting} in plaats van losse acties. Gezegd: bij {aantal} leveringen per jaar kan dat. Wel tevreden over {monteur}.
    Koffie met {wie} # Gaat goed met ze, wel zorgen over [personeel|de energieprijs|de vergunning|de opvolging]. Geen directe vraag. Over {weken} weken weer bellen.
    Bezoek {stad} # Gesproken over {prod}. Budget is er pas na de zomer. {Hij} koopt nu bij een webwinkel, "maar die komt niet langs".
    Rondje {plek} # Samen gekeken wat er oud is. {De_p} is {jaar} jaar oud en {klacht}. {Wie} wil een plan voor drie jaar, {verkoper} maakt het voor {nadag}.
    Afspraak met {wie} en {ander} # Twee varianten voor {plek} doorgenomen. {Ander} wil de goedkoopste, {wie} de stilste. Ik stuur allebei.
    {Seizoen}bezoek # Lijst met {dagen} punten doorgenomen. {Hij} wil vooral advies over {de_p} en een vaste monteur.
    Demonstratie {p} # Meegenomen in de bus, {minuten} minuten laten draaien. {Wie} onder de indruk van het geluid. Wil hem een week op proef.
    """)
FOLLOW = notes("""
    Verslag en prijzen # Na het bezoek gestuurd: {p} {prijs}, staffel vanaf 3 stuks {korting}. Gevraagd om de maten.
    Beloofde tekening # Gemaild naar {mail}, maatvoering {maat} x {maat2}. Reactie graag voor {nadag}.
    Proefplaatsing {p} # Bevestigd: een week gratis, daarna kopen of terug. {Monteur} brengt hem {nadag}.
    Afspraken op papier # {Korting} korting op {soorten} tot {nadag}, daarna normale prijs. Erbij gezet dat het eenmalig is.
    """)
CALLED = notes("""
    Nagebeld na bezoek # {Wie} heeft {ander} nog niet gesproken. Wil de proef wel doen, na {nadag}.
    Beltoer # {Wie} gesproken, niets nodig nu. Vroeg of we ook {waar} doen, ja dus. Prijslijst gemaild.
    Even bijgepraat # {Hij} was tevreden over de laatste levering. Noemde dat een concurrent langs is geweest met {korting} goedkoper.
    Terugbelverzoek {wie} # Wilde weten of de prijs van {de_p} nog geldt: {prijs} tot {nadag}. {Hij} beslist voor die tijd.
    {wie} gesproken # Plan voor {plek} gaat door, alleen later. Noteren voor {nadag_week}.
    Belrondje prospects # {Wie} wil wel een keer een alternatief voor {zijn} {huidige}. Afspraak gemaakt, {nadag} om {uur}.
    """)
PRICES = notes("""
    Prijsafspraak {waar} # {Stukprijs} per {eenheid} bij afname vanaf {aantal}, geldig tot {nadag}. Ook gemeld bij {admin}.
    Nieuwe nettoprijzen # {Wie} akkoord met {korting} op {soorten}, niet op onderdelen. Loopt tot eind van het jaar.
    Korting gevraagd # {Hij} wil {korting} omdat de buurman dat ook krijgt. Gezegd dat ik daar niet aan begin. Wel franco vanaf {bedragje}.
    Prijsverhoging besproken # Aangekondigd: {korting} op {soorten}. {Wie} wil nog één keer bestellen tegen de oude prijs, toegestaan tot {nadag}.
    Eenmalige korting # {Korting} op {order} vanwege de late levering vorige maand. Nadrukkelijk eenmalig, {wie} weet dat.
    Nee gezegd # Vroeg om {dagen} dagen zicht op {de_p}. Doen we niet, ook niet voor deze klant. Uitgelegd waarom.
    """)
SILENT = notes("""
    Lang niets gehoord # {Wie} gebeld: nee, niet weggelopen, gewoon niets kapot. Grapje over dat onze spullen te goed zijn.
    Stille klant # Laatste order {weken} maanden terug. {Hij} koopt nu via de inkoopcombinatie. Kan voor maatwerk nog bij ons terecht.
    Contact opgepakt # {Wie} werkt er bijna niet meer, {ander} neemt het over. Kennismaking op {nadag}.
    Waarom zo stil # Eerlijk antwoord: vorig jaar niet teruggebeld na een offerte. Sorry gezegd, nieuwe start.
    Belletje zomaar # {Hij} was verrast dat wij belden. Gaat {plek} kijken of er iets vervangen moet.
    """)
CARD = notes("""
    Prijslijst per post # Nieuwe prijslijst en wandkaart leidingmaten gestuurd t.a.v. {wie}.
    Brief prijswijziging # Standaardbrief per {nadag}, met handgeschreven regel erbij.
    Folder {p} # Folder en monstertje [slang|koppeling|filterdoek] opgestuurd, daar had {hij} om gevraagd.
    Uitnodiging open dag # Per post, plus een parkeerkaart. Reageren voor {nadag}.
    Bedankkaart # Handgeschreven kaart gestuurd aan {wie}, vanwege het jubileum ({jubileum} jaar).
    """)
INSIDE = notes("""
    Klantoverleg {klant} # Wie doet wat: {verkoper} de prijzen, {monteur} de opname {plek}, {binnen} de levertijden. Terugkomen op {nadag}.
    Overleg # Deze klant belt gemiddeld {aantal} keer per maand en koopt weinig. Toch houden, zegt {verkoper}: er komt een verbouwing {plek} aan.
    Intern: {klant} # {Monteur} meldt dat ze {plek} een merk van een ander hebben hangen. {Verkoper} vraagt het na zonder naam te noemen.
    Kort overleg # {Admin}: {bedrag} open. {Verkoper}: eerst de klacht oplossen. Afgesproken geen aanmaning voor {nadag}.
    Overdracht # {Verkoper} draagt {wie} over aan binnendienst voor kleine bestellingen. Boven {drempel} belt {verkoper} zelf.
    """)
ASIDE = {
    FIELD: notes("""
        # Zag ik ook. {Ander} beslist daar, niet {wie}.
        # Mag ik mee als je {nadag} gaat? Er staat nog een {soort} die ik wil zien.
        # Let op de hoogte daar, ik heb er mijn hoofd gestoten.
        """),
    OFFICE: notes("""
        # Deze prijs geldt dus niet voor onderdelen? Anders krijgen we weer discussie.
        # Wij krijgen hier al een week telefoontjes over.
        # Goed dat het er staat. Tot wanneer geldt het?
        # Levertijd is nu {weken} weken, zeg dat er meteen bij.
        """),
    ACCOUNTS: notes("""
        # Staat nu in het systeem, factuur pakt hem vanzelf.
        # {Stukprijs}? Dan leggen we erop toe.
        # Deze {korting} kende ik niet. Volgende keer graag in de order zetten.
        # Let op, {factuur} staat nog open.
        """),
}


def _both(thread: Thread) -> None:
    thread.facts.goods()
    thread.facts.about()
    thread.promise("nadag", 5, 20)


def visit(thread: Thread) -> None:
    """A visit by sales and what was promised there."""
    _both(thread)
    thread.visited(SALES, VISIT)
    thread.comment(ASIDE, 0.2, by=FIELD if thread.maybe(0.5) else OFFICE)
    if thread.maybe(0.55):
        thread.wait(1, 3)
        thread.mailed(SALES, FOLLOW)
    if thread.maybe(0.4):
        thread.wait(5, 12)
        thread.called(SALES, CALLED, tries=0.35)


def prices(thread: Thread) -> None:
    """A price agreed or refused."""
    _both(thread)
    thread.called(SALES, PRICES) if thread.maybe(0.6) else thread.rang(SALES, PRICES)
    thread.comment(ASIDE, 0.3, by=ACCOUNTS if thread.maybe(0.6) else OFFICE)


def keeping_up(thread: Thread) -> None:
    """A call without much reason, or one because it was silent for long."""
    _both(thread)
    thread.called(SALES, CALLED if thread.maybe(0.75) else SILENT, tries=0.4)


def card(thread: Thread) -> None:
    """Something by post."""
    _both(thread)
    thread.letter(SALES if thread.maybe(0.7) else OFFICE, CARD)


def inside(thread: Thread) -> None:
    """Colleagues talk about a customer."""
    _both(thread)
    thread.met(thread.rng.choice((SALES, OFFICE, FIELD)), INSIDE)
    thread.comment(ASIDE, 0.15, by=OFFICE)
