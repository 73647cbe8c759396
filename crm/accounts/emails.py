"""E-mail addresses as people type them."""

import re

from crm.words import N_, Text

LONGEST = 254  # RFC 5321, 4.5.3.1.3
NAME = re.compile(r"[^\s,;<>\"()@\x00-\x1f\x7f-\x9f]+")
DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)*")


def normal(email: str) -> str:
    """How an address is kept and compared."""
    return email.strip().lower()


def fault(email: str) -> Text | None:
    """What is wrong with ``email``, or None. Only its form: whether it exists a mail will tell."""
    name, at, domain = normal(email).rpartition("@")
    if not at:
        return N_("An e-mail address has an @, as in naam@bedrijf.nl.")
    if not NAME.fullmatch(name) or not DOMAIN.fullmatch(domain) or len(normal(email)) > LONGEST:
        return N_("This is not one e-mail address, such as naam@bedrijf.nl.")
    if "." not in domain:
        return N_("This address misses an end, such as .nl.")
    return None
