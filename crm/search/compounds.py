"""Opening Dutch compounds: eindrekening is found by rekening, terugslagklep by klep.

A word is cut where pieces of the vocabulary meet. Each piece has a cost in bits: little when many
compounds begin or end with it, much when few do; the cheapest way to cut wins, if it is cheaper than
spelling the word letter by letter. Words that only look like compounds (belang-rijk, and all names and
verbs of the word list) are marked as whole. data/README.md tells where the vocabulary comes from.
"""

import gzip
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import simplemma

VOCABULARY = Path(__file__).parent / "data" / "compounds.txt.gz"
LONGEST = 64  # characters of a word; a longer one is not opened
SHORTEST_PART = 3
LONGEST_PIECE = 24
SHORTEST_LEARNT = 4
DEEPEST = 3  # parts of parts of parts

# Costs are in eighths of a bit: no floats where every letter counts.
BIT = 8
LETTER = 30  # what spelling one letter costs
LEARNT = 10 * BIT  # a piece that the company's own file taught
LINKS = ("s", "en", "e", "n")  # what may stand between a learnt word and the next

# In binnenklep and buitendienst only the second part is worth finding.
SILENT = frozenset(
    {"achter", "beneden", "binnen", "boven", "buiten", "groot", "hoge", "lage", "midden", "neven", "onder"}
    | {"opper", "over", "super", "tegen", "terug", "tussen", "voor", "zelf"}
)

# Where the last part would be a suffix: reserve-ring is reserver-ing. By the letter before it.
SUFFIXES = {"ring": "er"}


class Piece(NamedTuple):
    """What the vocabulary says of a piece. ``begins`` and ``ends`` are costs; 0 means never."""

    begins: int
    ends: int
    link: int  # letters at its end that only link it to the next: the s of onderhouds
    whole: bool  # not to be opened itself


UNKNOWN = Piece(0, 0, 0, False)


class _Cut(NamedTuple):
    cost: int
    start: int
    link: int


def parts(word: str, learnt: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What ``word`` is made of, as it would be searched for; empty when it is no compound.

    ``word`` is folded: lower case without accents. Parts keep their plural (kleppen) and lose what links
    them (onderhoud-s). Parts that are compounds themselves are followed by their own. ``learnt``: words
    of the company's own file that the word list lacks.
    """
    if not word.isalpha() or len(word) > LONGEST or word in learnt:
        return ()
    return tuple(dict.fromkeys(_opened(word, learnt, DEEPEST)))


def learnable(word: str) -> bool:
    """Whether ``word``, where a company uses it often, may be a part of others: a brand, or jargon of its own."""
    return (
        SHORTEST_LEARNT <= len(word) <= LONGEST_PIECE
        and word.isalpha()
        and word not in vocabulary()
        and not simplemma.is_known(word, lang="nl")
        and not parts(word)
    )


@cache
def vocabulary() -> dict[str, Piece]:
    """Every piece by its spelling; read once, 0.1 s. Lines of the file: begins ends link whole words…"""
    found: dict[str, Piece] = {}
    with gzip.open(VOCABULARY, "rt", encoding="ascii") as lines:
        for line in lines:
            begins, ends, link, whole, words = line.split(" ", 4)
            found.update(dict.fromkeys(words.split(), Piece(int(begins), int(ends), int(link), whole == "1")))
    return found


def _opened(word: str, learnt: frozenset[str], depth: int) -> list[str]:
    if depth == 0 or len(word) < 2 * SHORTEST_PART or vocabulary().get(word, UNKNOWN).whole:
        return []
    cuts = cheapest(word, vocabulary(), learnt)
    found: list[str] = []
    for start, end in cuts:
        part = word[start:end]
        if part not in SILENT:
            found += [part, *_opened(part, learnt, depth - 1)]
    return found + _together(word, cuts)


def _together(word: str, cuts: list[tuple[int, int]]) -> list[str]:
    """What parts make together: luchtbehandeling in luchtbehandelingskast. Always from the begin: most grow so."""
    found = [word[:end] for _, end in cuts[1:-1]]
    neighbours = (word[first[0] : second[1]] for first, second in pairwise(cuts[1:]))
    return found + [pair for pair in neighbours if pair in vocabulary()]


def cheapest(word: str, pieces: dict[str, Piece], learnt: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Where the parts of ``word`` begin and end, without what links them; empty when it is better left whole."""
    size = len(word)
    best: list[_Cut | None] = [_Cut(0, 0, 0)] + [None] * size
    for start in range(size - SHORTEST_PART + 1):
        reached = best[start]
        if reached is None:
            continue
        for end in range(start + SHORTEST_PART, min(size, start + LONGEST_PIECE) + 1):
            if end - start == size:
                continue
            text = word[start:end]
            piece = pieces.get(text)
            if piece is None and learnt:
                piece = _learnt_piece(text, learnt)
            if piece is None:
                continue
            cost = piece.ends if end == size else piece.begins
            if cost and ((known := best[end]) is None or reached.cost + cost < known.cost):
                best[end] = _Cut(reached.cost + cost, start, piece.link if end < size else 0)
    last = best[size]
    if last is None or last.cost > LETTER * size:
        return []
    return [] if word[last.start - 1] in SUFFIXES.get(word[last.start :], "") else _path(best)


def _learnt_piece(text: str, learnt: frozenset[str]) -> Piece | None:
    if text in learnt:
        return Piece(LEARNT, LEARNT, 0, True)
    for link in LINKS:
        if text.endswith(link) and text[: -len(link)] in learnt:
            return Piece(LEARNT, LEARNT if link == "s" or link == "en" else 0, len(link), True)
    return None


def _path(best: list[_Cut | None]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    end = len(best) - 1
    while end and (cut := best[end]):
        found.append((cut.start, end - cut.link))
        end = cut.start
    return found[::-1]
