"""Names as the Dutch read and sort them: de Vries stands under V.

The particles are those of the Dutch register of persons (BRP table 36, "voorvoegsels")
that occur today; prepositions count only before an article, so "Op Maat BV" stays under O.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

ARTICLE = re.compile(r"den?|der|het|'t|te[nr]?|van|vande[nr]?|van't|von|vom|zu[mr]?|the")
PREPOSITION = re.compile(r"aan|bij|boven|in|onder|op|over|tot|uit|uijt|voor")
ONLY_INSIDE = re.compile(r"al|ben|bin|da|dal|das|degli|dei|dell?a?|di|don?|dos|du|el|il|las?|les?|los?")
TITLE = re.compile(
    r"dhr|mevr|mw|mej|mrs?|ms|drs?|ir|ing|prof|ds|bc|jhr|jkvr|heer|mevrouw|meneer|mejuffrouw|familie|fam"
)
AFTER_TITLES = re.compile(r",\s*(?:m\.?sc|b\.?sc|ma|ba|ph\.?d|ll\.?m|mba|jr|sr)\.?$", re.IGNORECASE)
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʹ`´′", "'"))
QUOTES = str.maketrans(dict.fromkeys('"“”„«»*()[]'))
LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
ELIDED = re.compile(r"(d'|'s-)(?=\w)", re.IGNORECASE)
LONGEST_PERSON, LONGEST_CUSTOMER = 120, 200
UNSEEN = re.compile(  # control, direction, zero width, fillers, soft hyphens, halves of a sign, invisible tags
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
JOINERS = "\u200c\u200d"  # of letters, in Persian, and of emoji
ABOVE = (  # what stands on, under or through a letter: Latin, Greek, Cyrillic, Hebrew, Arabic, Thai, Lao, Tibetan
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1"
    "\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ua8e0-\ua8f1\ufe20-\ufe2f]"
)
STACKED = re.compile(f"({ABOVE}(?:[{JOINERS}]*{ABOVE}){{2}})(?:[{JOINERS}]*{ABOVE})+")  # no language needs more than 3


class Name(NamedTuple):
    """The three parts of a person's name: ``Ingrid``, ``van 't``, ``Hof``."""

    first: str
    particle: str
    surname: str


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, without accents, one kind of apostrophe, single spaces: for comparing and sorting."""
    return fold_text(text)


def fold_text(text: str) -> str:
    """The same of a long text, which is not remembered."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).casefold())
        text = "".join(mark for mark in apart if not unicodedata.combining(mark)).translate(LETTERS)
    return " ".join(text.translate(APOSTROPHES).lower().split())


def seen(text: str, keep: str = "") -> str:
    """``text`` without the signs that nobody sees or that turn the others round, but for those in ``keep``.

    Accents are put into their letters, and of a pile of them, a stripe through the lines above, the first few stay.
    """
    text = UNSEEN.sub(lambda found: found[0] if found[0] in keep else "", text)
    return text if text.isascii() else STACKED.sub(r"\1", unicodedata.normalize("NFC", text))


def person_sort_name(name: str) -> str:
    """``"Annelies van den Berg"`` -> ``"berg annelies van den"``; titles do not count."""
    return _key(parts(name), LONGEST_PERSON)


def organisation_sort_name(name: str) -> str:
    """``"De Waard Pompen"`` -> ``"waard pompen de"``; "Familie De Vries" stands under V as well."""
    words = _words(name)
    if len(words) > 1 and _is_family(words[0]):
        return _family_sort_name(words[1:])
    return _key(_whole(words), LONGEST_CUSTOMER)


def initials(name: str) -> str:
    """First letters of first name and surname, without particle: Ingrid van ’t Hof is IH."""
    first, _, surname = parts(name)
    letters = (next((mark for mark in part if mark.isalnum()), "") for part in (first, surname))
    return "".join(letters).upper()


def from_address(email: str) -> str:
    """The name that an e-mail address suggests: "p.de-vries@…" gives "P. de Vries"."""
    local = re.sub(r"\+.*|\d+", "", email.partition("@")[0])
    words = [word for word in re.split(r"[._\-\s]+", local) if word]
    return " ".join(_written(word, inside=at > 0) for at, word in enumerate(words)) or email


def _written(word: str, *, inside: bool) -> str:
    if len(word) == 1:
        return f"{word.upper()}."
    particle = any(words.fullmatch(word) for words in (ARTICLE, PREPOSITION, ONLY_INSIDE))
    return word if inside and particle else word.capitalize()


def _words(name: str) -> list[str]:
    """Words with plain apostrophes and no space around hyphens: a double surname holds together."""
    plain = name.translate(APOSTROPHES).translate(QUOTES)
    return re.sub(r"\s*-\s+|\s+-\s*", "-", plain).split()


def parts(name: str) -> Name:
    """A person's name without titles, taken apart; apostrophes become plain ones."""
    name = AFTER_TITLES.sub("", name.strip())
    surname, _, rest = name.partition(",")
    if own := _words(surname) if rest else []:  # Berg, Annelies van den
        return Name(" ".join(_without_titles(_words(rest.replace(",", " ")))), "", " ".join(own))
    return _without_elision(_split(_without_titles(_words(name.replace(",", " ")))))


