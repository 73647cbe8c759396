"""Which rules are about a text: those of which a word occurs in it.

What the forms of a word are is known to search, which stands above this room: ``wiring/pages.py`` hands it over.
"""

from collections.abc import Callable, Sequence

from crm.houserules import queries
from crm.houserules.queries import Rule

MOST = 2  # beside a text that somebody is typing
# ``occurs_in(text)(words)``: whether the words occur in the text, in any of their forms.
occurs_in: list[Callable[[str], Callable[[str], bool]]] = []


def on(text: str, limit: int = MOST) -> list[Rule]:
    """The rules of which a word occurs in ``text``; those of which more words do come first. One query, or none."""
    if not text.strip() or not occurs_in:
        return []
    return about(text, queries.every(), limit)


def about(text: str, rules: Sequence[Rule], limit: int) -> list[Rule]:
    """The same, of these rules."""
    occurs = occurs_in[0](text)
    counted = [(sum(1 for word in rule.word_list if occurs(word)), rule) for rule in rules]
    found = [pair for pair in counted if pair[0]]
    return [rule for _count, rule in sorted(found, key=lambda pair: -pair[0])[:limit]]
