"""What somebody probably meant to type, for words that find nothing or little. Always said, never done in silence."""

from collections.abc import Iterator
from dataclasses import dataclass

from whoosh import query

from crm.search import analysis, language, postings, vocabulary
from crm.search.language import Question, Word

MOST = 3  # words of one question
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
    return any(_is_strange(word, known) for word, known in _uncommon(question))


def corrected(question: Question, quickly: bool = False) -> tuple[Question, list[Correction]]:
    """The question with its mistyped words corrected, and what was done to them.

    At most three words; each costs a look at the vocabulary and a dozen short queries. ``quickly``: only the
    last of them, and only words with the same first letter, for who is still typing.
    """
    text, done = question.text, []
    uncommon = sorted(_uncommon(question), key=lambda pair: pair[0].startchar, reverse=True)
    for word, known in uncommon[: 1 if quickly else MOST]:
        meant = [(one, _put(text, word, one)) for one in _candidates(word, known, quickly)]
        # Kees van den Berk: of Bert and Berg the one with whom the whole question finds something
        best = next((pair for pair in meant if _finds(pair[1])), None) or next(iter(meant), None)
        if best:
            text = best[1]
            done.insert(0, best[0])
    return (language.read(text), done) if done else (question, [])


def _put(text: str, word: Word, correction: Correction) -> str:
    typed = text[word.startchar : word.endchar]
    meant = f"({typed} OR {correction.used})" if correction.also else correction.used
    return f"{text[: word.startchar]}{meant}{text[word.endchar :]}"


def _finds(text: str) -> bool:
    tree = language.read(text).tree
    if tree is None or any(isinstance(leaf, language.Field) for leaf in tree.leaves()):
        return False
    return _is_there(tree)


def _is_there(tree: query.Query) -> bool:
    return bool(postings.newest(tree, 1) or postings.parties([(tree, 1)]))


def _uncommon(question: Question) -> list[tuple[Word, bool]]:
    """Words that stand in fewer contacts than a word that was meant, and whether they stand in any."""
    words = list(_words(question.tree))
    documents = vocabulary.documents({word.typed for word in words}) if words else {}
    return [(word, word.typed in documents) for word in words if documents.get(word.typed, 0) < LITTLE]


def _is_strange(word: Word, known: bool) -> bool:
    """What no text and no dictionary has finds, by its stem, what nobody meant: rekenning is no form of gerekend."""
    return not known and not analysis.is_known(word.typed)


def _candidates(word: Word, known: bool, quickly: bool) -> list[Correction]:
    """What may have been meant, the likeliest first; nothing where the word itself was."""
    found, strange = len(postings.newest(word, LITTLE)), _is_strange(word, known)
    if (found >= LITTLE and not strange) or (not found and postings.parties([(word, 1)])):
        return []
    half = not found and len(word.typed) > 2 and _is_there(query.Prefix("main", word.typed))
    if half:  # westpold, rooi: no slip
        return [Correction(word.typed, f"{word.typed}*", also=False)]
    likely = vocabulary.near(word.typed, same_first=quickly or bool(found), one_fault=found >= LITTLE)
    return [
        Correction(word.typed, other, also=bool(found) and not strange)
        for other, documents in likely
        if (not found or strange or documents >= MUCH_MORE * found)
        and (meant := language.word_query(other))
        and _is_there(meant)
    ]


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
