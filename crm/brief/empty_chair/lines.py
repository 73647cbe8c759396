"""Which words of a timeline tell the story, in a few lines that can be read from the back of a room."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from crm.interactions.models import Direction
from crm.quoting import clean, quote, said, sentences, within_quotes

LONGEST = 150  # characters of a line
FEWEST_LETTERS, SHORT, HANDSOME = 12, 28, 120  # a sentence below the first says nothing, between the others reads best
PER_ROW = 72  # characters: about what fits beside the kantlijn in large type
ROWS, FEWEST, MOST = 8, 3, 6  # of all lines together, and lines
GOOD = 6  # points of a line that is worth more than silence, once there are a few
SPOKEN = re.compile(r"[“\"‘][^”\"’]{8,}[”\"’]")
WHOLE = re.compile(r"[“\"‘]([^“”\"]+)[”\"’]")
FELT = re.compile(  # what a customer feels or holds us to is what a meeting should hear
    r"\b(?:boos|kwaad|blij|tevreden|teleurgesteld\w*|klaagt|klacht\w*|belooft?|beloofde?n?|toegezegd|vergeten|bedank\w*|"
    r"dank\w*|complimen\w*|jammer|fout\w*|wacht\w*|vertrouw\w*|bezorgd|zorgen|overstap\w*|opzeg\w*|opgezegd|nooit|"
    r"angry|happy|pleased|disappointed|complain\w*|promised?|forgot\w*|thank\w*|compliment\w*|waiting|worried|never)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A contact that may give a line: as little of it as is needed to choose. ``body`` is its beginning."""

    id: int
    occurred_at: datetime
    department: int | None
    direction: str
    subject: str
    body: str


def best(told: Told) -> tuple[str, int]:
    """The words of a contact worth a line, whole sentences where it has them, and how much they tell; "" for none."""
    subject = clean(told.subject)
    whole = [*([subject] if len(subject) >= SHORT else []), *sentences(said(told.body))]
    parts = [part.strip() for sentence in whole for part in sentence.split(" / ")]
    fitting = [part for part in parts if FEWEST_LETTERS <= len(part) <= LONGEST]
    if not fitting:
        words = quote(told.subject, told.body, LONGEST)
        return (words, 1) if len(words) >= FEWEST_LETTERS else ("", 0)
    chosen = max(fitting, key=lambda part: (_worth(part), -parts.index(part)))
    words = _with_next(chosen, parts)
    alone = WHOLE.fullmatch(words)  # on the page it gets quotation marks of its own
    return within_quotes(alone[1] if alone else words), _worth(chosen)


def choose(contacts: list[Told], about: int | None = None) -> list[tuple[int, str]]:
    """The contacts that tell the story and their words, in order of time; ``about`` is the one it must tell of.

    Besides that one, the last one and what tells most; of departments that had no line yet before the others.
    """
    known = [(one, *best(one)) for one in contacts]
    known = [found for found in known if found[1]]
    spoken = [one for one, _words, _worth_of in known if one.direction != Direction.INTERNAL]
    last = max(spoken, key=_moment, default=None)
    chosen: list[tuple[Told, str]] = []
    rows = 0
    while known and len(chosen) < MOST:
        rank = _wanted(about, last, chosen)
        one, words, _worth_of = best_of_them = max(known, key=rank)
        if len(chosen) >= FEWEST and rank(best_of_them)[2] < GOOD:
            break
        known = [found for found in known if found[0] is not one]
        needs = -(-len(words) // PER_ROW)
        if rows + needs <= ROWS and words not in (already for _one, already in chosen):
            chosen.append((one, words))
            rows += needs
    return [(one.id, words) for one, words in sorted(chosen, key=lambda pair: _moment(pair[0]))]


def _wanted(about: int | None, last: Told | None, chosen: list[tuple[Told, str]]) -> Callable[[tuple], tuple]:
    heard = {one.department for one, _words in chosen}

    def rank(found: tuple[Told, str, int]) -> tuple:
        one, _words, worth = found
        points = worth + 2 * (one.direction == Direction.IN) - 2 * (one.direction == Direction.INTERNAL)
        points += 2 * (one.department not in heard)
        return one.id == about, one is last, points, *_moment(one)

    return rank


def _moment(one: Told) -> tuple[datetime, int]:
    return one.occurred_at, one.id


def _worth(sentence: str) -> int:
    """Points: somebody is heard speaking, a feeling or a promise, a length that reads well, few figures."""
    points = 4 * bool(SPOKEN.search(sentence)) + 3 * bool(FELT.search(sentence))
    points += 3 if SHORT <= len(sentence) <= HANDSOME else 1
    points += sentence.rstrip('”"’)')[-1:] in ("!", "?")
    return points - 2 * (sum(mark.isdigit() for mark in sentence) > len(sentence) / 10)


def _with_next(chosen: str, parts: list[str]) -> str:
    """A short sentence with the one that follows, where both fit one row."""
    following = [part for part in parts[parts.index(chosen) + 1 :][:1] if len(part) >= FEWEST_LETTERS]
    both = " ".join([chosen, *following])
    return both if chosen[-1:] in ".!?…”" and len(both) <= PER_ROW else chosen
