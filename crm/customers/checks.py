"""Checks on what people type about a customer: each gives the value in one spelling and a warning, or None.

Warnings, not walls: a postcode that looks wrong may still be what stands on the letter.
"""

import re
from urllib.parse import urlsplit

from crm.accounts import emails
from crm.words import N_, Text

Checked = tuple[str, Text | None]

EU_VAT = {  # forms as the EU publishes them (VIES), without the country's two letters
    "AT": r"U\d{8}",
    "BE": r"[01]\d{9}",
    "BG": r"\d{9,10}",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": r"\d{9}",
    "DK": r"\d{8}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": r"[A-Z0-9]\d{7}[A-Z0-9]",
    "FI": r"\d{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}\d{9}",
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"\d[A-Z0-9+*]\d{5}[A-Z]{1,2}",
    "IT": r"\d{11}",
    "LT": r"\d{9}|\d{12}",
    "LU": r"\d{8}",
    "LV": r"\d{11}",
    "MT": r"\d{8}",
    "PL": r"\d{10}",
    "PT": r"\d{9}",
    "RO": r"\d{2,10}",
    "SE": r"\d{12}",
    "SI": r"\d{8}",
    "SK": r"\d{10}",
    "XI": r"\d{9}|\d{12}",
}
SPLIT = re.compile(r"[\s.\-/]+")


def postcode(value: str, country: str = "NL") -> Checked:
    """``"1234ab"`` -> ``"1234 AB"`` in the Netherlands; elsewhere as typed, in capitals."""
    value = " ".join(value.upper().split())
    if not value or country != "NL":
        return value, None
    found = re.fullmatch(r"([1-9]\d{3})[\s-]*([A-Z]{2})", value)
    if not found:
        return value, N_("A Dutch postcode looks like 1234 AB.")
    if found[2] in ("SA", "SD", "SS"):  # never handed out
        return f"{found[1]} {found[2]}", N_("No postcode ends in SA, SD or SS.")
    return f"{found[1]} {found[2]}", None


def kvk(value: str) -> Checked:
    """A number of the Chamber of Commerce: eight digits."""
    value = value.strip()
    digits = SPLIT.sub("", re.sub(r"^(kvk|nr)\W*", "", value, flags=re.IGNORECASE))
    if re.fullmatch(r"\d{8}", digits, re.ASCII):
        return digits, None
    return value, N_("A KvK number has eight digits.") if value else None


def vat(value: str, country: str = "NL") -> Checked:
    """A VAT number in capitals without spaces; a Dutch one is checked, others by their form."""
    value = value.strip()
    bare = SPLIT.sub("", value).upper()
    if not bare:
        return "", None
    if country == "NL" and re.fullmatch(r"\d{9}B\d{2}", bare, re.ASCII):
        bare = f"NL{bare}"
    area, rest = bare[:2], bare[2:]
    if area == "NL":
        return _vat_nl(bare, value)
    if area in EU_VAT:
        fits = re.fullmatch(EU_VAT[area], rest, re.ASCII)
        return (bare, None) if fits else (value, N_("This is not the form of a VAT number of %(area)s.", area=area))
    if country in EU_VAT or country == "NL":
        return value, N_("A VAT number begins with two letters of its country, such as NL.")
    return value, None


def email_problem(value: str) -> Text | None:
    """What is wrong with an e-mail address, or None. Only its form: whether it exists a mail will tell."""
    return emails.fault(value)


def website(value: str) -> Checked:
    """An address that may be linked: http or https. Anything else gives "" and says why."""
    value = value.strip()
    if not value:
        return "", None
    wrong = N_("A website looks like https://www.bedrijf.nl.")
    address = value if re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", value, re.IGNORECASE) else f"https://{value}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port  # raises where it is no number
    except ValueError:
        return "", wrong
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[\w-]+(\.[\w-]+)+", host):
        return "", wrong
    if re.search(r"[\s<>\"\\\x00-\x1f]", address) or parts.username is not None or len(address) > 200:
        return "", wrong
    return address, None


def _vat_nl(bare: str, value: str) -> Checked:
    if not re.fullmatch(r"NL\d{9}B\d{2}", bare, re.ASCII):
        return value, N_("A Dutch VAT number looks like NL123456789B01.")
    if _passes_eleven(bare[2:11]) or _passes_97(bare):
        return bare, None
    return bare, N_("This VAT number does not add up: check its digits.")


def _passes_eleven(digits: str) -> bool:
    """The test of numbers of companies: weights 9…2, the ninth digit is the rest."""
    return sum(int(digit) * weight for digit, weight in zip(digits[:8], range(9, 1, -1), strict=True)) % 11 == int(
        digits[8]
    )


def _passes_97(bare: str) -> bool:
    """The test of the numbers that sole traders have since 2020: letters as 10…35, modulo 97 is 1."""
    return int("".join(str(int(mark, 36)) for mark in bare)) % 97 == 1
