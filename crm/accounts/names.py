"""Names of colleagues: how they sort, and what an e-mail address says about them."""

import re
import unicodedata

# Words between first name and surname: written small, passed over when sorting (de Vries stands under V).
PREFIX = re.compile(
    r"aan|af|bij|da|dal|del?|den|der|des|di|do|dos|du|el|het|in|la|le|les|los|onder|op|over|s|t|te[nr]?|"
    r"tot|uit|uijt|van|vanden?|vander|ver|voor|von|vom|zu|zu[mr]"
)


def sort_name(name: str) -> str:
    """What to sort a colleague by: "Ingrid van ’t Hof" gives "hof ingrid van t"."""
    words = _folded(name).split()
    first = _first_prefix(words)
    surname = first
    while surname < len(words) - 1 and PREFIX.fullmatch(words[surname]):
        surname += 1
    return " ".join(words[surname:] + words[:first] + words[first:surname])


def from_address(email: str) -> str:
    """The name that an e-mail address suggests: "p.de-vries@…" gives "P. de Vries"."""
    local = re.sub(r"\+.*|\d+", "", email.partition("@")[0])
    words = [word for word in re.split(r"[._\-\s]+", local) if word]
    return " ".join(_written(word, first=n == 0) for n, word in enumerate(words)) or email


def _written(word: str, *, first: bool) -> str:
    if len(word) == 1:
        return f"{word.upper()}."
    return word if not first and PREFIX.fullmatch(word) else word.capitalize()


def _first_prefix(words: list[str]) -> int:
    """Where the surname with its prefixes begins; without prefixes, at the last word."""
    return next((n for n, word in enumerate(words) if n and PREFIX.fullmatch(word)), max(len(words) - 1, 0))


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^\w\s-]", "", "".join(character for character in apart if not unicodedata.combining(character)))
