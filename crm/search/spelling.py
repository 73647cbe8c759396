"""What somebody probably meant to type, for words that find nothing or little. Always said, never done in silence."""

from collections.abc import Iterator
from dataclasses import dataclass

from whoosh import query

from crm.search import analysis, language, postings, vocabulary
from crm.search.language import Question, Word

LITTLE = 3  # hits: as many or more, and the word is what was meant
MUCH_MORE = 20  # times as often must the other word stand in the file, where the typed one does too


@dataclass(frozen=True)
class Correction:
    """``used`` was searched for instead of ``typed``; ``also``: beside it."""

    typed: str
    used: str
    also: bool


def doubtful(question: Question) -> bool:
    """Whether a word stands in no contact and in no dictionary: then it may find the wrong thing. One query."""
    typed = {word.typed for word in _words(question.tree)}
    return any(not analysis.is_known(word) for word in typed - vocabulary.documents(typed).keys())


def corrected(question: Question) -> tuple[Question, list[Correction]]:
    """The question with its mistyped words corrected, and what was done to them. Two or three queries per word."""
    text, done = question.text, []
    for word in sorted(_words(question.tree), key=lambda one: one.startchar, reverse=True):
        correction = _correction(word)
        if correction:
            typed = question.text[word.startchar : word.endchar]
            meant = f"({typed} OR {correction.used})" if correction.also else correction.used
            text = f"{text[: word.startchar]}{meant}{text[word.endchar :]}"
            done.insert(0, Correction(typed, correction.used, correction.also))
    return (language.read(text), done) if done else (question, [])


def _correction(word: Word) -> Correction | None:
    found = len(postings.newest(word, LITTLE))
    # What no text and no dictionary has finds, by its stem, what nobody meant: rekenning is no form of gerekend.
    strange = not vocabulary.documents([word.typed]) and not analysis.is_known(word.typed)
    if (found >= LITTLE and not strange) or (not found and postings.parties([(word, 1)])):
        return None
    for other, documents in vocabulary.near(word.typed):
        if found and (other[0] != word.typed[0] or (not strange and documents < MUCH_MORE * found)):
            continue
        meant = language.word_query(other)
        if meant and (postings.newest(meant, 1) or postings.parties([(meant, 1)])):
            return Correction(word.typed, other, also=bool(found) and not strange)
    return None


def _words(tree: query.Query | None) -> Iterator[Word]:
    """The words that a hit should have and that can be a slip of the finger: letters only."""
    if tree is None or isinstance(tree, query.Not):
        return
    if isinstance(tree, Word):
        if tree.typed.isalpha() and getattr(tree, "startchar", None) is not None:
            yield tree
        return
    for child in tree.children():
        yield from _words(child)
