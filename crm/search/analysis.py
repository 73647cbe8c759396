"""From text to tokens: Whoosh's analysis chain for Dutch and English notes.

Each word becomes one folded token in the column ``main``, where phrases are matched.
What else it may be found by stands in ``extra``: its stems, the parts of a compound and
theirs, the parts of DN40, the whole of OR/23-4471, phone numbers. A token that begins with an underscore is ours.
"""

import re
import string
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import simplemma
import Stemmer
from whoosh.analysis import Filter, Token, Tokenizer

from crm.names import fold
from crm.search import compounds, learning, numbers

VERSION = 2  # raise it with every change of what a text is found by: files are then indexed anew
LONGEST = 64  # characters of a token; longer ones are cut alike in index and query
WORD = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
JOINTS = r"-/.@+&'’_"
CHUNK = re.compile(rf"{WORD}(?:[{JOINTS}]{WORD})*")
PART = re.compile(WORD)
GENITIVE = re.compile(r"['’]s$", re.IGNORECASE)  # foto's, auto’s, customer's
RUNS = re.compile(r"\d+|\D+")
NOT_IN_TOKEN = re.compile(r"[\W_]+")
MOST_PARTS = 8
FEWEST_OF_NUMBER = 6  # digits of a number that people know by its end
LONGEST_KEPT = 80  # characters of a chunk that is remembered; nobody writes a longer one twice
LONGEST_LINK = 2  # letters between the parts of a compound: s, e, en

SEPARABLE = re.compile(
    "aan|achter|af|bij|dicht|door|in|los|mee|na|neer|om|open|op|over|schoon|terug|toe|uit|vast|voor|weg"
)
PARTICIPLE = re.compile(rf"(?:{SEPARABLE.pattern})?ge\w+(?:d|t|en)")

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
    """What other forms of ``word`` are found by: its lemma and stems; English where Dutch knows it not.

    The stem of a lemma joins what inflection leaves apart (DESIGN.md, evidence); the stem of the word as written
    only counts where no dictionary knows it: kastje is kast, and not kas.
    """
    own = folded(word)
    if len(own) < 3 or not own.isalpha():
        return frozenset()
    found = set()
    for form in {word.lower(), own}:
        lemma = lemma_of(form)
        verb = lemma_of(lemma) if PARTICIPLE.fullmatch(lemma) else ""  # afgekeurde: afgekeurd: afkeuren
        found |= {lemma, verb}
        for one in {lemma or form, verb or lemma or form}:
            if not lemma or one.endswith(("en", "je")):
                found |= _stem(one)
        if not lemma:
            found.add(_english.stemWord(form))
    return frozenset(stem for stem in map(folded, found) if len(stem) > 1) - {own}


def is_known(word: str) -> bool:
    """Whether a dictionary has this word, or it is made of words that it has."""
    return bool(lemma_of(word) or compounds.parts(word, learning.words()))


def lemma_of(word: str) -> str:
    """The form that a dictionary lists ``word`` under; of a verb in two parts also where it has only the verb."""
    if simplemma.is_known(word, lang="nl"):
        return simplemma.lemmatize(word, lang="nl").replace("_", "").lower()  # op_halen
    prefix = SEPARABLE.match(word)
    rest = word[prefix.end() :] if prefix else ""
    if len(rest) > 4 and simplemma.is_known(rest, lang="nl"):
        return prefix[0] + simplemma.lemmatize(rest, lang="nl").replace("_", "").lower()  # ingeregeld: inregelen
    return ""


def _stem(word: str) -> set[str]:
    """The stem of what is not listed, or of a verb or plural that is.

    Of other words in a dictionary the stem is another word: korting is not kort, geldig not geld, an order not "or".
    """
    stem = _dutch.stemWord(word)
    return {stem} if len(stem) > 2 else set()


def opened(word: str) -> dict[str, tuple[int, int]]:
    """terugslagkleppen -> terugslag, kleppen and their stems: what a compound is found by, and where it stands."""
    found: dict[str, tuple[int, int]] = {}
    for part in compounds.parts(word, learning.words()):
        begin = max(word.rfind(part), 0)
        for form in (part, *sorted(variants(part))):
            found.setdefault(form, (begin, begin + len(part)))
    return found


def halves(word: str) -> list[str]:
    """terugslagklep -> terugslag, klep: the parts it is written in where somebody wrote it apart; else nothing."""
    found = compounds.parts(word, learning.words())
    for first in found:
        for last in found:
            gap = len(word) - len(first) - len(last)
            if 0 <= gap <= LONGEST_LINK and word.startswith(first) and word.endswith(last):
                return [first, last]
    return []


