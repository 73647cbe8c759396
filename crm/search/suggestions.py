"""Customers and people for what stands in the search box so far; where nobody is called so, what was probably meant."""

from crm.accounts.models import User
from crm.search import language, queries, spelling
from crm.search.engines import NotUnderstood
from crm.search.parties import Party

SHORTEST_MISTAKE = 4  # characters: a shorter word is not finished rather than mistyped


def for_typed(q: str, *, user: User) -> tuple[list[Party], str]:
    """The parties, and the words that were meant instead of ``q``; "" where they are called as typed."""
    found = queries.suggest(q, user=user)
    if found or len(q) < SHORTEST_MISTAKE:
        return found, ""
    try:
        question, corrections = spelling.corrected(language.read(q), quickly=True)
    except NotUnderstood:
        return [], ""
    found = queries.suggest(question.text, user=user) if corrections else []
    return found, question.text if found else ""
