"""How it turned out, for people: where an expectation stands, in a word."""

from crm.expectations.models import Outcome
from crm.words import N_, Text

OPEN = "open"  # in an address: nobody looked yet
WORDS: dict[str, Text] = {
    Outcome.MET: N_("met"),
    Outcome.EXCEEDED: N_("exceeded"),
    Outcome.NOT_MET: N_("not met"),
}
STATES = [
    (OPEN, N_("to review")),
    *WORDS.items(),
]
