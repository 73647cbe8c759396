"""Passwords: how they are kept, and which new ones are good enough.

Hashing takes about half a second and 128 MB on purpose, so never call it inside a transaction.
"""

import threading
import unicodedata

from werkzeug.security import check_password_hash, generate_password_hash

from crm.accounts import guessable
from crm.words import N_, Text

METHOD = "scrypt:131072:8:1"  # OWASP Password Storage Cheat Sheet, first choice for scrypt
SHORTEST, LONGEST = 10, 256
NOBODYS = f"{METHOD}$Zb1dQfO0mWcJxk3e${'0' * 128}"  # costs as much to verify as a real one, and never fits

_one_at_a_time = threading.Lock()  # each hash takes 128 MB: eight threads at once would take a gigabyte


def hash_of(password: str) -> str:
    """What to keep of ``password``."""
    with _one_at_a_time:
        return generate_password_hash(_normal(password), METHOD)


def verify(kept: str | None, password: str) -> bool:
    """Whether ``password`` fits what was kept. Where nothing was kept: no, after just as much work."""
    with _one_at_a_time:
        fits = check_password_hash(kept or NOBODYS, _normal(password))
    return fits and kept is not None


def needs_rehash(kept: str) -> bool:
    """Whether ``kept`` was made with other parameters than we use now."""
    return not kept.startswith(f"{METHOD}$")


def fault(password: str, email: str, name: str, company: str = "") -> Text | None:
    """What is wrong with a new password of this colleague and what would do, or None."""
    plain = _normal(password)
    if len(plain) < SHORTEST:
        return N_(
            "At least %(shortest)s characters, now %(n)s. A sentence is fine too.", shortest=SHORTEST, n=len(plain)
        )
    if len(plain) > LONGEST:
        return N_("At most %(longest)s characters, now %(n)s.", longest=LONGEST, n=len(plain))
    if guessable.is_guessable(plain, own_words=(name, email, company)):
        return N_(
            "This is easy to guess: a common word, a name, a year or a row of keys. "
            "A few words that have nothing to do with each other are stronger."
        )
    return None


def _normal(password: str) -> str:
    """The same characters whichever keyboard typed them (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
