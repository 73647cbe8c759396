"""Asked, quoted, chased, ordered or lost."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import FIELD, OFFICE, SALES
from crm.demo.grammar import notes
from crm.demo.thread import Thread

QUOTED = ("pomp", "dompel", "druk", "doseer", "filter", "wissel")
ASKED = notes("""
    Prijs {soort} # {Wie} [wil|vraagt] prijs voor {stuks}x {prod}, [komt|moet] {plek}. [Liefst|Graag] voor {offertedag} binnen.
    Aanvraag {p} # {Oude} {plek} is {jaar} jaar oud en [op|aan vervanging toe]. {Wie} denkt aan een {p}, wil weten of dat [past op {dn}|genoeg is voor {eis}].
    Offerte gevraagd # Telefoontje van {wie}: {nieuwe} {plek}, {eis}. [Hij moet ook buiten kunnen staan.|Budget zei {hij} niet.|{Hij} vraagt bij nog iemand prijs.] {Verkoper} maakt offerte.
    Wil {p} # {Stuks} stuks, levertijd is belangrijker dan prijs zegt {hij}. Beloofd dat de offerte {offertedag} in {zijn} mail zit.
    Vervanging {soort} # Ze gaan {plek} verbouwen. Wil {prod} met toebehoren, [frame erbij|zonder montage|met montage]. Maten: {maat} x {maat2}.
    Vraag {p} # Of wij {de_p} ook kunnen leveren met [RVS waaier|langere as|ander flensmaat {dn}|ATEX-motor]. Uitgezocht: ja, meerprijs {bedragje}. {Wie} wil dat op papier.
    Aanvraag # {Wie} belde voor {stuks} {p}. {Verkoper} zat in gesprek, terugbellen [vandaag|voor {uur}|morgen]. Gaat om [nieuwbouw|vervanging|reserve] {plek}.
    """)
ASKED_MAIL = notes("""
    Offerteaanvraag {p} # Mail van {wie}: ¶"Graag ontvangen wij uw aanbieding voor {stuks} stuks {prod}, franco {stad}. Reactie voor {offertedag}."
    Aanvraag {soort} # {Wie} stuurt foto van het typeplaatje ({serie}). Onze {p} is de opvolger, [aansluiting {dn} klopt|wel 40 mm hoger]. Offerte volgt.
    Prijsaanvraag # Lijstje van {wie}: {stuks}x {p}, {aantal}x koppeling, montage {plek}. Mailt erbij dat de vorige offerte te lang duurde.
    Aanvraag via mail # Wil {p} "net als de vorige keer". Vorige keer was een ander type, nagevraagd: {hij} bedoelt {prod}.
    """)
VISIT = notes("""
    Opname {plek} # Samen met {wie} gekeken. Leiding is {dn}, ruimte tussen muur en {soort} maar {maat}. {P} past net, deur moet eruit. Nodig: {eis}.
    Ingemeten voor {p} # {Bar} voordruk, nodig {eis}, stroom is er ({ampere} vrij). Foto's staan in de map. Fundatie moeten ze zelf doen.
    Opname # {Huidige} draait {uren} uur per dag, nodig is {eis}. {P} is ruim genoeg. {Wie} vroeg meteen naar korting, doorgeschoven naar {verkoper}.
    Ter plaatse gemeten # {Plek}: hart op hart {maat}, aansluiting {dn}, [geen afsluiter voor de pomp dus die moet erbij|afvoer ligt te hoog]. Verder rechttoe rechtaan.
    """)
SENT = notes("""
    Offerte {offerte} verstuurd # {Stuks}x {p}, {bedrag} excl. btw, levertijd {weken} weken. Geldig tot {geldig}.
    {offerte} {p} # Offerte gemaild aan {wie}, totaal {bedrag}. [Montage apart opgenomen.|Zonder montage.|Staffel erbij vanaf 5 stuks.] Nabellen rond {nabeldag}.
    Offerte de deur uit # {Offerte}: {prod}, {bedrag}. Ik heb {korting} gegeven, meer zit er niet in.
    Aanbieding {p} # {Offerte} met twee varianten: {p} voor {bedrag} en een maat kleiner. Uitgelegd waarom ik de grotere zou nemen ({eis} is krap).
    Offerte {offerte} # Gestuurd aan {mail}. Levering [franco|af magazijn], {weken} weken na opdracht. Bedrag {bedrag}.
    """)
CHASED = notes("""
    Nabellen {offerte} # {Wie} heeft hem gelezen, vindt {bedrag} aan de hoge kant. [Bespreekt het met {ander}.|Komt er volgende week op terug.|Vraagt of transport eraf kan.]
    {offerte} nagebeld # Ligt bij {ander} op het bureau. [Beslissing na de vergadering van {besluitdag}|Ze wachten op een tweede prijs|Geen haast zegt {hij}].
    Offerte besproken # Regel voor regel doorgelopen. {Wie} snapt de meerprijs van [het frame|de keuring|RVS] niet, uitgelegd. Wil {korting} korting, ik heb gezegd dat ik dat navraag.
    Stand {offerte} # Nog niet naar gekeken. [Drukke week,|Ziek geweest,|Vakantie,] {nabeldag} opnieuw bellen.
    Over de offerte # {Hij} wil weten of {de_p} uit voorraad kan als {hij} nu beslist. {Binnen} gevraagd: twee stuks op plank, rest {weken} weken.
    """)
WON = notes("""
    Akkoord op {offerte} # {Wie} geeft akkoord, inkoopnummer {inkoop}. Levering {leverdag}. {Binnen} zet hem in.
    Opdracht {p} # Akkoord op {offerte}, met {korting} korting op het geheel. {Leverdag} leveren, [bellen een uur vooraf|niet voor {uur}].
    {offerte} akkoord # Getekend retour. {Stuks}x {p}, order {order}, beloofd {leverdag}.
    Order {order} # {Wie} gaat ervoor. Moet er {leverdag} zijn want dan staat de [installateur|kraan|ploeg] klaar.
    Bestelling n.a.v. {offerte} # {Inkoop} ontvangen, {bedrag} klopt met de offerte. Leverdatum {leverdag} doorgegeven aan magazijn.
    """)
CONFIRMED = notes("""
    Orderbevestiging {order} # Verstuurd aan {mail}, levering {leverdag}, afleveradres {stad}.
    {order} bevestigd # {Stuks}x {p} gereserveerd, leverdag {leverdag} staat in de planning. {Wie} gevraagd wie er aftekent: {ander}.
    Bevestiging gestuurd # Order {order}, {bedrag}. [Let op: montage door henzelf.|Afroep in twee keer.|Pallet, geen laadklep nodig.]
    """)
DELIVERED = notes("""
    {order} geleverd # Afgeleverd {plek}, getekend door {ander}, pakbon {pakbon}.
    Levering {p} # {P} staat er. {Wie} wilde nog een [flens {dn}|set bouten|handleiding op papier] extra, [direct meegegeven|nagestuurd].
    {order} deels geleverd # {P} zelf is er, de [flenzen|koppelingen|bouten] komen {nabeldag} na. {Ander} weet ervan.
    # {Stuks}x {p} afgeleverd bij {ander}, [doos licht beschadigd, inhoud goed|alles compleet|pallet nemen we volgende keer mee terug].
    {pakbon} # Levering gedaan om {uur}, chauffeur moest {minuten} minuten wachten op de heftruck.
    """)
AFTER = notes("""
    Nagebeld {order} # Compleet aangekomen, {de_p} wordt [volgende week|vrijdag|na de oogst] aangesloten. Factuur mag komen.
    {p} draait # {Wie} belt terug op mijn voicemail: draait [prima|veel stiller dan de oude|met {bar}]. Vroeg of wij ook {plek2} willen kijken.
    Nazorg # {P} hangt, alleen [de beugel was te kort|de kabel is een meter te kort|de handleiding zat er in het Duits bij]. Lossen we op.
    Even nagebeld # Tevreden over de levering, minder over de verpakking: {minuten} minuten bezig met piepschuim.
    """)
LOST = notes("""
    {offerte} niet door # Ze hebben bij een ander besteld, scheelde {bedragje}. {Wie} vond onze tekening wel duidelijker.
    Offerte {offerte} verloren # Reden: levertijd. {Weken} weken was te lang, concurrent had hem staan.
    Gaat niet door # {Wie} stelt het uit tot [volgend jaar|na het seizoen|de nieuwbouw]. {Offerte} gesloten.
    {offerte} afgewezen # Bestuur wil niet boven {bedrag2}. Voorstel om te reviseren in plaats van vervangen, daar denkt {hij} over na.
    Nee op {p} # {Ander} heeft zelf nog een tweedehands {soort} gevonden. Jammer, {hij} zei wel dat we snel waren.
    """)
TIPS = {
    FIELD: notes("""
        # Let op: {plek} staat nog een {soort} die ook {jaar} jaar oud is. Meenemen in het gesprek.
        # Ik was daar {weken} weken terug, leiding is daar {dn2} en geen {dn}. Nakijken voor je bestelt.
        # Stroom is daar krap. Vraag of er {ampere} vrij is.
        """),
    OFFICE: notes("""
        # Vorige keer wilden ze een tekening erbij. Scheelt een telefoontje.
        # Ok, zet ik in de planning.
        # Heb {wie} gisteren ook aan de lijn gehad, {hij} had het niet over een offerte.
        """),
    SALES: notes("""
        # Prijs van {de_p} gaat per {geldig} omhoog, dus niet te lang laten liggen.
        # Pak ik op.
        # Staat er nog een oude factuur open? Eerst bij {admin} checken.
        """),
}


def quotation(thread: Thread) -> None:
    """The common way: inquiry, sometimes a survey, quotation, calls, and an end one way or the other."""
    thread.facts.about(*QUOTED)
    thread.promise("offertedag", 2, 6)
    thread.facts["bedrag2"] = thread.facts["prijs"]
    if thread.maybe(0.35):
        thread.mail_in(OFFICE if thread.maybe(0.5) else SALES, ASKED_MAIL)
    else:
        thread.rang(OFFICE if thread.maybe(0.6) else SALES, ASKED)
    thread.promise("geldig", 20, 30)
    thread.comment(TIPS, 0.18)
    if thread.maybe(0.4):
        thread.wait(1, 4)
        thread.visited(FIELD, VISIT)
    thread.wait(1, 3)
    thread.promise("nabeldag", 5, 9)
    thread.mailed(SALES, SENT)
    for _ in range(thread.rng.choice((0, 1, 1, 2))):
        thread.wait(4, 9)
        thread.promise("besluitdag", 4, 12)
        thread.promise("nabeldag", 5, 9)
        thread.called(SALES, CHASED, tries=0.35)
    thread.wait(1, 8)
    if thread.maybe(0.42):
        return thread.called(SALES, LOST) if thread.maybe(0.7) else None
    thread.promise("leverdag", 6, 16)
    thread.rang(SALES, WON) if thread.maybe(0.5) else thread.mail_in(OFFICE, WON)
    thread.wait(0, 1)
    thread.mailed(OFFICE, CONFIRMED)
    thread.until("leverdag", thread.rng.choice((0, 0, 0, 1)))
    if thread.maybe(0.7):
        thread.noted(OFFICE, DELIVERED)
    if thread.maybe(0.35):
        thread.wait(2, 8)
        thread.called(SALES, AFTER)
