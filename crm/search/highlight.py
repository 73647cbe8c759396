"""Marks what was searched for, with Whoosh's highlighter and our own analysis.

The text is analysed as the index did, so other forms of a word are marked too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any, Self

from markupsafe import Markup
from whoosh import query
from whoosh.highlight import (
    FIRST,
    BasicFragmentScorer,
    ContextFragmenter,
    Formatter,
    Fragment,
    Fragmenter,
    WholeFragmenter,
    top_fragments,
)

from crm.search import analysis
from crm.search.language import wanted

LONGEST_READ = 20_000  # characters; a hit further on shows the beginning of the text instead
ELLIPSIS = " … "


@dataclass
class Marks:
    """The tokens to mark: whole ones, their beginnings, and tokens in a row."""

    words: set[str] = field(default_factory=set)
    prefixes: tuple[str, ...] = ()
    phrases: list[list[str]] = field(default_factory=list)

    @classmethod
    def of(cls, tree: query.Query | None) -> Self:
        """What a hit of this question may show."""
        marks = cls()
        for leaf in wanted(tree):
            if isinstance(leaf, query.Phrase):
                marks.phrases.append(leaf.words)
            elif isinstance(leaf, query.Prefix):
                marks.prefixes += (leaf.text,)
            else:
                marks.words.add(leaf.text)
        return marks


class _MarkFormatter(Formatter):
    between = ELLIPSIS

    def _text(self, text: str) -> str:
        return escape(text)

    def format_token(self, text: str, token: Any, replace: bool = False) -> str:
        return f"<mark>{escape(text[token.startchar : token.endchar])}</mark>"


@dataclass(slots=True)
class _Spot:
    """A token as Whoosh's fragmenters and formatters read it."""

    text: str
    startchar: int
    endchar: int
    matched: bool
    main: bool
    boost: float = 1.0

    def copy(self) -> Self:
        """A fragment keeps its own."""
        return replace(self)


_formatter = _MarkFormatter()
_two_lines = ContextFragmenter(maxchars=190, surround=45)
_whole = WholeFragmenter(charlimit=None)


def marked(text: str, marks: Marks, typed_part: bool = False) -> Markup:
    """All of ``text``, escaped, found words marked; with ``typed_part`` only as far as they were typed."""
    fragments = _fragments(text, marks, _whole, typed_part)
    return Markup(_formatter.format(fragments))  # noqa: S704 - escaped by the formatter


def snippet(text: str, marks: Marks) -> Markup | None:
    """The one or two passages with most of what was searched for, or None where there is none."""
    flat = " ".join(text[:LONGEST_READ].split())
    best = top_fragments(_fragments(flat, marks, _two_lines), 2, BasicFragmentScorer(), FIRST)
    if not best:
        return None
    before = ELLIPSIS.lstrip() if best[0].startchar else ""
    after = ELLIPSIS.rstrip() if best[-1].endchar < len(flat.rstrip(".")) else ""
    return Markup(before + _formatter.format(best) + after)  # noqa: S704 - escaped by the formatter


def _fragments(text: str, marks: Marks, fragmenter: Fragmenter, typed_part: bool = False) -> list[Fragment]:
    spots = []
    for spot in analysis.spots(text):
        begins = bool(marks.prefixes) and spot.text.startswith(marks.prefixes) and (spot.main or not typed_part)
        matched = begins or spot.text in marks.words
        if spot.main or matched:
            end = spot.end
            if begins and typed_part:
                end = min(end, spot.start + _longest_prefix(spot.text, marks.prefixes))
            spots.append(_Spot(spot.text, spot.start, end, matched, spot.main))
    spots.sort(key=_place)
    for phrase in marks.phrases:
        _mark_phrase(spots, phrase)
    return list(fragmenter.fragment_tokens(text, spots))


def _place(spot: _Spot) -> tuple[int, int]:
    return spot.startchar, spot.endchar


def _longest_prefix(text: str, prefixes: Sequence[str]) -> int:
    return max(len(prefix) for prefix in prefixes if text.startswith(prefix))


def _mark_phrase(spots: list[_Spot], phrase: list[str]) -> None:
    written = [spot for spot in spots if spot.main]
    texts = [spot.text for spot in written]
    for start in range(len(texts) - len(phrase) + 1):
        if texts[start : start + len(phrase)] == phrase:
            for spot in written[start : start + len(phrase)]:
                spot.matched = True
