"""Phone numbers typed any way: recognised, shown the Dutch way, dialled by a click.

``normal`` is what is stored and compared: E.164 (``+31612345678``) where the number is
recognised, the bare digits where it is not (an extension of the own exchange).
"""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from crm.words import N_, Text

NL = 31
EXTENSION = re.compile(r"[\s,;(]*(?:toestel|tst|ext|x|#)\.?\s*(\d{1,6})\)?\s*$", re.IGNORECASE)
REMARK = re.compile(r"\([^)\d]*\)")  # 06-12345678 (privé)
MUNICIPAL = re.compile(r"140\d{2,3}")  # 14 020: one number per area code, only within the country
SHORT_AREA_CODE = re.compile(r"1[035]|2[0346]|3[03568]|4[0356]|5[0358]|7.|8[4578]|91")
LETTERS = re.compile(r"[^\W\d_]+")  # the library would read them as the keys of a telephone
LONGEST_REVERSED = 20


_home = "NL"


def live_in(country: str) -> None:
    """Read numbers without a country as those of ``country`` (ISO 3166) from now on."""
    global _home
    _home = country


def country_code() -> int:
    """Of the country we live in: 31."""
    return phonenumbers.country_code_for_region(_home)


def normal(value: str, country: str | None = None) -> str:
    """E.164 of a recognised number, ``14020`` and the like as it is, else the bare digits ("" if none)."""
    return _normal(value, country or _home)


@lru_cache(maxsize=100_000)
def _normal(value: str, country: str) -> str:
    bare = _bare(value)
    digits = _digits(bare)
    if country == "NL" and MUNICIPAL.fullmatch(digits):
        return digits
    number = _parsed(bare, country)
    if number and _recognised(number, bare):
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return digits


def reverse(normal: str) -> str:
    """The digits backwards, so that an index finds a number by its last digits."""
    return _digits(normal)[::-1][:LONGEST_REVERSED]


def show(normal: str, value: str, country: str | None = None) -> str:
    """The number the Dutch way (``06 12 34 56 78``), abroad with its country; as typed if not recognised."""
    if MUNICIPAL.fullmatch(normal):
        return f"14 {normal[2:]}"
    if not normal.startswith("+"):
        return value.strip()
    number = phonenumbers.parse(normal)
    extension = EXTENSION.search(value)
    return _shown(number, country or _home) + (f" tst. {extension[1]}" if extension else "")


def tel(normal: str) -> str:
    """What a ``tel:`` link dials; 0800 and 0900 are dialled without +31, which many exchanges refuse."""
    if re.match(r"\+31(800|90[069])", normal):
        return f"tel:0{normal[3:]}"
    return f"tel:{normal}"


def refusal(value: str) -> Text | None:
    """Why ``value`` cannot be a phone number at all, or None."""
    if not _digits(value):
        return N_("A phone number has digits; put a remark with the person.")
    if LETTERS.search(_without_extras(value)):
        return N_("A phone number has no letters; put a remark with the person.")
    return None


def problem(value: str, country: str | None = None) -> Text | None:
    """What is odd about a number (a warning), or why it is refused; None if all is well."""
    if wrong := refusal(value):
        return wrong
    country = country or _home
    found = normal(value, country)
    if MUNICIPAL.fullmatch(found):
        return None
    number = _parsed(_bare(value), country)
    if number is None or number.country_code != NL:
        return None if number and phonenumbers.is_possible_number(number) else N_("This number is not recognised.")
    return None if phonenumbers.is_valid_number(number) else _problem_nl(str(number.national_number))


def _recognised(number: PhoneNumber, bare: str) -> bool:
    """Valid, or written with its country and of a length that exists there: new ranges come up all the time."""
    international = bare.startswith(("+", "00")) and phonenumbers.is_possible_number(number)
    return international or phonenumbers.is_valid_number(number)


def _parsed(bare: str, country: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(bare, country)
    except NumberParseException:
        return None


def _bare(value: str) -> str:
    """The number alone: no extension, no remark, no letters."""
    return LETTERS.sub(" ", _without_extras(value)).strip()[:60]


def _without_extras(value: str) -> str:
    return REMARK.sub("", EXTENSION.sub("", value[:254]))


def _digits(value: str) -> str:
    return "".join(mark for mark in value if mark in "0123456789")


def _shown(number: PhoneNumber, country: str) -> str:
    if number.country_code != phonenumbers.country_code_for_region(country):
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    if number.country_code != NL:
        return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    return _shown_nl(str(number.national_number))


def _shown_nl(national: str) -> str:
    """06 in pairs; else area code, three digits or two, and pairs, as LOOK.md writes them."""
    if len(national) != 9:  # 0800 1234, 0900 8844, 0970 for machines
        return f"0{national[:3]} {_pairs(national[3:])}"
    if national[0] == "6":
        return f"06 {_pairs(national[1:])}"
    area = 2 if SHORT_AREA_CODE.match(national) else 3
    return f"0{national[:area]} {_pairs(national[area:])}"


def _pairs(digits: str) -> str:
    """``1234567`` -> ``123 45 67``, ``123461`` -> ``12 34 61``, ``1234`` -> ``1234``."""
    if len(digits) <= 4:
        return digits
    start = 3 if len(digits) % 2 else 2
    return " ".join([digits[:start], *(digits[at : at + 2] for at in range(start, len(digits), 2))])


def _problem_nl(national: str) -> Text:
    mobile = national.startswith("6")
    if len(national) < 9:
        if mobile:
            return N_("This number is too short: 06 has ten digits.")
        return N_("This number is too short: with its area code it has ten digits.")
    if len(national) > 9:
        if mobile:
            return N_("This number is too long: 06 has ten digits.")
        return N_("This number is too long: with its area code it has ten digits.")
    return N_("No number in the Netherlands begins like this: check the first digits.")
