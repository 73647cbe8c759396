"""Words that no dictionary has and this company uses all day: product names, materials, abbreviations.

A rebuild learns them from what was written, so that ``hydrofoor`` finds hydrofoorpomp. They stay the same
until the next rebuild: otherwise a text would be found by other words than the text beside it.
"""

from collections import Counter

from crm.search import compounds, state, vocabulary
from crm.search.models import SearchWord

OFTEN = 10  # contacts of those that are counted; what stands in fewer may be a slip of the pen
MOST = 5_000
KEY = "learnt"

_words: frozenset[str] = frozenset()
_stamp: str | None = None


def words() -> frozenset[str]:
    """What this process knows of it."""
    return _words


def refresh() -> bool:
    """Read the words anew where they changed; whether they did."""
    global _words, _stamp
    stamp = state.get(KEY)
    if stamp == _stamp:
        return False
    learnt = SearchWord.select(SearchWord.word).where(SearchWord.learnt)
    _words, _stamp = frozenset(word for (word,) in learnt.tuples()), stamp
    return True


def learn(counts: Counter[str], names: set[str]) -> int:
    """Choose the words that are used often and no dictionary knows; how many there are. Inside a transaction.

    ``counts``: in how many contacts each word stands. ``names`` are left out: Bakker is no part of a compound
    because there are many of them.
    """
    often = sorted((-count, word) for word, count in counts.items() if count >= OFTEN and word not in names)
    found = [word for _count, word in often if compounds.learnable(word)][:MOST]
    if set(found) == _learnt():
        return len(found)
    vocabulary.know(found)
    SearchWord.update(learnt=False).where(SearchWord.learnt).execute()
    for start in range(0, len(found), 500):
        SearchWord.update(learnt=True).where(SearchWord.word.in_(found[start : start + 500])).execute()
    state.put(KEY, str(int(state.get(KEY) or 0) + 1))
    return len(found)


def _learnt() -> set[str]:
    return {word for (word,) in SearchWord.select(SearchWord.word).where(SearchWord.learnt).tuples()}