def _split(words: list[str]) -> Name:
    """Where the surname begins: after the first particles, or at a double name, or else at the last word."""
    if leading := _leading(words):
        return Name("", " ".join(words[:leading]), " ".join(words[leading:]))
    for at in range(1, len(words) - 1):
        if count := _particles(words, at):
            return Name(" ".join(words[:at]), " ".join(words[at : at + count]), " ".join(words[at + count :]))
        if "-" in words[at] and ARTICLE.fullmatch(words[at].rpartition("-")[2].lower()):  # Jansen-de Vries
            return Name(" ".join(words[:at]), "", " ".join(words[at:]))
    return Name(" ".join(words[:-1]), "", "".join(words[-1:]))


def _leading(words: list[str]) -> int:
    """How many words at the start are particles; "La Place" and "Al Smit" start with a word of their own."""
    return 0 if words and ONLY_INSIDE.fullmatch(words[0].lower()) else _particles(words, 0)


def _particles(words: list[str], start: int) -> int:
    """How many words from ``start`` on are particles; at least one word after them is the surname."""
    at = start
    while at < len(words) - 1:
        word, following = words[at].lower(), words[at + 1].lower()
        before_article = PREPOSITION.fullmatch(word) and ARTICLE.fullmatch(following)
        if not (before_article or ARTICLE.fullmatch(word) or ONLY_INSIDE.fullmatch(word)):
            break
        at += 1
    return at - start


def _without_titles(words: list[str]) -> list[str]:
    """``dhr. prof.dr. de heer en mevrouw`` taken off the front, as long as a name remains."""
    while len(words) > 1:
        first, following = words[0].lower(), words[1].lower().strip(".")
        if not _is_title(first) and not (first in ("de", "en", "&", "e/o") and TITLE.fullmatch(following)):
            break
        words = words[1:]
    return words


def _is_title(word: str) -> bool:
    return all(TITLE.fullmatch(part) for part in word.strip(".").split("."))


def _is_family(word: str) -> bool:
    return word.lower().rstrip(".") in ("familie", "fam", "gezin")


def _family_sort_name(words: list[str]) -> str:
    """Of a family usually the surname alone is known, unless initials stand before it."""
    return _key(_split(words) if words[0].endswith(".") else _whole(words), LONGEST_CUSTOMER)


def _whole(words: list[str]) -> Name:
    """All of it is one name, but for the particles at its start."""
    particles = _leading(words)
    return _without_elision(Name("", " ".join(words[:particles]), " ".join(words[particles:])))


def _without_elision(name: Name) -> Name:
    """``'s-Gravesande`` stands under G, ``d'Ancona`` under A."""
    if elided := ELIDED.match(name.surname):
        return Name(name.first, f"{name.particle} {elided[0]}".strip(), name.surname[elided.end() :])
    return name


def _key(name: Name, longest: int) -> str:
    return fold(f"{name.surname} {name.first} {name.particle}")[:longest].rstrip()
