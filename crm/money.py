"""Amounts in euros as people type them, in Dutch and English, kept in cents."""

import re

MOST = 1_000_000_000  # cents: ten million euros; more is a slip of the keys
SIGNS = re.compile(r"€|\b(?:eur|euro|euros)\b", re.IGNORECASE)
ROUND = re.compile(r"[.,](?:-|–|—|=)+$")  # 1250,-
AMOUNT = re.compile(
    r"(?P<whole>[0-9]+|[0-9]{1,3}(?:(?P<mark>[.,’' ])[0-9]{3})(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?P<point>[.,])(?P<part>[0-9]{1,2}))?"
)


class Ambiguous(ValueError):
    """Three digits after one comma: ``small`` and ``large`` are the amounts that may be meant, as one can type them."""

    def __init__(self, text: str, small: str, large: str) -> None:
        super().__init__(text)
        self.small, self.large = small, large


def cents(text: str) -> int:
    """``1.250,50``, ``1,250.50``, ``€ 1250`` or ``1250,-`` in cents. Raises ValueError for anything else.

    A point before three digits divides thousands, as does a comma where more follows: 1.250 and 1,250.50. A comma alone
    before three digits (12,345) is a slip in Dutch, and thousands in English. Raises Ambiguous.
    """
    given = " ".join(SIGNS.sub(" ", text).split())
    bare = ROUND.sub("", given)
    found = AMOUNT.fullmatch(bare) if len(bare) <= 40 and bare.isprintable() else None
    if found is None or (found["mark"] and (found["mark"] == found["point"] or bare.startswith("0"))):
        raise ValueError(text)
    whole = int(re.sub(r"\D", "", found["whole"]))
    if found["mark"] == "," and whole < 1_000_000 and not found["part"] and bare == given:  # with ",-" it is clear
        raise Ambiguous(text, typed((whole + 5) // 10), str(whole))
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
