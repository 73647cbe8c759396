"""Earlier answers to the same question: other refusals that share the words of one.

The search finds the contacts, by what it knows of words (plurals, compounds); of those the most alike come first.
"""

import re
from collections.abc import Callable

from crm.interactions.timeline import TextFilter
from crm.names import fold
from crm.refusals import queries
from crm.refusals.models import Refusal
from crm.refusals.queries import Item

MOST = 5
HITS = 200  # newest contacts that have any of the words
WORDS = 8  # of the text, the longest: they say most
ENOUGH = 0.4  # of the letters of those words
WORD = re.compile(r"[^\W\d_]{4,40}")
Occurs = Callable[[str], bool]
# ``occurs_in(text)(words)``: whether the words occur in the text, in any of their forms; wiring/pages.py hands it over.
occurs_in: list[Callable[[str], Occurs]] = []


def elsewhere(item: Item, text_filter: TextFilter) -> list[Item]:
    """At most ``MOST`` others, the most alike first and of those the newest. Two queries and a search."""
    asked = words(item.body)
    if not asked or not occurs_in:
        return []
    contacts = text_filter(f"({' OR '.join(asked)}) kind:refusal", limit=HITS)
    others = Refusal.interaction.in_(contacts) & (Refusal.id != item.id)
    newest_first = queries.select().where(others).order_by(Refusal.created_at.desc(), Refusal.id.desc())
    scored = [(_alike(asked, one), one) for one in queries.items(newest_first.limit(HITS))]
    best = sorted((pair for pair in scored if pair[0] >= ENOUGH), key=lambda pair: -pair[0])
    return [one for _score, one in best[:MOST]]


def words(text: str) -> list[str]:
    """The longest words of a text, each once."""
    found = dict.fromkeys(fold(word) for word in WORD.findall(text))
    return sorted(found, key=len, reverse=True)[:WORDS]


def _alike(asked: list[str], other: Item) -> float:
    """How much of the words the other has, by their letters: from 0 to 1."""
    occurs = occurs_in[0](f"{other.body}\n{other.reason}")
    return sum(len(word) for word in asked if occurs(word)) / sum(map(len, asked))
