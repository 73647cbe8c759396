"""Words that a cell may hold for a fixed choice, in English and Dutch."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale

from crm.customers.models import Kind, Status
from crm.imports.columns import BadCell
from crm.interactions.models import Channel, Direction
from crm.names import fold
from crm.words import N_

KINDS = {
    Kind.ORGANISATION: "organisation organization company organisatie bedrijf zakelijk",
    Kind.HOUSEHOLD: "household private person huishouden particulier prive",
}
STATUSES = {
    Status.PROSPECT: "prospect lead",
    Status.CUSTOMER: "customer client active klant actief",
    Status.FORMER: "former inactive oud-klant oudklant voormalig inactief",
}
CHANNELS = {
    Channel.PHONE: "phone call telephone telefoon telefonisch tel tel. gesprek",
    Channel.VISIT: "visit bezoek",
    Channel.EMAIL: "email e-mail mail",
    Channel.LETTER: "letter post brief",
    Channel.CHAT: "chat whatsapp sms",
    Channel.MEETING: "meeting vergadering overleg bespreking afspraak",
    Channel.NOTE: "note memo notitie aantekening",
}
DIRECTIONS = {
    Direction.IN: "in incoming inbound received inkomend ontvangen",
    Direction.OUT: "out outgoing outbound sent uit uitgaand verzonden verstuurd",
    Direction.INTERNAL: "internal intern",
}


class Choice:
    """One column with a fixed choice."""

    def __init__(self, column: str, words: dict[str, str]) -> None:
        self.column = column
        self.values = [value.value for value in words]
        self.by_word = {word: value.value for value, known in words.items() for word in known.split()}

    def read(self, typed: str, own: Mapping[str, str] = MappingProxyType({})) -> str:
        """The value that ``typed`` stands for; the company's ``own`` words win. Raises BadCell."""
        found = own.get(fold(typed)) or self.by_word.get(typed) or self.by_word.get(fold(typed))
        if found is None:
            options = ", ".join([*self.values, *(word for word, value in own.items() if word != value)])
            if not typed:
                raise BadCell(self.column, N_("This cannot be empty; it can be %(options)s.", options=options))
            raise BadCell(
                self.column,
                N_("“%(typed)s” is not known here; it can be %(options)s.", typed=typed[:40], options=options),
            )
        return found


KIND = Choice("kind", KINDS)
STATUS = Choice("status", STATUSES)
CHANNEL = Choice("channel", CHANNELS)
DIRECTION = Choice("direction", DIRECTIONS)
MISSED = re.compile(r"(.*?)[\s,]*\b(?:missed|not reached|niet bereikt|gemist)", re.IGNORECASE)


def direction(typed: str) -> tuple[str, bool]:
    """From whom to whom, and whether anybody was reached: "out", "in missed". Raises BadCell."""
    missed = MISSED.fullmatch(typed.strip())
    if missed is None:
        return DIRECTION.read(typed), True
    return DIRECTION.read(missed[1]) if missed[1] else Direction.OUT.value, False


def country(typed: str) -> str:
    """The two-letter code of a country written as its code or by its Dutch or English name. Raises BadCell."""
    found = _countries().get(fold(typed))
    if found is None:
        raise BadCell("country", N_("“%(typed)s” is not a country; write its code, such as NL.", typed=typed[:40]))
    return found


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("nl", "en"):
        territories = Locale(language).territories
        codes = [code for code in territories if len(code) == 2 and code.isalpha() and code != "ZZ"]
        found |= {fold(territories[code]): code for code in codes} | {code.lower(): code for code in codes}
    return found | {"holland": "NL", "the netherlands": "NL", "uk": "GB"}
