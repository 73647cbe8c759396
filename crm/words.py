"""Text that a person will read, marked for translation where no web request is known.

Actions, rules and forms say *what* is wrong with ``N_("...")``; the edge (a view
or a command) turns it into the reader's language with ``crm.web.language.say``.
The first argument is the English text and the key in ``crm/translations``.
"""

import gettext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

TRANSLATIONS = Path(__file__).parent / "translations"


@dataclass(frozen=True)
class Text:
    """An untranslated sentence with its values: ``N_("%(n)s digits", n=10)``."""

    message: str
    values: dict = field(default_factory=dict)
    many: str = ""  # what is said instead where the value ``num`` is not one

    def __str__(self) -> str:
        """English, for logs and tests."""
        said = self.many if self.many and self.values["num"] != 1 else self.message
        return said % self.values if self.values else said

    def __hash__(self) -> int:
        return hash(self.message)


def N_(message: str, **values) -> Text:
    """Mark ``message`` for translation later."""
    return Text(message, values)


def N_n(one: str, many: str, num: int, **values) -> Text:
    """Mark for translation what is said of ``num`` things: ``N_n("%(num)s contact", "%(num)s contacts", 3)``."""
    return Text(one, {"num": num, **values}, many)


def in_words(num: int) -> "Text | int":
    """``num`` as it stands in a sentence: up to twelve as a word."""
    return SMALL[num - 1] if 0 < num <= len(SMALL) else num


def in_all_languages(text: Text | str) -> list[str]:
    """``text`` in English and in every language of ours, for reading what somebody typed in whichever they think."""
    if not isinstance(text, Text):
        return [text]
    found = [catalogue.gettext(text.message) for catalogue in _catalogues()]
    return list(dict.fromkeys(one % text.values if text.values else one for one in (text.message, *found)))


def in_language(text: Text | str, locale: str) -> str:
    """``text`` in one language, where no request says which."""
    if not isinstance(text, Text):
        return text
    known = _catalogue(locale)
    said = known.ngettext(text.message, text.many, text.values["num"]) if text.many else known.gettext(text.message)
    return said % {name: in_language(one, locale) for name, one in text.values.items()} if text.values else said


def _catalogues() -> list[gettext.NullTranslations]:
    return [_catalogue(folder.name) for folder in sorted(TRANSLATIONS.iterdir()) if folder.is_dir()]


SMALL = (
    *(N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight")),
    *(N_("nine"), N_("ten"), N_("eleven"), N_("twelve")),
)


@cache
def _catalogue(locale: str) -> gettext.NullTranslations:
    return gettext.translation("messages", TRANSLATIONS, languages=[locale], fallback=True)
