"""What the customers of the stories were promised, asked us to quote, and expect; and what they promised us."""

from typing import NamedTuple

from crm.agreements.models import Kind, Side, State
from crm.demo.when import When
from crm.expectations.models import Outcome
from crm.quotations.models import Reason, Stage

WE, THEY = Side.WE, Side.THEY
OPEN, KEPT, BROKEN = State.OPEN, State.KEPT, State.BROKEN


class Agreed(NamedTuple):
    """Made in the contact at ``made``. ``due``, ``ends`` and ``settled`` count working days from now."""

    customer: str
    made: When
    side: Side
    kind: Kind
    body: str
    due: int | None = None
    ends: int | None = None
    state: State = OPEN
    settled: int | None = None
    shown: When | None = None
    note: str = ""
    know: tuple[str, ...] = ()


class Quoted(NamedTuple):
    """Asked or sent in the contact at ``made``; days as of ``Agreed``. ``number`` follows the year."""

    customer: str
    made: When
    body: str
    number: str
    stage: Stage
    asked: int | None = None
    sent: int | None = None
    valid: int | None = None
    decided: int | None = None
    decided_in: When | None = None
    reason: Reason | str = ""
    explanation: str = ""


class Expected(NamedTuple):
    """In their words, said in the contact at ``made``; days as of ``Agreed``."""

    customer: str
    made: When
    body: str
    review: int
    outcome: Outcome | str = ""
    reviewed: int | None = None
    shown: When | None = None
    note: str = ""


