"""Whether a password is among the first that a guesser tries.

Guessers start from words, names, years and rows of keys, put together and decorated
("Welkom2026!"). So each such piece counts as 2 however long it is, an unknown letter
as 1, a digit as a half, a run of signs as 1; below ``ENOUGH`` the password is refused.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ENOUGH = 7
FEWEST_CHARACTERS = 5  # different ones
WORDS = Path(__file__).with_name("common_words.txt")
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "1234567890-=",
    "qwertyuiop[]",
    "azertyuiop",
    "asdfghjkl;",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "a1b2c3d4e5f6g7h8i9j0",
    "1a2b3c4d5e6f7g8h9i0j",
    "!@#$%^&*()_+",
)
LOOKALIKES = ("0134578@$!|", ("oieastbasii", "oleastbasll"))  # 1, ! and | stand for i as well as for l
YEAR = re.compile(r"(19|20)\d\d")
REPEAT = re.compile(r"(.)\1{2,}")
WHOLE_REPEAT = re.compile(r"(.+?)\1+", re.DOTALL)
SIGNS = re.compile(r"[\W_]+")


def is_guessable(password: str, own_words: Iterable[str] = ()) -> bool:
    """Whether ``password`` is too easy, also by what is known of its owner (name, e-mail, company)."""
    text = _folded(password)
    if len(set(text)) < FEWEST_CHARACTERS:
        return True
    if repeated := WHOLE_REPEAT.fullmatch(text):
        text = repeated[1]
    return _strength(text, _common_words() | _words_in(own_words)) < ENOUGH


def _strength(text: str, words: set[str] | frozenset[str]) -> float:
    readings = [text, *(_without_lookalikes(text, plain) for plain in LOOKALIKES[1])]
    seen: set[str] = set()
    strength, at = 0.0, 0
    while at < len(text):
        length = max(_word_at(reading, at, words) for reading in readings)
        length = max(length, _row_at(text, at), _match_at(YEAR, text, at), _match_at(REPEAT, text, at))
        if length:
            worth = 2.0
        else:
            length = _match_at(SIGNS, text, at) or 1
            worth = 0.5 if text[at].isdigit() else 1.0
        piece = text[at : at + length]
        strength += 0 if length > 1 and piece in seen else worth
        seen.add(piece)
        at += length
    return strength


def _word_at(text: str, at: int, words: set[str] | frozenset[str]) -> int:
    longest = min(len(text) - at, 24)
    return next((n for n in range(longest, 2, -1) if text[at : at + n] in words), 0)


def _row_at(text: str, at: int) -> int:
    """How many characters from ``at`` on are neighbours on the keyboard or in the alphabet, at least three."""
    longest = 0
    for row in _rows():
        length = 3
        while at + length <= len(text) and text[at : at + length] in row:
            longest = max(longest, length)
            length += 1
    return longest


def _match_at(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return len(found[0]) if found else 0


def _without_lookalikes(text: str, plain: str) -> str:
    return text.translate(str.maketrans(LOOKALIKES[0], plain))


def _folded(text: str) -> str:
    """Small letters without accents, so that positions stay comparable between readings."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))


def _words_in(texts: Iterable[str]) -> set[str]:
    found = {word for text in texts for word in re.findall(r"[^\W\d_]{3,}", _folded(text))}
    return found | {"".join(re.findall(r"[^\W_]", _folded(text))) for text in texts}


@cache
def _common_words() -> frozenset[str]:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _rows() -> tuple[str, ...]:
    return tuple(row[::step] for row in ROWS for step in (1, -1))
