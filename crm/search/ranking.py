"""Best match first: rare words, words as they were typed, and words that stand close together count for most.

Only the likeliest few hundred contacts are looked at: those with the words in a row, those with the words as
typed, and the newest with any form of them. FTS5's own ranking reads every hit, 0.3 to 5 s at a million.
"""

import math
import re
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from whoosh import query

from crm.interactions.models import Interaction
from crm.interactions.queries import title_of
from crm.names import fold_text
from crm.search import postings, vocabulary
from crm.search.language import Field, Word

IN_A_ROW, AS_TYPED, OTHERWISE = 60, 120, 220  # candidates of each sort
LONGEST = 5_000  # characters that are read of each
AS_IT_IS, OTHER_FORM = 1.0, 0.6
IN_TITLE = 1.6
NEAR = 90  # characters from the one to the other within which they still belong together
YEAR = 365.25 * 86_400


@dataclass(frozen=True)
class _Rated:
    """A word of the question: how rare it is, and what it and its other forms look like in a folded text."""

    typed: str
    weight: float
    pattern: re.Pattern[str]


def best(tree: query.Query, words: list[Word], now: datetime, **moments: int) -> list[int]:
    """Positions of the likeliest contacts that match ``tree``, the best first. Six queries at most."""
    found = _candidates(tree, words, moments)
    asked = _asked(words)
    if not asked:
        return sorted(found, reverse=True)
    ids = {postings.interaction_id(at): at for at in found}
    rows = Interaction.select(Interaction.id, Interaction.subject, Interaction.body, Interaction.occurred_at)
    scored = []
    for id, subject, body, moment in rows.where(Interaction.id.in_(list(ids))).tuples():
        age = max((now - moment).total_seconds(), 0) / YEAR
        score = _score(subject, body[:LONGEST], asked) + 0.4 / (1 + age)
        scored.append((-score, -ids[id]))
    return [-at for _score_, at in sorted(scored)]


def words_of(tree: query.Query | None) -> list[Word]:
    """The words that a hit should have."""
    if tree is None or isinstance(tree, (query.Not, Field)):
        return []
    if isinstance(tree, Word):
        return [tree]
    return [word for child in tree.children() for word in words_of(child)]


def _candidates(tree: query.Query, words: list[Word], moments: dict[str, int]) -> list[int]:
    typed = [word.typed for word in words]
    found = dict.fromkeys(postings.newest(tree, OTHERWISE, **moments))
    if len(found) == OTHERWISE and typed:
        as_typed = [query.Term("main", word) for word in dict.fromkeys(typed)]
        found |= dict.fromkeys(postings.newest(postings.all_of([tree, *as_typed]), AS_TYPED, **moments))
        if len(typed) > 1:
            row = query.Phrase("main", typed)
            found |= dict.fromkeys(postings.newest(postings.all_of([tree, row]), IN_A_ROW, **moments))
    return list(found)


def _asked(words: list[Word]) -> list[_Rated]:
    documents = vocabulary.documents({word.typed for word in words})
    most = max(Interaction.select(Interaction.id).order_by(Interaction.id.desc()).limit(1).scalar() or 1, 10)
    return [
        _Rated(typed, math.log(1 + most / (1 + documents.get(typed, 0))), _pattern(word))
        for typed, word in {word.typed: word for word in words}.items()
    ]


def _pattern(word: Word) -> re.Pattern[str]:
    """Its forms wherever they stand, in a compound too."""
    forms = "|".join(sorted({re.escape(leaf.text) for leaf in word.leaves() if isinstance(leaf, query.Term)}))
    return re.compile(rf"(?:{forms})\w*")


def _score(subject: str, body: str, asked: list[_Rated]) -> float:
    title = len(title_of(subject, body))
    text = fold_text(f"{subject}\n{body}" if subject else body)
    places: list[list[int]] = []
    score = 0.0
    for word in asked:
        found = list(word.pattern.finditer(text))
        places.append([match.start() for match in found])
        score += word.weight * max((_form(word, match, title) for match in found), default=0.0)
    return score * (1 + _closeness(places))


def _form(word: _Rated, match: re.Match[str], title: int) -> float:
    begin = match.start()
    as_typed = match[0] == word.typed and not match.string[begin - 1 : begin].isalnum()
    return (AS_IT_IS if as_typed else OTHER_FORM) * (IN_TITLE if begin < title else 1)


def _closeness(places: list[list[int]]) -> float:
    """1 where the words stand in a row, 0 where they are far apart or there is only one."""
    pairs = [(one, other) for one, other in pairwise(places) if one and other]
    if not pairs:
        return 0.0
    gaps = [min(abs(a - b) for a in one[:20] for b in other[:20]) for one, other in pairs]
    return sum(max(0.0, 1 - gap / NEAR) for gap in gaps) / len(pairs)
