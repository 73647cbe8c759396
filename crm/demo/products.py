"""What Van Rijnsbergen Techniek sells, and what goes wrong with it."""
# ruff: noqa: E501 - one text per line

from typing import NamedTuple

from crm.demo.grammar import Template, rows


class Product(NamedTuple):
    """One machine: ``de CP-40``, ``circulatiepomp CP-40``, price in euros."""

    article: str
    code: str
    sort: str
    price: int


class Fault(NamedTuple):
    """A complaint with its cause and cure: the texts complete ``de CP-40 …``, ``Gezien: …``, ``Gedaan: …``."""

    complaint: Template
    heading: Template
    advice: Template
    found: Template
    done: Template
    part: str
    code: str


def _products(block: str) -> tuple[Product, ...]:
    return tuple(Product(article, code, sort, int(price)) for article, code, sort, price in rows(block))


def _faults(block: str) -> tuple[Fault, ...]:
    return tuple(Fault(*map(Template, cells[:5]), *cells[5:]) for cells in rows(block))


PRODUCTS = {
    "pomp": _products("""
        de | CP-25 | circulatiepomp | 389
        de | CP-32 | circulatiepomp | 512
        de | CP-40 | circulatiepomp | 845
        de | CP-50 | circulatiepomp | 1190
        de | CP-65 | circulatiepomp | 1640
        de | NB-32/160 | normpomp | 1975
        de | NB-50/200 | normpomp | 2860
        """),
    "dompel": _products("""
        de | DP-150 | dompelpomp | 298
        de | DP-220 | dompelpomp | 446
        de | DP-400 | vuilwaterpomp | 915
        de | BP-4/12 | bronpomp | 1080
        """),
    "druk": _products("""
        de | HY-1 | hydrofoor | 640
        de | HY-2 | drukverhogingsset | 2240
        de | HY-3 | drukverhogingsset | 3890
        """),
    "doseer": _products("""
        de | DS-05 | doseerpomp | 575
        de | DS-12 | doseerpomp | 798
        de | DS-40 | doseerpomp | 1325
        """),
    "klep": _products("""
        de | VK-80 | vlinderklep | 164
        de | VK-100 | vlinderklep | 212
        de | TK-40 | terugslagklep | 58
        de | TK-50 | terugslagklep | 71
        het | MV-12 | magneetventiel | 96
        de | DR-25 | drukreduceer | 133
        """),
    "filter": _products("""
        het | ZF-600 | zandfilter | 1480
        de | FK-200 | filterkast | 720
        het | BF-2 | zakkenfilter | 655
        het | SF-50 | schijvenfilter | 340
        """),
    "regel": _products("""
        de | FR-1,5 | frequentieregelaar | 420
        de | FR-4 | frequentieregelaar | 695
        de | PB-2 | pompbesturing | 540
        """),
    "wissel": _products("""
        de | PW-20 | platenwisselaar | 880
        de | PW-30 | platenwisselaar | 1260
        """),
}

