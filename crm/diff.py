"""What changed in a text, word by word; long unchanged stretches are left out."""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import takewhile

SAME, GONE, COME, SKIPPED = "same", "gone", "come", "skipped"
WORDS = re.compile(r"\S+\s*|\s+")
MOST = 30_000  # pairs of equal words, which is what comparing costs; beyond that the whole middle went and came
AROUND = 12  # unchanged words shown on either side of a change
LONGEST = 1200  # characters of one stretch
SCRAP = 1  # words
Piece = tuple[str, str]
Change = tuple[str, int, int, int, int]  # as of SequenceMatcher.get_opcodes


def words(before: str, after: str) -> list[Piece]:
    """``[("same", "De pomp "), ("gone", "lekt"), ("come", "is gemaakt")]``; "skipped" stands for what is the same.

    White space goes with the word before it and does not count: a new line is no other word.
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    left, right = [word.rstrip() for word in old], [word.rstrip() for word in new]
    head = _alike(left, right)
    tail = min(_alike(left[::-1], right[::-1]), len(old) - head, len(new) - head)
    ends = len(old) - tail, len(new) - tail
    pieces: list[tuple[str, list[str]]] = [(SAME, new[:head])]
    for kind, a, b, c, d in _compared(left[head : ends[0]], right[head : ends[1]]):
        went, came = old[head + a : head + b], new[head + c : head + d]
        pieces += [(SAME, came)] if kind == "equal" else [(GONE, went), (COME, came)]
    pieces.append((SAME, new[ends[1] :]))
    shown = [piece for number, (kind, run) in enumerate(pieces) for piece in _shown(kind, run, number, len(pieces))]
    # the last word of a text ends without a space; where more follows it needs one
    return [(kind, text if text[-1:].isspace() or not text else f"{text} ") for kind, text in shown[:-1]] + shown[-1:]


def _alike(old: list[str], new: list[str]) -> int:
    """With how many equal words both begin."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _compared(old: list[str], new: list[str]) -> list[Change]:
    """As ``SequenceMatcher.get_opcodes``; of what is too long the whole went and came."""
    times = Counter(new)
    if sum(count * times[word] for word, count in Counter(old).items()) > MOST:
        return [("replace", 0, len(old), 0, len(new))]
    return _without_scraps(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def _without_scraps(found: list[Change]) -> list[Change]:
    """A word that stayed between changes goes along with them: a sentence is read, not a puzzle."""
    whole: list[Change] = []
    for place, (kind, a, b, c, d) in enumerate(found):
        scrap = kind == "equal" and b - a <= SCRAP and 0 < place < len(found) - 1
        if whole and whole[-1][0] != "equal" and (scrap or kind != "equal"):
            _kind, first_a, _b, first_c, _d = whole.pop()
            whole.append(("replace", first_a, b, first_c, d))
        else:
            whole.append((kind, a, b, c, d))
    return whole


def _shown(kind: str, run: list[str], number: int, of: int) -> list[Piece]:
    if not run:
        return []
    if kind != SAME:
        return [(kind, _short("".join(run)))]
    first, last = number == 0, number == of - 1
    head, tail = ([] if first else run[:AROUND]), ([] if last else run[-AROUND:])
    if len(head) + len(tail) >= len(run):
        return [(SAME, "".join(run))]
    pieces = [(SAME, "".join(head)), (SKIPPED, ""), (SAME, "".join(tail))]
    return [piece for piece in pieces if piece[0] == SKIPPED or piece[1]]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