def runs(word: str) -> list[str]:
    """DN40 -> dn, 40: the runs of digits and letters of a folded word, if there are several."""
    found = RUNS.findall(word)
    return found if len(found) > 1 else []


def code_parts(word: str) -> set[str]:
    """What a folded word with digits is found by: DN40 by dn and 40, M8x40 by m8, 0045612 by 45612 and 5612.

    The last digits of a number are a beginning of it backwards, as of a phone number.
    """
    apart = runs(word)
    found = {run for run in apart if len(run) > 1 or run.isdigit()}
    found |= {"".join(pair) for pair in pairwise(apart) if len(apart) > 2 and pair[1].isdigit()}
    found |= {word.lstrip(string.ascii_lowercase)} if apart and apart[0].isalpha() and len(apart) > 2 else set()
    for digits in apart or [word]:
        if digits.isdigit() and len(digits) >= FEWEST_OF_NUMBER:
            found |= {numbers.SIGN + digits[::-1], digits.lstrip("0")}
    return found - {word, ""}


def fours(word: str) -> list[str]:
    """NL91ABNA0417164300 -> nl91 abna 0417 1643 00, as an account number is written."""
    return [word[start : start + 4] for start in range(0, len(word), 4)]


def parts(chunk: str) -> list[re.Match]:
    """The words of a chunk; the s of ``foto's`` belongs to foto."""
    return list(PART.finditer(GENITIVE.sub("", chunk)))


def joined(words: list[str]) -> list[str]:
    """OR/23-4471 -> or234471 and, for who knows only a part of it, or23 and 234471."""
    if not 2 <= len(words) <= MOST_PARTS or (len(words[-1]) == 1 and words[-1].isalpha()):
        return []
    pairs = ["".join(pair) for pair in pairwise(words)] if len(words) > 2 else []
    return ["".join(words)[:LONGEST], *(pair[:LONGEST] for pair in pairs if any(map(str.isdigit, pair)))]


def pieces(chunk: str) -> tuple[Piece, ...]:
    """Every token of a chunk: a run of words joined by single marks, such as OR/23-4471."""
    if len(chunk) > LONGEST_KEPT:
        return _pieces(chunk)
    return _kept_pieces(chunk, learning.stamp())


@lru_cache(maxsize=30_000)  # most words of a note are among these; some 20 MB when full
def _kept_pieces(chunk: str, _learnt: str) -> tuple[Piece, ...]:
    return _pieces(chunk)


def _pieces(chunk: str) -> tuple[Piece, ...]:
    found: list[Piece] = []
    words = [(folded(part[0]), part) for part in parts(chunk)]
    for text, part in words:
        if text:
            extras = variants(part[0]) | code_parts(text)
            found.append(Piece(text, part.start(), part.end(), True))
            found += (Piece(extra, part.start(), part.end(), False) for extra in sorted(extras))
            same = len(text) == len(part[0])  # else accents were dropped, and places in it differ
            for form, (begin, end) in opened(text).items():
                if form not in extras and form != text:
                    place = (part.start() + begin, part.start() + end) if same else part.span()
                    found.append(Piece(form, *place, False))
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


def words(text: str) -> set[str]:
    """The words of ``text`` as written, folded, each once."""
    return {folded(part[0]) for chunk in CHUNK.finditer(text) for part in parts(chunk[0])}


def spots(text: str) -> Iterator[Piece]:
    """Every token of ``text``, placed in all of it: what ``analyser`` gives, without its Token objects.

    In a sixth of the time, for imports, rebuilds and marking what was found.
    """
    for phone in numbers.in_text(text):
        yield Piece(numbers.token(phone.normal), phone.start, phone.end, False)
    for chunk in CHUNK.finditer(text):
        begin = chunk.start()
        for piece in pieces(chunk[0]):
            yield Piece(piece.text, begin + piece.start, begin + piece.end, piece.main)


def columns(text: str) -> tuple[str, str]:
    """What to store for ``text``: its words in order, and once each what else it is found by."""
    main: list[str] = []
    extra: dict[str, None] = {}
    for spot in spots(text):
        if spot.main:
            main.append(spot.text)
        else:
            extra[spot.text] = None
    return " ".join(main), " ".join(extra)


def stay_up_to_date() -> None:
    """Take note of words that were learnt by another process. Call before tokens are made to be kept; one query."""
    learning.refresh()


def warm() -> None:
    """Read the dictionaries now: before the fork, so that workers share them."""
    compounds.vocabulary()
    variants("rekeningen")
