"""Goods: ordered by telephone or mail, wrong, short, late, damaged, sent back."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import ACCOUNTS, FIELD, OFFICE, SALES
from crm.demo.grammar import notes
from crm.demo.thread import Thread

ORDERED = notes("""
    Bestelling {order} # {Spul}, {stukprijs} per {eenheid}, levering {leverdag}, [bij {ander} afgeven|achterom|gewoon op kantoor].
    {wie} bestelt {waar} # {Spul}. Vroeg of het {leverdag} kan, dat kan. Inkoopnummer {inkoop}.
    Bestelling # Telefonisch: {spul}. {Hij} dacht {half} maar wil toch {aantal} omdat de prijs dan zakt. {Leverdag}.
    Order {order} # {Spul} op afroep, eerste deel {leverdag}. {Wie} belt zelf voor de rest.
    {spul} # Besteld door {wie}, zelfde als vorige keer. {Bedrag} totaal, mee met de rit van {leverdag}.
    Nabestelling {waar} # Kwamen te kort {plek}. {Spul} erbij, graag {leverdag} voor {uur}.
    """)
ORDERED_MAIL = notes("""
    Bestelling per mail # {Wie}: "Graag {spul} o.v.v. {inkoop}." Bevestigd voor {leverdag}, {order}.
    {inkoop} # Inkooporder met {spul}. Prijs op de order klopte niet ({stukprijs} is de goede), {hij} past hem aan.
    Mailbestelling {waar} # {Spul}. Afleveradres is dit keer [het werk in {stad}|de andere locatie|bij de buren, hek is dicht]. Leverdag {leverdag}.
    Webformulier # {Spul} besteld via het formulier, geen telefoonnummer ingevuld. Gemaild dat het {leverdag} komt.
    """)
EXCHANGED = (
    notes("""
        Verkeerd geleverd {order} # Kreeg {anders} in plaats van {waar}. Staat [wel goed op de pakbon|ook fout op pakbon {pakbon}]. Omruilen {ruildag}, {wie} zet ze klaar.
        Verkeerde maat # {Waar} is binnen maar de [schroefdraad|maat|aansluiting] klopt niet, {hij} had {dn} besteld en dat staat ook op {order}. Onze fout.
        Verkeerde doos # {Wie} belt vanaf het werk: in de doos zit {anders}. Etiket zegt {waar}. {Ruildag} omruilen, eerder redden we niet.
        """),
    notes("""
        {order} rechtgezet # {Spul}, nu compleet binnen. Verkeerde doos mee terug, {rma}. {Admin} maakt credit.
        Omgeruild # {Waar} gebracht en {anders} meegenomen. {Wie} vond het netjes opgelost.
        Retour {rma} # {Anders} terug ontvangen, onbeschadigd. Creditnota {credit} in de maak.
        """),
)
SHORT = (
    notes("""
        {pakbon} klopt niet # {Half} ontvangen in plaats van {aantal}. Magazijn telt na, rest gaat {ruildag} mee.
        Te weinig geleverd # {Wie} mist {half} {waar}. Bij ons staat alles als verzonden. Foto van de doos gevraagd.
        Aantal klopt niet # Op {pakbon} staat {aantal}, in de doos zaten er {half}. {Ander} heeft ze twee keer geteld.
        """),
    notes("""
        Nalevering gedaan # Ontbrekende {half} afgeleverd bij {ander}, pakbon {pakbon}. Zaak gesloten.
        Rest {order} # {Half} nagebracht. Bleken nog op de plank te liggen, vak {seconden}.
        """),
)
LATE = (
    notes("""
        {order} niet gekomen # Zou er {leverdag} zijn. Chauffeur zegt dat er niemand was, {wie} zegt dat {hij} de hele dag {plek} stond. {Ruildag} opnieuw.
        Levering te laat # Voor {leverdag} beloofd, er is niets. Uitgezocht: ligt nog op [het depot|de expeditie|de verkeerde pallet]. {Wie} heeft een ploeg staan wachten.
        Waar blijft {waar} # {Wie} belt, {leverdag} was beloofd. Stond op de rit maar is er weer afgehaald, niemand die het meldde. {Ruildag} als eerste.
        """),
    notes("""
        Alsnog bezorgd # Zelf gereden, {order} afgegeven om {uur}. Excuses gemaakt.
        {order} nu wel # {Spul} afgegeven bij {ander}. {Hij} had zich er al bij neergelegd.
        """),
)
DAMAGED = (
    notes("""
        Beschadigd binnen # Doos met {waar} was nat en ingedeukt, {half} stuks niet bruikbaar. {Wie} heeft foto's gemaild.
        Transportschade {order} # Pallet is omgevallen, {half} van de {aantal} kapot. Gemeld bij de vervoerder, nieuwe gaan {ruildag} mee.
        """),
    notes("""
        Vervangen {order} # {Half} nieuwe gebracht, kapotte mee terug voor de vervoerder ({rma}).
        Schade afgehandeld # Nieuwe {waar} geleverd. Vervoerder betaalt, {admin} heeft de foto's.
        """),
)
BACKORDER = notes("""
    Levertijd {waar} # Fabriek geeft [week {seconden}|{weken} weken] op. {Wie} gemaild, {hij} wil deels alvast: {half} uit voorraad.
    {order} in nalevering # {Waar} komt niet voor {ruildag}. Alternatief {anders} aangeboden, {wie} vraagt het {ander}.
    Vertraging # {Spul} staat nog bij de leverancier. Nieuwe datum {ruildag}, beloofd dat we bellen als het eerder is.
    Uitgesteld {order} # {Waar} is door keuring afgekeurd, nieuwe partij {ruildag}. Zelf gebeld voor {hij} het moest vragen.
    """)
ARRIVED = notes("""
    {order} binnen # {Spul} compleet. {Wie} mailt een duimpje.
    Pakbon {pakbon} # {Spul} geleverd, [afgetekend door {ander}|niemand aanwezig, onder het afdak gezet, foto gemaakt].
    {waar} geleverd # Alles mee. {Half} lege pallets retour.
    # {Order} afgegeven om {uur}, was haast bij.
    """)
COUNTER = notes("""
    Afgehaald {order} # {Wie} aan de balie: {spul} meegenomen. [Op rekening.|Gepind, {bedrag}.|Bon volgt per mail.]
    Balie # {Wie} zocht {waar} en ging weg met {anders}, past ook. {Bedrag}.
    # {Spul} opgehaald. {Hij} vroeg naar {prod2}, folder meegegeven.
    """)
SIDE = {
    OFFICE: notes("""
        # Magazijn heeft het nagekeken, etiket zat op de verkeerde bak.
        # Dit is de derde keer deze maand op deze rit.
        # Gaat {ruildag} mee, bevestigd door planning.
        """),
    SALES: notes("""
        # Ik heb {wie} zelf gebeld. {Hij} was er redelijk onder.
        # Had ik dat maar geweten, ik was er gisteren nog.
        """),
    ACCOUNTS: notes("""
        # Factuur {factuur} houd ik dus nog even vast.
        # Credit pas als de retour binnen is.
        """),
    FIELD: notes("""
        # Ik kom er {ruildag} langs, kan het meenemen.
        # Ik was er gisteren nog, had niemand gezegd.
        """),
}


def delivery(thread: Thread) -> None:
    """An order for parts; one in three goes wrong."""
    facts = thread.facts
    facts.about()
    facts["prod2"] = facts["prod"]
    facts.goods()
    thread.promise("leverdag", 1, 6)
    if thread.maybe(0.08):
        return thread.came(OFFICE, COUNTER)
    if thread.maybe(0.6):
        thread.rang(OFFICE, ORDERED)
    else:
        thread.mail_in(OFFICE, ORDERED_MAIL)
    way = thread.rng.random()
    if way < 0.12:
        thread.wait(1, 2)
        thread.promise("ruildag", 4, 12)
        thread.mailed(OFFICE, BACKORDER) if thread.maybe(0.6) else thread.called(OFFICE, BACKORDER)
        thread.until("ruildag")
        thread.noted(OFFICE, ARRIVED)
    elif way < 0.36:
        thread.until("leverdag", 1)
        thread.promise("ruildag", 1, 3)
        wrong, fixed = thread.rng.choice((EXCHANGED, SHORT, LATE, DAMAGED))
        thread.rang(OFFICE, wrong) if thread.maybe(0.75) else thread.mail_in(OFFICE, wrong)
        thread.comment(SIDE, 0.35)
        thread.until("ruildag")
        thread.noted(OFFICE, fixed)
    elif way < 0.62:
        thread.until("leverdag")
        thread.noted(OFFICE, ARRIVED)
