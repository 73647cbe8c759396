"""Private households: a wet cellar, a pond, a garden, and one bill."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import ACCOUNTS, FIELD, OFFICE
from crm.demo.grammar import notes
from crm.demo.thread import Thread

CALL = notes("""
    Water in de kelder # {Wie} belt, {cm} water {plek}. De {p} {klacht}. {Monteur} kan {bezoekdag}, tot die tijd emmeren.
    Vraag over {soort} # {Wie} heeft {de_p} van ons, {jaar} jaar oud, en die {klacht}. Vraagt of repareren nog zin heeft. {Bezoekdag} kijken.
    {soort} doet het niet # {De_p} {klacht}. Buurman heeft al gekeken. Voorrijkosten genoemd ({voorrij}), {hij} vindt het goed. {Bezoekdag}.
    Lekkage # {De_p} {plek} {klacht}. Niet thuis voor {uur}, sleutel bij de buren op nummer {aantal}. {Bezoekdag} gepland.
    {nieuwe}? # {Wie} twijfelt tussen {p} en iets van de bouwmarkt. Rustig uitgelegd wat het verschil is. {Monteur} neemt {bezoekdag} een folder mee.
    Geen water in de tuin # Sinds de vorst {klacht} {de_p}. {Wie} is slecht ter been, dus graag achterom. {Bezoekdag}, belt vooraf.
    """)
CAME = notes("""
    Aan de balie # {Wie} kwam binnen met {de_part} in een plastic tas. Nieuwe meegegeven ({partcode}), {bedragje} gepind.
    Balie: {soort} # Advies gegeven over {de_p}, {hij} ging tevreden weg met {aantal} meter slang en twee klemmen.
    # {Wie} bracht {de_p} zelf langs, {klacht}. Bon {werkbon}, belt morgen
    """)
VISITED = notes("""
    Bij {wie} thuis # {Bevinding}. {Gedaan}. Uitgelegd hoe {hij} het zelf kan schoonmaken. {Bedragje} gepind.
    {werkbon} # {Gedaan}. Thee gekregen, hond is lief. Rekening per post, geen mail.
    Klus {plek} # {Bevinding}. {Gedaan}. Ook de afvoer even doorgestoken, niet gerekend.
    {p} vervangen # Oude was op: {bevinding}. {Prod} geplaatst, {prijs} plus {minuten} minuten. {Wie} heeft erbij gestaan en alles gefilmd.
    # {Gedaan}. Klaar. {Hij} wilde weten of het nu tien jaar goed blijft, ik heb vijf gezegd
    """)
AFTER = notes("""
    Vraag over de rekening # {Wie} had {bedragje} verwacht en kreeg {bedrag2}. Btw vergeten. Excuses voor de onduidelijkheid, blijft staan.
    Betaalregeling # {Factuur} in {weken} keer, mag. Eerste deel {betaaldag}.
    Doet het nog # {Wie} belt om te zeggen dat het droog blijft {plek}. Aardig.
    Toch weer # {De_p} doet het, maar nu {plek2} een plasje. {Monteur} kijkt er {betaaldag} naar, buiten garantie.
    Factuur kwijt # {Kopie} van {factuur} per post gestuurd, {wie} heeft geen mail.
    """)


def at_home(thread: Thread) -> None:
    """Reported, mended, sometimes a question about the bill."""
    facts = thread.facts
    facts.about(thread.rng.choice(("dompel", "dompel", "druk")), small=True)
    facts["bedrag2"] = facts["prijs"]
    thread.promise("bezoekdag", 1, 5)
    if thread.maybe(0.15):
        return thread.came(OFFICE, CAME)
    thread.rang(OFFICE, CALL)
    thread.until("bezoekdag")
    thread.visited(FIELD, VISITED)
    if thread.maybe(0.5):
        thread.wait(4, 15)
        thread.promise("betaaldag", 3, 10)
        thread.rang(ACCOUNTS if thread.maybe(0.5) else OFFICE, AFTER)
