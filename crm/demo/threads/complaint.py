"""A customer is angry. Who hears it first, what we do, what we learn."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import ACCOUNTS, FIELD, OFFICE, SALES
from crm.demo.grammar import notes
from crm.demo.thread import Thread

ANGRY = notes("""
    Klacht: niet teruggebeld # {Wie} heeft drie keer een boodschap achtergelaten over {de_p} en niemand belde. Aangehoord, excuses. {Verkoper} belt vandaag nog.
    Klacht over bezoek # Monteur was er {minuten} minuten en weg, zegt {wie}, terwijl {de_p} nog steeds {klacht}. "Ik betaal geen {bedragje} voor een kop koffie."
    Boos over levering # {Order} voor de derde keer verzet. {Wie}: "ik hoor van jullie elke keer wat anders." Niets tegen in te brengen.
    Klacht {wie} # {De_p} {klacht}, de vervanging was beloofd voor {leverdag} en daar weet bij ons niemand van. Nergens iets over gevonden.
    Ontevreden # {Hij} kreeg van {verkoper} te horen dat het onder garantie viel en van {admin} een factuur van {bedrag}. Wil weten wie er nou gelijk heeft.
    Klacht over rommel # Na het werk {plek} was de vloer bezaaid met {vuil}, {ander} heeft {uren} uur staan schrobben. Foto's gemaild.
    Verkeerd advies # {Wie} zegt dat {de_p} te klein is: wij beloofden {eis} en dat wordt bij lange na niet gehaald. Rapport van een ander bureau erbij.
    Klacht toon aan de telefoon # {Wie} voelde zich afgesnauwd bij de storingsmelding. Gevraagd wanneer dat was: rond {uur}.
    """)
INSIDE = notes("""
    Overleg klacht {klant} # Met {verkoper} en {monteur} gezeten. Het lag bij ons: bezoek was wel gepland maar niet bevestigd. {Binnen} belt {wie}.
    Uitgezocht # {Monteur} heeft het gewoon gemeld, maar op de verkeerde klant. Daarom wist niemand ervan.
    Klacht besproken # Voorstel: {bedragje} crediteren en {de_p} kosteloos nakijken. {Verkoper} akkoord.
    Oorzaak {order} # Leverdatum was mondeling gewijzigd, staat nergens. Afgesproken dat wie een datum noemt hem ook opschrijft.
    """)
MADE_UP = notes("""
    Teruggebeld over de klacht # {Wie} was milder dan gisteren. {Bedragje} gaat eraf en {monteur} komt {hersteldag}. Daarmee is het goed voor {hem}.
    Excuses en voorstel # Gebeld. {Hij} wil vooral één aanspreekpunt. Dat ben ik. Nummer gegeven.
    Klacht afgehandeld # {De_p} nagekeken door {monteur}, {credit} verstuurd. {Wie} zegt: "zo had het meteen gemoeten."
    Antwoord op klacht # Uitgelegd wat er misging en wat we eraan doen. Zet ik ook nog op de mail, vroeg {wie}.
    Nog niet tevreden # {Wie} accepteert {bedragje} niet, wil de hele factuur terug. Gezegd dat ik dat niet kan beloven, {hersteldag} antwoord.
    """)
THERE = notes("""
    Langsgeweest na klacht # Gepraat met {wie} en {ander}, eerst een kwartier alleen geluisterd. {Gedaan}. Ging met een handdruk weg.
    Bezoek i.v.m. klacht # {De_p} {klacht} inderdaad. {Bevinding}. Zonder kosten opgelost, {wie} waardeert dat.
    Klachtbezoek # Alles {plek} opgeruimd en nagelopen. {Hij} had het al van zich afgezet, {ander} nog niet helemaal.
    """)
WORDS = {
    SALES: notes("""
        # Dit wist ik niet, ik had {wie} dinsdag nog vrolijk over een {soort} aan de telefoon.
        # Ik bel {hem} zelf, laat maar aan mij over.
        # Er ligt een open offerte, die stuur ik nu even niet.
        # Staat nu bij goed om te weten.
        """),
    FIELD: notes("""
        # {Werkbon} nagekeken: ik was er van {uur} tot vier uur.
        # Heb ik {binnen} wel doorgegeven, maar mondeling. Ik bel {hem}.
        # Dezelfde oorzaak als bij een andere klant vorige maand.
        # Had beter gekund ja. Ga er zelf naartoe.
        """),
    ACCOUNTS: notes("""
        # Credit is goed, maak ik vandaag.
        # Zolang dit loopt gaat er geen herinnering uit.
        """),
}


def complaint(thread: Thread) -> None:
    """Heard, looked into, made good."""
    thread.facts.about()
    thread.promise("leverdag", -4, -1)
    office = thread.rng.choice((OFFICE, OFFICE, ACCOUNTS, FIELD))
    thread.rang(office, ANGRY) if thread.maybe(0.7) else thread.mail_in(office, ANGRY)
    thread.comment(WORDS, 0.7, by=SALES if thread.maybe(0.5) else FIELD)
    if thread.maybe(0.5):
        thread.wait(0, 1)
        thread.met(OFFICE, INSIDE) if thread.maybe(0.6) else thread.noted(OFFICE, INSIDE)
    thread.promise("hersteldag", 2, 5)
    thread.wait(0, 2)
    thread.called(thread.rng.choice((SALES, OFFICE)), MADE_UP)
    thread.comment(WORDS, 0.2, by=ACCOUNTS)
    if thread.maybe(0.5):
        thread.until("hersteldag")
        thread.visited(FIELD, THERE)
