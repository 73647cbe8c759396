"""The name a file came with: made harmless to show, to keep and to download, and still recognisable."""

import re
import unicodedata

from crm.names import seen

LONGEST = 200
LONGEST_ENDING = 20
UNNAMED = "bestand"
UNKNOWN = ("Co", "Cn")  # private, unassigned
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)


def clean(name: str | None) -> str:
    """The last part of a path, without what nobody sees, at most 200 characters with its ending kept."""
    last = re.split(r"[/\\]", name or "")[-1]
    last = seen(unicodedata.normalize("NFC", last))
    known = "".join(mark for mark in last if unicodedata.category(mark) not in UNKNOWN)
    stem, ending = split(" ".join(known.split()).strip(". "))
    if not stem.strip(". ") or RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = UNNAMED
    return stem.rstrip()[: LONGEST - len(ending)].rstrip() + ending


def split(name: str) -> tuple[str, str]:
    """``"foto.van.kas.JPG"`` -> ``("foto.van.kas", ".JPG")``; what is longer than an ending can be is none."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not ending or len(ending) > LONGEST_ENDING or " " in ending:
        return name, ""
    return stem, f".{ending}"
