"""Amounts in euros as people type them, in Dutch and English, kept in cents."""

import re

MOST = 1_000_000_000  # cents: ten million euros; more is a slip of the keys
SIGNS = re.compile(r"€|\b(?:eur|euro|euros)\b", re.IGNORECASE)
ROUND = re.compile(r"[.,](?:-|–|—|=)+$")  # 1250,-
AMOUNT = re.compile(
    r"(?P<whole>[0-9]+|[0-9]{1,3}(?:(?P<mark>[.,’' ])[0-9]{3})(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?P<point>[.,])(?P<part>[0-9]{1,2}))?"
)


def cents(text: str) -> int:
    """``1.250,50``, ``1,250.50``, ``€ 1250`` or ``1250,-`` in cents. Raises ValueError for anything else.

    What stands before three digits divides thousands: 1.250 and 1,250 are both twelve hundred and fifty.
    """
    bare = ROUND.sub("", " ".join(SIGNS.sub(" ", text).split()))
    found = AMOUNT.fullmatch(bare) if len(bare) <= 40 and bare.isprintable() else None
    if found is None or (found["mark"] and (found["mark"] == found["point"] or bare.startswith("0"))):
        raise ValueError(text)
    whole = int(re.sub(r"\D", "", found["whole"]))
    amount = whole * 100 + int((found["part"] or "0").ljust(2, "0"))
    if amount > MOST:
        raise ValueError(text)
    return amount


def typed(amount: int | None) -> str:
    """``1250,50``, as it stands in a field and ``cents`` reads it back; empty for None."""
    if amount is None:
        return ""
    whole, part = divmod(amount, 100)
    return f"{whole},{part:02}" if part else str(whole)
