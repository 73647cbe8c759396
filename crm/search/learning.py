"""Words that no dictionary has and this company uses all day: product names, materials, abbreviations.

A rebuild learns them from what was written, so that ``hydrofoor`` finds hydrofoorpomp. They stay the same
until the next rebuild: otherwise a text would be found by other words than the text beside it.
"""

import hashlib
from collections import Counter

from crm.search import compounds, state, vocabulary
from crm.search.models import SearchWord

OFTEN = 10  # contacts of those that are counted; what stands in fewer may be a slip of the pen
MOST = 5_000
KEY = "learnt"

_known: tuple[str, frozenset[str]] = ("", frozenset())  # the stamp and the words, always of one another


def words() -> frozenset[str]:
    """What this process knows of it."""
    return _known[1]


def stamp() -> str:
    """Of which words those are: the same for the same words, in whatever process or file."""
    return _known[0]


def refresh() -> None:
    """Read the words anew where they changed."""
    global _known
    now = state.get(KEY) or ""
    if now != _known[0]:
        _known = (now, frozenset(_learnt()))


def learn(counts: Counter[str], names: set[str]) -> None:
    """Choose the words that are used often and no dictionary knows. Inside a transaction.

    ``counts``: in how many contacts each word stands. ``names`` are left out: Bakker is no part of a compound
    because there are many of them.
    """
    often = sorted((-count, word) for word, count in counts.items() if count >= OFTEN and word not in names)
    found = [word for _count, word in often if compounds.learnable(word)][:MOST]
    if set(found) == _learnt():
        return
    vocabulary.know(found)
    SearchWord.update(learnt=False).where(SearchWord.learnt).execute()
    for start in range(0, len(found), 500):
        SearchWord.update(learnt=True).where(SearchWord.word.in_(found[start : start + 500])).execute()
    state.put(KEY, hashlib.sha256(" ".join(sorted(found)).encode()).hexdigest())


def _learnt() -> set[str]:
    return {word for (word,) in SearchWord.select(SearchWord.word).where(SearchWord.learnt).tuples()}
