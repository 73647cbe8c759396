"""Whether words occur in a text, in any of their forms, by what search knows of words: for rooms that wait for them."""

import re
from collections import defaultdict
from collections.abc import Callable

from crm.names import fold
from crm.search import analysis

LONGEST = 8_000  # characters of a text that are looked at: of a longer one its end, where somebody types
SIGN = re.compile(rf"[^\w\s{re.escape(analysis.JOINTS)}]")  # a percent or a euro: words alone do not say it
BESIDE_SIGN = re.compile(rf"(?<=\d)\s+(?={SIGN.pattern})|(?<={SIGN.pattern})\s+(?=\d)")


def occurs_in(text: str) -> Callable[[str], bool]:
    """A function that says whether ``words`` occur in ``text``: several next to each other, as plurals, in compounds.

    "korting" occurs in "kortingsregeling" and in "kortingen", "24-uurs storing" in "24 uurs storingen"; "8%" only
    where that stands, also as "8 %".
    """
    text = text[-LONGEST:]
    squeezed = _squeezed(text)
    places: dict[str, set[int]] = defaultdict(set)
    joined: set[str] = set()
    at = 0
    for chunk in analysis.CHUNK.finditer(text):
        apart = analysis.parts(chunk[0])
        for part in apart:
            for piece in analysis.pieces(part[0]):
                places[piece.text].add(at)
            at += 1
        if len(apart) > 1:
            joined.update(analysis.joined([analysis.folded(part[0]) for part in apart]))

    def occurs(words: str) -> bool:
        if SIGN.search(words):
            return bool(re.search(rf"(?<!\w){re.escape(_squeezed(words))}(?!\w)", squeezed))
        forms = _forms(words)
        whole = "".join(analysis.folded(word) for word in words.split())
        return bool(forms) and (whole in joined or whole in places or bool(_in_a_row(forms, places)))

    return occurs


def _forms(words: str) -> list[set[str]]:
    """Per word what it may be called in a text."""
    found = [part[0] for chunk in analysis.CHUNK.finditer(words) for part in analysis.parts(chunk[0])]
    return [{analysis.folded(word)} | analysis.variants(word) for word in found if analysis.folded(word)]


def _in_a_row(forms: list[set[str]], places: dict[str, set[int]]) -> set[int]:
    """Where the last of the words stands, each next to the one before."""
    here: set[int] | None = None
    for one in forms:
        found = {at for form in one for at in places.get(form, ())}
        here = found if here is None else found & {at + 1 for at in here}
        if not here:
            break
    return here or set()


def _squeezed(text: str) -> str:
    return " ".join(BESIDE_SIGN.sub("", fold(text)).split())
