"""How a colleague's hand shows in a text: abbreviations, haste, a slip of the fingers."""

from random import Random

from crm.demo.colleagues import NAMED, Colleague
from crm.demo.names import MEN, WOMEN

NAMES = frozenset((*NAMED, *MEN, *WOMEN, "Mevr", "Dhr"))

SHORT = (
    (" in verband met ", " ivm "),
    (" met betrekking tot ", " mbt "),
    (" ongeveer ", " ca. "),
    (" contact opgenomen ", " contact gehad "),
    (" alstublieft", " svp"),
    (" in plaats van ", " ipv "),
    (" door middel van ", " dmv "),
    (" onder andere ", " o.a. "),
    (" telefonisch ", " tel. "),
    (" bijvoorbeeld ", " bijv. "),
)
HASTY = (
    (" in plaats van ", " ipv "),
    (" eventjes ", " ff "),
    (" even ", " ff "),
    (" ongeveer ", " ca "),
    (" niet meer ", " nt meer "),
)


def write(by: Colleague, rng: Random, text: str) -> str:
    """``text`` as this colleague would have typed it."""
    if by.voice == "short":
        text = _replace(text, SHORT)
    elif by.voice == "hasty" and rng.random() < 0.6:
        text = _replace(text, HASTY).removesuffix(".")
    elif by.voice == "terse":
        text = text.removesuffix(".")
        if rng.random() < 0.6 and text[1:2].islower() and text.split(" ", 1)[0].strip(",.:") not in NAMES:
            text = text[:1].lower() + text[1:]
    return _slip(rng, text) if rng.random() < by.typos else text


def _replace(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for long, short in pairs:
        if long in text:
            text = text.replace(long, short)
    return text


def _slip(rng: Random, text: str) -> str:
    """Two letters of one longer word change places; codes and names stay whole."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) > 6 and word.isalpha() and word.islower()]
    if not long:
        return text
    at = rng.choice(long)
    word, spot = words[at], rng.randrange(2, len(words[at]) - 2)
    words[at] = word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :]
    return " ".join(words)