FAULTS = {
    "pomp": _faults("""
        lekt langs de as | Lekkage langs de as | [emmer eronder zetten en |]de afsluiter ervoor dichtdraaien | veer van de asafdichting gebroken, as zelf is nog gaaf | asafdichting vervangen en proefgedraaid op {bar} | de asafdichting | OR
        piept bij het opstarten | Piepend geluid | voelen of het lagerhuis warm wordt | lager aan de ventilatorzijde uitgelopen, speling {mm} | lagerset vervangen en motor opnieuw uitgelijnd | de lagerset | LG
        komt niet op druk | Komt niet op druk | zuigleiding nog eens ontluchten | waaier voor de helft dicht met {vuil}, kwam niet boven {bar} | waaier schoongemaakt, slijtring vernieuwd, nu weer {bar2} | de slijtring | SR
        slaat af op thermisch | Slaat af op thermisch | stroom meten, was {ampere} | motor trekt {ampere} waar {ampere2} op het plaatje staat, wikkeling verkleurd | motor omgewisseld, oude mee voor onderzoek | de motor | MT
        trilt zo dat de leiding meegaat | Trilt, leiding gaat mee | kijken of de voetbouten vastzitten | voetplaat los en koppelrubber versleten, uitlijning {mm} eruit | koppelrubber vervangen en uitgelijnd op {mm2} | het koppelrubber | KR
        maakt lucht en valt steeds uit | Valt uit door lucht | [niveau in de put|waterstand] nakijken | pakking van de zuigflens trekt lucht, je hoort het sissen | pakking vervangen en systeem ontlucht | de flenspakking | FP
        """),
    "dompel": _faults("""
        slaat niet meer aan | Slaat niet aan | vlotter met de hand optillen | vlotterkabel zat klem achter de [leiding|ketting] | vlotter vervangen en kabel omgelegd | de vlotter | VL
        blijft draaien als de put leeg is | Blijft draaien | spanning eraf halen tot wij er zijn | vlotter vol water gelopen | nieuwe vlotter, uitschakelhoogte op {cm} gezet | de vlotter | VL
        pompt bijna niets meer | Pompt bijna niets | kijken of de terugslagklep open staat | waaier vast met {vuil}, persleiding op {bar} | waaier vrijgemaakt, [snijring|zuigkorf] vervangen | de zuigkorf | ZK
        gooit de aardlek eruit | Aardlek eruit | stekker eruit laten | water in de kabelinvoer, isolatie nog {mega} | kabel met invoer vervangen, isolatie nu {mega2} | de kabelinvoer | KI
        """),
    "druk": _faults("""
        slaat om de {seconden} seconden in en uit | Pendelt | voordruk van het vat meten, was {bar} | membraan lek, het vat stond vol water | membraanvat vervangen, voordruk {bar} | het membraanvat | MV
        geeft geen druk op de bovenste [verdieping|leiding] | Geen druk boven | manometer aflezen: {bar} | terugslagklep pomp 2 blijft hangen, pomp 1 draait tegen pomp 2 in | terugslagklep vervangen, druk boven nu {bar2} | de terugslagklep | TK
        staat op storing {foutcode} | Storing {foutcode} | resetten hielp één keer | drukopnemer wijst {bar} te veel aan | opnemer vervangen en opnieuw ingeregeld op {bar2} | de drukopnemer | DO
        maakt 's nachts lawaai | Lawaai in de nacht | nachtverbruik opschrijven | pomp start elk kwartier, er lekt ergens een toilet of voetklep | voetklep vernieuwd, nachtstand ingesteld | de voetklep | VT
        """),
    "doseer": _faults("""
        zuigt niet meer aan | Zuigt niet aan | zuigslang ontluchten | zuigklep gekristalliseerd, kogel zat vast | klepjes en zuigslang vervangen, opbrengst nu {liter} per uur | de klepset | KS
        doseert te [veel|weinig] | Dosering wijkt af | slag op 50 % laten staan en een half uur opvangen | membraan uitgezakt, {procent} afwijking bij dezelfde slag | membraan vervangen en geijkt met maatglas | het membraan | ME
        lekt bij de doseerkop | Lekt bij doseerkop | afspoelen en handschoenen aan | o-ring aangetast, verkeerde soort voor dit middel | o-ringen vervangen door Viton | de o-ringset | OR
        geeft alarm leeg vat terwijl er nog in zit | Vals alarm leeg vat | stekker van de zuiglans controleren | niveauschakelaar in de lans blijft hangen | zuiglans vervangen | de zuiglans | ZL
        """),
    "klep": _faults("""
        sluit niet helemaal af | Sluit niet af | een paar keer open en dicht draaien | zitting beschadigd door {vuil}, lekt nog {liter} per uur door | zitting en spindelafdichting vervangen | de zitting | ZT
        draait zwaar | Draait zwaar | niet forceren | spindel vast door kalk, hefboom was al verbogen | spindel losgewerkt, [hefboom|bediening] vervangen | de spindel | SP
        klappert | Klappert | druk ervoor en erna opschrijven: {bar} en {bar2} | te groot gekozen voor dit debiet, schotel slaat | zwaardere veer geplaatst, klapt nu niet meer | de veer | VE
        reageert niet op de sturing | Reageert niet op sturing | spoel voelen, moet warm zijn | spoel doorgebrand, {volt} gemeten op de draden | spoel vervangen en stekker ingevet | de spoel | SL
        """),
    "filter": _faults("""
        zit elke {uren} uur dicht | Filter steeds dicht | drukverschil opschrijven voor en na spoelen | spoelklep sluit niet, spoelt de helft van de tijd niet echt | spoelklep gereviseerd en spoeltijd naar {seconden} seconden | de klepset | KS
        geeft te veel drukverlies | Te veel drukverlies | {bar} ervoor, {bar2} erna gemeten | elementen verkit met {vuil} | elementen vervangen, drukval terug naar 0,2 bar | de filterelementen | FE
        laat zand door | Laat zand door | monster bewaren in een flesje | filterkaars gebroken, {centimeters} zand in de leiding | kaars vervangen en zand aangevuld | de filterkaars | FK
        lekt bij het deksel | Lekt bij het deksel | niet verder aandraaien | pakking verhard en deksel een keer scheef gezet | pakking vervangen, knevels gangbaar gemaakt | de dekselpakking | DP
        """),
    "regel": _faults("""
        geeft storing {foutcode} | Storing {foutcode} | spanning eraf, vijf minuten wachten | ventilator staat stil, koellichaam vol {vuil} | ventilator vervangen en kast uitgezogen | de ventilator | VN
        regelt niet meer terug | Regelt niet terug | op handbediening zetten | signaal van de opnemer valt weg, aangevreten kabel | kabel vervangen en signaal gecontroleerd, 4 tot 20 mA loopt | de signaalkabel | SK
        valt uit als het warm wordt | Valt uit bij warmte | kastdeur open laten tot wij er zijn | kast wordt {temp}, filtermat zat potdicht | filtermat en thermostaat vervangen | de filtermat | FM
        doet niets meer | Doet niets meer | zekeringen nakijken | ingangskaart stuk na spanningspiek | kaart vervangen, overspanningsbeveiliging aangeraden | de ingangskaart | IK
        """),
    "wissel": _faults("""
        haalt de temperatuur niet | Haalt temperatuur niet | aanvoer en retour opschrijven: {temp} en {temp2} | platen aan de secundaire kant vol kalk | platen gespoeld met zuur, weer {temp} aan de uitgang | de pakkingset | PS
        drupt aan de onderkant | Drupt onderaan | pakket niet natrekken | twee pakkingen uit de groef, pakketmaat {mm} te ruim | pakkingset vervangen en op maat getrokken | de pakkingset | PS
        """),
}

