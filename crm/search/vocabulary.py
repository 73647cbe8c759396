"""The words of this file: which there are, in about how many contacts, and which are nearly like a mistyped one."""

import math
from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import OSA
from whoosh import query

from crm.db import database, transaction
from crm.search import postings
from crm.search.models import SearchWord

SHORTEST, LONGEST = 4, 40  # letters of a word that is worth correcting
TWO_FAULTS_FROM = 8  # letters; in a shorter word two faults make another word
AT_ONCE = 200  # rows of one statement


def add(texts: Iterable[str]) -> None:
    """Count the words of new contacts, each text once. Inside a transaction."""
    _write(Counter(word for text in texts for word in set(text.split())), "search_word.documents + excluded.documents")


def know(texts: Iterable[str]) -> None:
    """Know the words of names, without counting them. Inside a transaction."""
    once = "CASE WHEN search_word.documents = 0 THEN 1 ELSE search_word.documents END"
    _write(Counter({word for text in texts for word in text.split()}), once)


def count_anew() -> None:
    """Begin counting at nothing, as a rebuild does. Inside a transaction."""
    SearchWord.update(documents=0).execute()


def forget_unused() -> None:
    """Drop words that were not met since counting began anew. Inside a transaction."""
    SearchWord.delete().where((SearchWord.documents == 0) & ~SearchWord.learnt).execute()


def forget_gone() -> None:
    """Drop the words that no contact, customer or person has any more, as after things were removed for good.

    Each word is looked up in the postings, some 0.1 ms; the words of a batch go in a transaction of their own.
    """
    last = ""
    while words := _after(last):
        gone = [word for word in words if not _is_used(query.Term("any", word))]
        if gone:
            with transaction():
                SearchWord.delete().where(SearchWord.word.in_(gone)).execute()
        last = words[-1]


def documents(words: Iterable[str]) -> dict[str, int]:
    """In about how many contacts each of these words stands."""
    known = SearchWord.select(SearchWord.word, SearchWord.documents).where(SearchWord.word.in_(list(words)))
    return dict(known.tuples())


def near(word: str, most: int = 3, same_first: bool = False, one_fault: bool = False) -> list[tuple[str, int]]:
    """Words that somebody who typed ``word`` may have meant, the likeliest first, and in how many contacts they stand.

    Faults are counted as swapped, missing, double and other letters (optimal string alignment). The first letter
    is nearly always right; only where nothing begins with it are words with another one looked at, and not at all
    with ``same_first``: that costs 50 ms where there are 60,000 words.
    """
    if not SHORTEST <= len(word) <= LONGEST:
        return []
    faults = 2 if len(word) >= TWO_FAULTS_FROM and not one_fault else 1
    begins = (SearchWord.word >= word[0]) & (SearchWord.word < chr(ord(word[0]) + 1))
    found = _like(word, faults, begins)
    if not found and not same_first:
        found = _like(word, 1, SearchWord.word != word)
    return [(other, count) for _cost, other, count in sorted(found)[:most]]


def _after(last: str) -> list[str]:
    rows = SearchWord.select(SearchWord.word).where(SearchWord.word > last).order_by(SearchWord.word)
    return [word for (word,) in rows.limit(AT_ONCE).tuples()]


def _is_used(tree: query.Query) -> bool:
    return bool(postings.newest(tree, 1) or postings.parties([(tree, 1)]))


def _like(word: str, faults: int, condition: object) -> list[tuple[float, str, int]]:
    length = SearchWord.length.between(len(word) - faults, len(word) + faults)
    rows = SearchWord.select(SearchWord.word, SearchWord.documents).where(condition, length).tuples()
    found = []
    for other, count in rows:
        distance = OSA.distance(word, other, score_cutoff=faults)
        if 0 < distance <= faults:
            found.append((distance - math.log10(count + 1) / 4, other, count))
    return found


def _write(words: Counter[str], update: str) -> None:
    rows = [(word, len(word), words[word], False) for word in sorted(words) if _counts(word)]
    marks = f"({', '.join([database.param] * 4)})"
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        database.execute_sql(
            "INSERT INTO search_word (word, length, documents, learnt) VALUES "  # noqa: S608
            + ", ".join([marks] * len(some))
            + f" ON CONFLICT (word) DO UPDATE SET documents = {update}",
            [value for row in some for value in row],
        )


def _counts(word: str) -> bool:
    return SHORTEST - 1 <= len(word) <= LONGEST and word.isalpha()
