"""Something breaks: reported, looked at, part fetched, mended, and sometimes again."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import FIELD, OFFICE, SALES
from crm.demo.grammar import notes
from crm.demo.thread import Thread

REPORTED = notes("""
    {kop} # {De_p} {plek} {klacht}. [Sinds vanmorgen.|Al een paar dagen.|Na het weekend ontdekt.] Gevraagd: {advies}. Monteur gevraagd voor {bezoekdag}.
    {p} {plek} # {Wie} belt: {de_p} {klacht}. Ze kunnen [nog even door op de reserve|niet zonder|tot {bezoekdag} wachten]. {Bezoekdag} ingepland bij {monteur}.
    Storing {p} # {Klacht}, zegt {wie}. Serienummer {serie}, dus [net buiten garantie|nog in de garantie|een van voor 2020]. Telefonisch laten {advies}, geen verschil.
    {kop} {plek} # {Wie} klinkt geïrriteerd. {De_p} {klacht}, tweede keer [dit jaar|in drie maanden]. Ik heb {bezoekdag} beloofd.
    Melding {wie} # "{De_p} {klacht}, kan er iemand komen?" {Monteur} is {bezoekdag} toch in de buurt. Intussen {advies}.
    Storingsmelding # {P}: {klacht}. Doorverbonden gekregen van {ander}. {Werkbon} aangemaakt, {bezoekdag} tussen {uur} en 16:00.
    {kop} # Kwam om {uur} binnen. {De_p} {klacht} en het {soort_huis} staat stil. Spoed van gemaakt, {monteur} belt zelf.
    """)
REPORTED_MAIL = notes("""
    Mail: {kop} # {Wie} mailt foto's. {De_p} {klacht}, bij {bar} op de meter. Vraagt of {hij} zelf iets kan doen. Geantwoord: {advies}.
    Filmpje van {de_p} # Filmpje van {minuten} seconden gekregen, je hoort het goed: {klacht}. Doorgezet naar {monteur}.
    Storing via mail # "Goedemorgen, {de_p} {plek} {klacht}. Graag contact." Gebeld, {ander} wist van niets, {wie} is er vanmiddag.
    """)
REPORTED_CHAT = notes("""
    # App van {wie}: {de_p} {klacht}. Teruggeappt dat {monteur} {bezoekdag} langskomt.
    Appje {p} # "{P} doet weer raar." Na doorvragen: {de_p} {klacht}. {Advies}, daarna weer melden.
    # {Wie} appt een foto van het display, {foutcode}. {De_p} {klacht}. Gebeld en {werkbon} gemaakt.
    """)
ADVISED = notes("""
    Telefonisch opgelost # Stap voor stap doorgelopen met {wie}: {advies}. Loopt weer. Als het terugkomt direct bellen.
    {p} loopt weer # {Wie} had zelf al gevonden dat [een afsluiter dicht stond|de thermiek eruit lag|de stekker los zat]. {Werkbon} kan vervallen.
    Geen bezoek nodig # Na {advies} was het weg. {Wie} houdt het een week in de gaten.
    """)
LOOKED = notes("""
    {kop}: gezien # {Bevinding}. {De_part} ({partcode}) besteld, {terugdag} terug. Tot dan [draait hij op halve kracht|staat hij uit|noodpomp geplaatst].
    Bezoek {p} # {Bevinding}. Niets bij me, {partcode} moet van het magazijn komen. {Wie} weet dat het {terugdag} wordt.
    {werkbon} # {Bevinding}. {Bar} gemeten voor, {bar2} na. {Part} {partcode} nodig. Afgesproken: {terugdag}, voor {uur}.
    Diagnose {p} # {Bevinding}. Oorzaak [vuil in het systeem ({vuil})|gewoon ouderdom, {jaar} jaar|verkeerd gemonteerd destijds]. {Terugdag} met {partcode} terug.
    # {Bevinding}. Tijdelijk gezet. {Partcode} is onderweg, duurt tot {terugdag}
    Bij {wie} geweest # {Bevinding}. {Hij} stond erbij en vroeg of dit onder garantie valt, {serie} nagekeken: [nee|ja, tot eind van het jaar|twijfel, {verkoper} beslist].
    """)
MENDED = notes("""
    {p} gerepareerd # {Gedaan}. {Werkbon} getekend door {wie}. {Minuten} minuten werk, geen bijzonderheden.
    {kop}: verholpen # {Gedaan}. Oude {part} laten zien. Geadviseerd om {plek2} ook te laten nakijken.
    Klaar: {p} # {Gedaan}. Stroom {ampere}, druk {bar}. {Ander} heeft afgetekend.
    Reparatie {plek} # {Gedaan}. Kostte meer tijd dan gedacht, {minuten} minuten extra op {werkbon}.
    {werkbon} afgerond # {Gedaan}. Reserve {part} achtergelaten in de kast, staat op de bon ({partcode}).
    # {Gedaan}. Loopt. Koffie gehad
    {de_p} # {Gedaan}. Draait weer, {bar} op de meter. Over een half jaar terugkijken lijkt me verstandig.
    """)
AT_ONCE = notes("""
    {kop}: meteen verholpen # {Bevinding}. {Gedaan}. {Werkbon}, {minuten} minuten.
    {p} {plek} # {Bevinding}. Had {de_part} in de bus liggen. {Gedaan}. Getekend door {ander}.
    Storing opgelost # {Gedaan}. Oorzaak: {bevinding}. {Partcode} bijbestellen voor de bus.
    # {Bevinding}. {Gedaan}. Verder nagelopen, rest is goed
    Bezoek {wie} # {Gedaan}, nadat bleek: {bevinding}. Foto's voor en na in de map van {werkbon}.
    """)
PART_LATE = notes("""
    {partcode} later # {De_part} komt niet {terugdag} maar [een dag|twee dagen|een week] later. {Wie} gebeld, {hij} baalt maar snapt het.
    Onderdeel niet binnen # Leverancier heeft {partcode} op nalevering. {Wie} {nieuwedag} beloofd. {Monteur} is ingelicht.
    Nieuwe datum {werkbon} # {Terugdag} lukt niet, {monteur} is ziek. Wordt {nieuwedag}. {Wie} wil dan wel als eerste.
    """)
AGAIN = notes("""
    Weer: {kop} # {De_p} {klacht}, na {dagen} dagen alweer. {Wie} wil niet nog een keer betalen. {Monteur} moet terug.
    {p} opnieuw # Zelfde klacht als op {werkbon}. {Wie}: "jullie zijn hier net geweest". Gelijk heeft {hij}. Kosteloos terug, {bezoekdag}.
    Tweede melding {p} # {Klacht}. Vraagt of {hij} {monteur} rechtstreeks mag bellen, nummer gegeven.
    """)
CHECKED = notes("""
    Nagebeld {p} # Loopt nog goed, {wie} is tevreden. [Vroeg naar een onderhoudsbeurt.|Factuur had {hij} nog niet gehad.|Geen druppel meer.]
    Hoe gaat het met {de_p} # {Wie}: "geen omkijken naar". {Werkbon} mag dicht.
    Na de reparatie # {Bar} staat er nog steeds op. {Hij} wil bij gelegenheid praten over een reserve {p}.
    {werkbon} nagebeld # Alles in orde. Wel een opmerking dat niemand belde dat de monteur eraan kwam.
    """)
REMARKS = {
    OFFICE: notes("""
        # {Part} ligt klaar op het magazijn, vak {seconden}.
        # Ik zie dat we hier {weken} weken geleden ook waren. Zelfde oorzaak?
        # Werkbon mag naar {admin}, klant wil hem apart op de factuur.
        # Bel ik {wie} vanmiddag over.
        # {Monteur}, neem ook een set pakkingen mee. Vorige keer moest je terug.
        # {Wie} vroeg net of het ook een uur later mag. Gezegd van wel.
        """),
    FIELD: notes("""
        # Doe ik, ben er {bezoekdag} rond {uur}
        # Gezien. Deze {p} is uit een serie waar we er meer van terugzagen.
        # Garantie nagevraagd bij de fabriek, antwoord volgt.
        # Is dat die waar je met je hand niet bij kunt? Dan neem ik de lange sleutel mee.
        # Heb er nog een in de bus liggen, scheelt een rit.
        """),
    SALES: notes("""
        # Ik zit {bezoekdag} bij ze voor een offerte, goed om te weten.
        # Deze is pas {jaar} maanden oud. Coulance als de garantie moeilijk doet.
        # Zeg even niets over een nieuwe, ik ben met {ander} in gesprek over het hele zaakje.
        """),
}


def fault(thread: Thread) -> None:
    """Reported, solved by telephone or visited, once or twice."""
    facts = thread.facts
    facts.about()
    facts["soort_huis"] = {"kwekerij": "teeltsysteem", "wasserij": "wasproces", "zuivel": "proces"}.get(
        thread.company.sector, "zaakje"
    )
    thread.promise("bezoekdag", 1, 4)
    way = thread.rng.random()
    if way < 0.68:
        thread.rang(OFFICE, REPORTED)
    elif way < 0.86:
        thread.mail_in(OFFICE, REPORTED_MAIL)
    else:
        thread.chat(FIELD, REPORTED_CHAT)
    thread.comment(REMARKS, 0.2)
    if thread.maybe(0.2):
        thread.wait(0, 1)
        return thread.called(OFFICE, ADVISED)
    thread.until("bezoekdag", thread.rng.choice((0, 0, 0, 0, 1)))
    if thread.maybe(0.45):
        thread.visited(FIELD, AT_ONCE)
    else:
        _in_two_visits(thread)
    if thread.maybe(0.18):
        thread.wait(2, 9)
        thread.promise("bezoekdag", 1, 3)
        thread.rang(OFFICE, AGAIN)
        thread.comment(REMARKS, 0.4, by=FIELD)
        thread.until("bezoekdag")
        thread.visited(FIELD, MENDED)
    if thread.maybe(0.4):
        thread.wait(3, 10)
        thread.called(OFFICE, CHECKED)


def _in_two_visits(thread: Thread) -> None:
    thread.promise("terugdag", 2, 7)
    thread.visited(FIELD, LOOKED)
    thread.comment(REMARKS, 0.25, by=OFFICE)
    if thread.maybe(0.25):
        thread.promise("nieuwedag", 8, 11)
        thread.wait(1, 3)
        thread.called(OFFICE, PART_LATE)
        thread.until("nieuwedag")
    else:
        thread.until("terugdag", thread.rng.choice((0, 0, 0, 1)))
    thread.visited(FIELD, MENDED)
