"""From text to tokens: Whoosh's analysis chain for Dutch and English notes.

Each word becomes one folded token in the column ``main``, where phrases are matched.
What else it may be found by stands in ``extra``: its stems, the parts of DN40, the
whole of OR/23-4471, phone numbers. A token that begins with an underscore is ours.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import simplemma
import Stemmer
from whoosh.analysis import Filter, Token, Tokenizer

from crm.names import fold
from crm.search import numbers

LONGEST = 64  # characters of a token; longer ones are cut alike in index and query
WORD = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
JOINTS = r"-/.@+&'’_"
CHUNK = re.compile(rf"{WORD}(?:[{JOINTS}]{WORD})*")
PART = re.compile(WORD)
GENITIVE = re.compile(r"['’]s$", re.IGNORECASE)  # foto's, auto’s, customer's
RUNS = re.compile(r"\d+|\D+")
NOT_IN_TOKEN = re.compile(r"[\W_]+")
MOST_PARTS = 8

_dutch = Stemmer.Stemmer("dutch")  # Kraaij-Pohlmann
_english = Stemmer.Stemmer("english")


class Piece(NamedTuple):
    """A token, where it stands in its chunk, and whether it is the word as written."""

    text: str
    start: int
    end: int
    main: bool


def folded(word: str) -> str:
    """Lower case without accents, nothing but letters and digits: crème -> creme."""
    return NOT_IN_TOKEN.sub("", fold(word))[:LONGEST]


def variants(word: str) -> frozenset[str]:
    """Stems by which other forms of ``word`` are found: stem and stem of lemma, English where Dutch knows it not.

    Both stems, because each alone misses a fifth of everyday pairs (DESIGN.md, evidence).
    """
    own = folded(word)
    if len(own) < 3 or not own.isalpha():
        return frozenset()
    found = set()
    for form in {word.lower(), own}:
        lemma = simplemma.lemmatize(form, lang="nl").replace("_", "")  # op_halen
        found |= {_dutch.stemWord(form), _dutch.stemWord(lemma.lower())}
        if not simplemma.is_known(form, lang="nl"):
            found.add(_english.stemWord(form))
    return frozenset(stem for stem in map(folded, found) if stem) - {own}


def runs(word: str) -> list[str]:
    """DN40 -> dn, 40: the runs of digits and letters of a folded word, if there are several."""
    found = RUNS.findall(word)
    return found if len(found) > 1 else []


def parts(chunk: str) -> list[re.Match]:
    """The words of a chunk; the s of ``foto's`` belongs to foto."""
    return list(PART.finditer(GENITIVE.sub("", chunk)))


def joined(words: list[str]) -> list[str]:
    """OR/23-4471 -> or234471 and, for who knows only a part of it, or23 and 234471."""
    if not 2 <= len(words) <= MOST_PARTS or (len(words[-1]) == 1 and words[-1].isalpha()):
        return []
    pairs = ["".join(pair) for pair in pairwise(words)] if len(words) > 2 else []
    return ["".join(words)[:LONGEST], *(pair[:LONGEST] for pair in pairs if any(map(str.isdigit, pair)))]


@lru_cache(maxsize=30_000)  # most words of a note are among these; some 20 MB when full
def pieces(chunk: str) -> tuple[Piece, ...]:
    """Every token of a chunk: a run of words joined by single marks, such as OR/23-4471."""
    found: list[Piece] = []
    words = [(folded(part[0]), part) for part in parts(chunk)]
    for text, part in words:
        if text:
            extras = variants(part[0]) | {run for run in runs(text) if len(run) > 1 or run.isdigit()}
            found.append(Piece(text, part.start(), part.end(), True))
            found += (Piece(extra, part.start(), part.end(), False) for extra in sorted(extras))
    if len(words) > 1 and ("/" not in chunk or any(map(str.isdigit, chunk))):
        found += (Piece(text, 0, len(chunk), False) for text in joined([text for text, _ in words if text]))
    return tuple(found)


class NoteTokenizer(Tokenizer):
    """Yields chunks, and before them, as ``numbers.SIGN`` tokens, the phone numbers that begin there."""

    def __call__(self, value: str, mode: str = "", **_options: Any) -> Iterator[Token]:
        token = Token(positions=True, chars=True, mode=mode, main=False, boost=1.0)
        phones = numbers.in_text(value)
        for token.pos, chunk in enumerate(CHUNK.finditer(value)):
            while phones and phones[0].start <= chunk.start():
                phone = phones.pop(0)
                token.text, token.startchar, token.endchar = numbers.token(phone.normal), phone.start, phone.end
                yield token
            token.text, token.startchar, token.endchar = chunk[0], chunk.start(), chunk.end()
            yield token


class PieceFilter(Filter):
    """Turns each chunk into its pieces; ``token.main`` tells the word as written from the rest."""

    def __call__(self, tokens: Iterator[Token]) -> Iterator[Token]:
        for token in tokens:
            if token.text.startswith(numbers.SIGN):
                token.main = False
                yield token
                continue
            begin = token.startchar
            for piece in pieces(token.text):
                token.text, token.main = piece.text, piece.main
                token.startchar, token.endchar = begin + piece.start, begin + piece.end
                yield token


analyser = NoteTokenizer() | PieceFilter()


def columns(text: str) -> tuple[str, str]:
    """What to store for ``text``: its words in order, and once each what else it is found by."""
    main: list[str] = []
    extra: dict[str, None] = {}
    for token in analyser(text, mode="index"):
        if token.main:
            main.append(token.text)
        else:
            extra[token.text] = None
    return " ".join(main), " ".join(extra)


def warm() -> None:
    """Read the dictionary (0.3 s, 53 MB) now: before the fork, so that workers share it."""
    variants("rekeningen")
