"""What sides, kinds and states of agreements are called, and which days each kind has."""

from crm.agreements.models import Kind, Side, State
from crm.words import N_, Text

SIDES: dict[str, Text] = {Side.WE: N_("We"), Side.THEY: N_("They")}
KINDS: dict[str, Text] = {
    Kind.DELIVERY: N_("Delivery"),
    Kind.PRICE: N_("Price"),
    Kind.DISCOUNT: N_("One-off discount"),
    Kind.TERM: N_("Deadline"),
    Kind.SERVICE: N_("Service level"),
    Kind.OTHER: N_("Something else"),
}
STATES: dict[str, Text] = {
    State.OPEN: N_("open"),
    State.KEPT: N_("kept as agreed"),
    State.BROKEN: N_("not kept as agreed"),
    State.WITHDRAWN: N_("withdrawn"),
}
WITH_A_DUE_DAY = frozenset({Kind.DELIVERY, Kind.TERM})  # of no use without one
WITH_AN_END = frozenset({Kind.PRICE, Kind.DISCOUNT})  # holds until a day; a one-off discount always does