AGREED = (
    Agreed(
        "10482",
        (-13, "10:00"),
        WE,
        Kind.DISCOUNT,
        "8% op de tweede pomp",
        ends=6,
        know=("Administratie", "Binnendienst"),
    ),
    Agreed("10482", (-13, "10:00"), THEY, Kind.OTHER, "maten van kas 4 mailen", due=1),
    Agreed(
        "10482",
        (-2, "14:10"),
        WE,
        Kind.DELIVERY,
        "nieuwe CP-40 met Viton leveren, vóór 12 uur",
        due=-1,
        know=("Binnendienst",),
    ),
    Agreed(
        "10064",
        (-52, "13:15"),
        WE,
        Kind.DISCOUNT,
        "10% op het geheel bij twee stuks",
        due=-33,
        ends=-30,
        state=KEPT,
        settled=-8,
        shown=(-8, "10:25"),
        note="Pas na een creditnota.",
    ),
    Agreed(
        "11027",
        (-190, "14:05"),
        WE,
        Kind.DISCOUNT,
        "eenmalig 20% op twaalf lagersets",
        ends=-185,
        state=KEPT,
        settled=-188,
    ),
    Agreed(
        "11027",
        (-44, "11:10"),
        WE,
        Kind.DISCOUNT,
        "nog één keer 20% op de lagers, niet op de afdichtingen",
        ends=-38,
        state=KEPT,
        settled=-42,
        know=("Administratie",),
    ),
    Agreed(
        "11027",
        (-41, "10:15"),
        WE,
        Kind.PRICE,
        "12%, en 15% vanaf vijftig lagersets per jaar",
        know=("Administratie", "Binnendienst"),
    ),
    Agreed(
        "10293",
        (-9, "11:45"),
        WE,
        Kind.SERVICE,
        "vanaf 1 april als eerste op de lijst voor de weekenddienst, € 165 per maand",
        know=("Binnendienst", "Buitendienst"),
    ),
    Agreed(
        "10117",
        (-10, "11:30"),
        WE,
        Kind.DELIVERY,
        "ingangskaart IK/14-2206 met spoed",
        due=-8,
        state=BROKEN,
        settled=-7,
        shown=(-7, "08:40"),
        note="Kwam twee dagen later, en niemand belde.",
    ),
    Agreed(
        "10117",
        (-1, "16:20"),
        WE,
        Kind.OTHER,
        "creditnota van € 380,00 voor twee nachten bewaking",
        due=2,
        know=("Administratie",),
    ),
    Agreed(
        "10155",
        (-7, "10:45"),
        WE,
        Kind.SERVICE,
        "alle drie de hydrofoors nalopen voor het seizoen",
        due=45,
        know=("Buitendienst",),
    ),
    Agreed(
        "10208",
        (-29, "11:15"),
        WE,
        Kind.SERVICE,
        "voorrijkosten voortaan vooraf noemen",
        know=("Binnendienst", "Buitendienst"),
    ),
    Agreed(
        "10377",
        (-16, "10:10"),
        WE,
        Kind.PRICE,
        "€ 65 voorrijkosten en verder niets",
        due=-10,
        state=KEPT,
        settled=-8,
        shown=(-8, "13:15"),
        note="Eerst stond er € 112,50 op de rekening.",
    ),
    Agreed(
        "10246",
        (-3, "07:50"),
        WE,
        Kind.TERM,
        "antwoord over de prijs van 40 m PE-leiding",
        due=-1,
        state=BROKEN,
        settled=-1,
        shown=(-1, "16:45"),
        note="Ze hebben het elders gehaald.",
    ),
    Agreed("10246", (-1, "16:45"), WE, Kind.DELIVERY, "acht klemkoppelingen brengen", due=1),
    Agreed(
        "10331",
        (-183, "16:15"),
        WE,
        Kind.TERM,
        "staffel voor filterzakken op de mail",
        due=-180,
        state=BROKEN,
        settled=-168,
        shown=(-168, "08:45"),
    ),
)
QUOTED = (
    Quoted(
        "10117",
        (-21, "14:45"),
        "drie frequentieregelaars FR-4 met inbouw",
        "1162",
        Stage.SENT,
        asked=-24,
        sent=-21,
        valid=9,
    ),
    Quoted(
        "10482",
        (-38, "15:20"),
        "CP-40 voor kas 3, met plaatsing",
        "1139",
        Stage.WON,
        sent=-38,
        valid=-18,
        decided=-30,
        decided_in=(-30, "09:12"),
        reason=Reason.TIME,
        explanation="Uit voorraad, en wij plaatsen hem tijdens de teeltwissel.",
    ),
    Quoted(
        "10064",
        (-45, "09:30"),
        "twee NB-32/160 met RVS-waaier",
        "1121",
        Stage.WON,
        asked=-52,
        sent=-45,
        valid=-25,
        decided=-33,
        decided_in=(-33, "10:05"),
        reason=Reason.TRUST,
        explanation="Wim koopt pompen waar hij de monteur kent.",
    ),
    Quoted(
        "10064",
        (-1, "16:52"),
        "reserve lagersets en 6 m zuigslang",
        "1184",
        Stage.WON,
        sent=-1,
        decided=-1,
        reason=Reason.SERVICE,
        explanation="De tekening erbij was heel duidelijk.",
    ),
    Quoted(
        "10246",
        (-6, "10:50"),
        "40 m PE-leiding 63 mm en acht klemkoppelingen",
        "",
        Stage.LOST,
        asked=-6,
        decided=-1,
        decided_in=(-1, "16:45"),
        reason=Reason.TIME,
        explanation="Drie keer niet teruggebeld; de sleuvenfrees stond er.",
    ),
    Quoted(
        "10155", (-1, "11:30"), "jaarlijks onderhoud van drie hydrofoors en de vuilwaterpomp", "", Stage.ASKED, asked=-1
    ),
)
EXPECTED = (
    Expected(
        "10482", (-30, "09:12"), "Graag begin november, dan is er een teeltwissel.", -6, Outcome.MET, -6, (-6, "13:30")
    ),
    Expected(
        "10208",
        (-29, "11:15"),
        "Ik wil het voortaan vooraf weten.",
        0,
        Outcome.MET,
        0,
        (0, "08:30"),
        "Vooraf genoemd; daar moest ze om lachen.",
    ),
    Expected("10117", (-7, "08:40"), "Ik wil dat Marco dit van jullie hoort en niet van mij.", 0),
    Expected("10293", (-9, "09:05"), "Eén antwoord, van wie we ook aan de lijn krijgen.", 10),
    Expected("10155", (-9, "15:40"), "Bel even voor u komt, dan doe ik open.", 15),
)
