"""Towns with the first digits of their postcodes and their area codes."""

from random import Random

from crm.demo.drafts import AddressDraft
from crm.demo.grammar import rows
from crm.demo.names import STREETS

TOWNS = rows("""
    ’s-Gravenzande | 2691 | 0174
    Naaldwijk | 2671 | 0174
    De Lier | 2678 | 0174
    Monster | 2681 | 0174
    Utrecht | 3542 | 030
    Utrecht | 3526 | 030
    Nieuwegein | 3433 | 030
    Oudewater | 3421 | 0348
    Woerden | 3447 | 0348
    IJsselstein | 3401 | 030
    Bleiswijk | 2665 | 010
    Pijnacker | 2641 | 015
    Alblasserdam | 2952 | 078
    Aalsmeer | 1431 | 0297
    Heerhugowaard | 1704 | 072
    Enkhuizen | 1601 | 0228
    Lemmer | 8531 | 0514
    Sneek | 8601 | 0515
    Emmeloord | 8304 | 0527
    Kampen | 8261 | 038
    Deventer | 7418 | 0570
    Winterswijk | 7102 | 0543
    Doetinchem | 7005 | 0314
    Ede | 6716 | 0318
    Barneveld | 3771 | 0342
    Tiel | 4004 | 0344
    Gorinchem | 4207 | 0183
    Breda | 4817 | 076
    Zevenbergen | 4761 | 0168
    Goes | 4462 | 0113
    Venlo | 5928 | 077
    Horst | 5961 | 077
    Someren | 5711 | 0493
    Nijmegen | 6541 | 024
    Hengelo | 7553 | 074
    Emmen | 7825 | 0591
    Zoetermeer | 2718 | 079
    Amsterdam | 1042 | 020
    """)
LETTERS = "ABCDEGHJKLMNPRTVWXZ"


def address(rng: Random, town: tuple[str, ...], kind: str = "visit") -> AddressDraft:
    """A street with a number in ``town``."""
    number = str(int(rng.random() * 180) + 1) + rng.choice(("", "", "", "", "a", "-B"))
    code = f"{town[1]} {rng.choice(LETTERS)}{rng.choice(LETTERS)}"
    return AddressDraft(f"{rng.choice(STREETS)} {number}", code, town[0], kind)


def landline(town: tuple[str, ...], serial: int) -> str:
    """Area code and a number that begins with 12: ``0174 12 34 56``, ``030 123 45 67``."""
    spread = serial * 7919
    if len(town[2]) == 4:
        digits = f"12{spread % 10_000:04d}"
        return f"{town[2]} {digits[:2]} {digits[2:4]} {digits[4:]}"
    digits = f"12{spread % 100_000:05d}"
    return f"{town[2]} {digits[:3]} {digits[3:5]} {digits[5:]}"


def mobile(serial: int) -> str:
    """``06 12 34 56 78``: the first ten thousand share 06 12 34, the next million 06 12."""
    digits = f"34{serial * 7 % 10_000:04d}" if serial < 10_000 else f"{serial * 7919 % 1_000_000:06d}"
    return f"06 12 {digits[:2]} {digits[2:4]} {digits[4:]}"