GOODS = rows("""
    PE-leiding 63 mm | m | 20 | 160 | 7
    PE-leiding 32 mm | m | 25 | 200 | 3
    klemkoppelingen 32 mm | st. | 4 | 40 | 9
    klemkoppelingen 63 mm | st. | 2 | 16 | 24
    kogelkranen KK-25 | st. | 2 | 12 | 31
    kogelkranen KK-40 messing | st. | 2 | 8 | 46
    vlinderkleppen VK-80 | st. | 2 | 8 | 164
    terugslagkleppen TK-50 | st. | 1 | 6 | 71
    persfittingen RVS 28 mm | st. | 10 | 60 | 14
    persbochten RVS 42 mm | st. | 6 | 30 | 29
    zuigslang 2" met koppelingen | m | 5 | 30 | 18
    doseerslang 6x4 | m | 10 | 50 | 2
    filterzakken 50 micron | st. | 10 | 100 | 6
    filterelementen FE-10 | st. | 4 | 24 | 22
    o-ringen Viton 34x3 | st. | 10 | 50 | 3
    asafdichtingen OR/23-4471 | st. | 1 | 6 | 68
    pakkingsets PS-30 | st. | 1 | 4 | 240
    magneetventielen MV-12 | st. | 2 | 16 | 96
    drukopnemers DO-10 | st. | 1 | 6 | 118
    watermeters WM-40 | st. | 1 | 5 | 205
    flenzen DN80 PN16 | st. | 4 | 20 | 27
    flenspakkingen DN50 EPDM | st. | 10 | 40 | 4
    slangklemmen 60-80 RVS | st. | 10 | 50 | 3
    dompelpompen DP-220 | st. | 1 | 3 | 446
    circulatiepompen CP-32 | st. | 1 | 4 | 512
    circulatiepompen CP-40 | st. | 1 | 4 | 845
    """)
