"""Money: invoices that do not fit, reminders, credit notes."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import ACCOUNTS, FIELD, OFFICE, SALES
from crm.demo.grammar import notes
from crm.demo.thread import Thread

QUESTIONED = notes("""
    Vraag over {factuur} # {Wie} snapt de regel [voorrijkosten|klein materiaal|"diversen"] van {voorrij} niet. Uitgezocht bij {monteur}: twee keer gereden.
    Factuur {factuur} # Inkoopnummer {inkoop} ontbreekt, zonder nummer betalen ze niet. Nieuwe factuur gestuurd.
    {factuur} klopt niet # Er staat een {p} te veel op, zegt {wie}. Pakbon {pakbon} erbij gezocht, {hij} heeft gelijk.
    Korting vergeten # {Wie} had {korting} afgesproken met {verkoper}, staat niet op {factuur}. {Verkoper} gevraagd of dat klopt.
    Factuur dubbel # {Factuur} en die van vorige maand zijn dezelfde order {order}. Ja, dubbel. Credit volgt.
    Btw verlegd? # {Wie} vraagt of {factuur} met verlegde btw kan. {Admin} zegt alleen bij onderaanneming. Uitgelegd.
    Verkeerde tenaamstelling # {Factuur} staat op {ander} persoonlijk in plaats van op {klant}. Aangepast en opnieuw verstuurd.
    Uren op {werkbon} # Op de bon staat {minuten} minuten, op {factuur} een heel uur. Wij rekenen per half uur, staat in de voorwaarden. {Wie} vindt het flauw.
    Betaaltermijn # {Hij} wil van 14 naar 30 dagen. Voor {factuur} eenmalig goedgevonden, de rest moet via {verkoper}.
    """)
ANSWERED = notes("""
    Antwoord {factuur} # Bedrag blijft staan maar {bedragje} gaat eraf uit coulance. {Wie} betaalt deze week.
    {factuur} uitgelegd # Regel voor regel. Was akkoord nadat ik de werkbon mailde ({werkbon}).
    Navraag gedaan # {Verkoper} bevestigt de {korting}. Mondeling toegezegd, nergens vastgelegd. Creditnota {credit} gemaakt.
    Creditnota {credit} # {Bedragje} gecrediteerd op {factuur}, gaat naar {mail}.
    {credit} verstuurd # Verrekenen met de volgende factuur, wil {wie} zo.
    Afgesproken met {wie} # {Factuur} splitsen in materiaal en uren. Nieuwe {kopie} gestuurd, oude vervalt.
    """)
REMIND = notes("""
    Herinnering {factuur} # {Bedrag} staat {dagen} dagen over de termijn. Eerste herinnering, vriendelijk gehouden.
    Openstaand # {Factuur} ({bedrag}) en nog een kleine. Ligt ter goedkeuring bij {ander}, zegt {wie}.
    Betaling {factuur} # Beloofd dat het {betaaldag} overgemaakt wordt. Notitie voor mezelf om te kijken.
    Tweede herinnering # {Factuur}, {bedrag}. {Wie} zegt nooit een factuur gezien te hebben. {Kopie} gemaild, gevraagd om bevestiging.
    {factuur} # Nog steeds niet betaald. {Hij} wacht op de creditnota voor de [retour|voorrijkosten|korting] zegt {hij}. Navragen bij {binnen}.
    """)
LETTER = notes("""
    Aanmaning {factuur} # Per post, laatste termijn {betaaldag}. Kopie in het dossier.
    Brief aanmaning # {Factuur}, {bedrag} plus rente vanaf {betaaldag}. Niet aangetekend.
    """)
PAID = notes("""
    {factuur} betaald # Binnen, {bedrag}. Dossier dicht.
    Betaling ontvangen # {Factuur} op de rekening, [op de dag van de belofte|een dag later dan beloofd|minus {bedragje}, zelf afgetrokken].
    Betaald # {Bedrag} binnen onder vermelding van het verkeerde nummer, omgeboekt naar {factuur}.
    """)
ASIDE = {
    SALES: notes("""
        # Klopt, heb ik {wie} toegezegd aan de telefoon. Mijn fout, stond niet in het bestand.
        # Er ligt nog een klacht bij deze klant, niet te streng aanmanen.
        # Weet ik niets van. Ik vraag het {wie} {betaaldag} zelf.
        # Prima, dan laten we het zo.
        """),
    FIELD: notes("""
        # Voorrijkosten waren niet besproken, ik had gezegd dat ik toch in de buurt was.
        # Die {minuten} minuten zijn echt gemaakt, staat op {werkbon}.
        # Er zat ook een {part} bij, die is niet gerekend.
        """),
    OFFICE: notes("""
        # Pakbon {pakbon} opgezocht, zit in de bijlage van de mail aan {admin}.
        # Inkoopnummer had ik wel gekregen: {inkoop}. Vergeten in te vullen.
        # Nieuwe medewerker daar, die kent onze facturen nog niet.
        """),
}


def question(thread: Thread) -> None:
    """A question about an invoice, looked into and answered."""
    thread.facts.about()
    thread.promise("betaaldag", 2, 8)
    if thread.maybe(0.55):
        thread.rang(ACCOUNTS if thread.maybe(0.6) else OFFICE, QUESTIONED)
    else:
        thread.mail_in(ACCOUNTS, QUESTIONED)
    thread.comment(ASIDE, 0.35)
    thread.wait(1, 4)
    thread.called(ACCOUNTS, ANSWERED) if thread.maybe(0.5) else thread.mailed(ACCOUNTS, ANSWERED)


def reminder(thread: Thread) -> None:
    """An invoice that stays open until somebody rings."""
    thread.facts.about()
    thread.promise("betaaldag", 4, 10)
    thread.mailed(ACCOUNTS, REMIND) if thread.maybe(0.5) else thread.called(ACCOUNTS, REMIND)
    thread.comment(ASIDE, 0.2, by=SALES if thread.maybe(0.6) else OFFICE)
    if thread.maybe(0.35):
        thread.wait(8, 12)
        thread.promise("betaaldag", 8, 12)
        thread.letter(ACCOUNTS, LETTER)
    thread.until("betaaldag", thread.rng.choice((-1, 0, 1, 3)))
    thread.noted(ACCOUNTS, PAID)
