"""Hashing at a fraction of its price: it takes half a second on purpose, and hundreds of tests log in.

That it is dear in the product is what tests/accounts/test_passwords.py looks at.
"""

from crm.accounts import passwords

DEAR, CHEAP = passwords.METHOD, "scrypt:1024:8:1"


def hash_cheaply() -> None:
    """In this process, from now on."""
    passwords.METHOD, passwords.NOBODYS = CHEAP, passwords.NOBODYS.replace(DEAR, CHEAP)
