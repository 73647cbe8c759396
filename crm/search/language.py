"""What people type into the search field, read by Whoosh's query parser.

All words must occur; OR/OF, NOT/NIET/-word, "phrases", word* and brackets say it more
precisely. The answer is a tree of Whoosh queries over two fields: ``any`` is every token
of a text, ``main`` its words as written. Each database compiles that tree in its own way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from whoosh import query
from whoosh.qparser import QueryParser, plugins, syntax

from crm.search import analysis, numbers
from crm.words import N_, Text

LONGEST = 200  # characters; Whoosh needs 0.9 s for 5,000 brackets
DEEPEST = 6  # brackets within brackets; FTS5 gives up at 33 levels, of which each may take four
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
# Not "van", "den", "ter": they tell names apart.
LITTLE_WORDS = frozenset(
    "de|het|een|en|of|aan|in|op|te|bij|met|voor|dat|die|is|the|a|an|and|or|to|on|for|with".split("|")  # noqa: SIM905
)
LEAVES = (query.Term, query.Phrase, query.Prefix)

CUT_SHORT = N_("Searched for the first %(n)s characters.", n=LONGEST)
NO_BRACKETS = N_("Searched without the brackets: there were too many within each other.")
NOTHING_TO_FIND = N_("Type a word, a name or a number.")


@dataclass(frozen=True)
class Question:
    """What was typed, understood. ``tree`` is None where nothing can be searched for."""

    tree: query.Query | None
    notice: Text | None = None

    @property
    def names_something(self) -> bool:
        """Whether it says what to find, and not only what to leave out."""
        return next(wanted(self.tree), None) is not None


def read(text: str, unfinished: bool = False) -> Question:
    """Understand ``text``; never raises, whatever is typed. ``unfinished``: of its last word more may follow."""
    asked, notice = text.replace("\0", " ").strip(), None
    if len(asked) > LONGEST:
        asked, notice = asked[:LONGEST], CUT_SHORT
    if _depth(asked) > DEEPEST:
        asked, notice = asked.replace("(", " ").replace(")", " "), NO_BRACKETS
    asked = _with_compact_numbers(asked).translate(QUOTES)
    parser = _typing if unfinished else _parser
    tree = parser.parse(f"{asked}*" if unfinished and asked[-1:].isalnum() else asked, normalize=False)
    if not any(isinstance(leaf, LEAVES) for leaf in tree.leaves()):
        return Question(None, NOTHING_TO_FIND if asked else None)
    return Question(tree, notice)


def wanted(tree: query.Query | None) -> Iterator[query.Query]:
    """The leaves that a hit should have, so not those behind a NOT."""
    if tree is None or isinstance(tree, query.Not):
        return
    if isinstance(tree, LEAVES):
        yield tree
    for child in tree.children():
        yield from wanted(child)


def word_query(text: str) -> query.Query | None:
    """A word as typed: itself or another form of it; a code whole or in its parts; a number."""
    chunks = [_chunk_query(match[0]) for match in analysis.CHUNK.finditer(text)]
    return _or([_all([found for found in chunks if found]), _number_query(text)])


def phrase_query(_field: str, words: list[str], **_options: Any) -> query.Query | None:
    """These words, written like this, one after the other."""
    tokens = _main_tokens(" ".join(words))
    return query.Phrase("main", tokens) if len(tokens) > 1 else _all([query.Term("main", token) for token in tokens])


def prefix_query(text: str) -> query.Query | None:
    """Every word that begins like this; of several words the last."""
    tokens = _main_tokens(text)
    if not tokens:
        return None
    whole = query.Prefix("any" if any(map(str.isdigit, text)) else "main", "".join(tokens)[: analysis.LONGEST])
    tokens = analysis.runs(tokens[0]) or tokens if len(tokens) == 1 else tokens
    if len(tokens) == 1:
        return _or([whole, _number_query(text)])
    apart = [query.Term("main", token) for token in tokens[:-1]]
    return _or([whole, _all([*apart, query.Prefix("main", tokens[-1])]), _number_query(text)])


def _chunk_query(chunk: str) -> query.Query | None:
    words = [token for token in (analysis.folded(part[0]) for part in analysis.parts(chunk)) if token]
    if not words:
        return None
    if len(words) > 1:
        return _or([query.Phrase("main", words), query.Term("any", "".join(words)[: analysis.LONGEST])])
    alternatives = [query.Term("any", form) for form in (words[0], *sorted(analysis.variants(chunk)))]
    if runs := analysis.runs(words[0]):
        alternatives.append(query.Phrase("main", runs))
    return _or(alternatives)


def _number_query(text: str) -> query.Query | None:
    found = numbers.typed(text)
    if found is None:
        return None
    token, whole = found
    return query.Term("any", token) if whole else query.Prefix("any", token)


def _main_tokens(text: str) -> list[str]:
    return [token.text for token in analysis.analyser(text, mode="query") if token.main]


def _or(found: list[query.Query | None]) -> query.Query | None:
    present = [one for one in found if one]
    return query.Or(present) if len(present) > 1 else next(iter(present), None)


def _all(found: list[query.Query]) -> query.Query | None:
    return query.And(found) if len(found) > 1 else next(iter(found), None)


def _with_compact_numbers(text: str) -> str:
    """06 12 34 56 78 is one word, unless it is quoted; a number in one piece is a word already."""
    if '"' in text:
        return text
    for phone in reversed(numbers.in_text(text)):
        if text[phone.start : phone.end].isdecimal():
            continue
        text = f"{text[: phone.start]} {phone.normal} {text[phone.end :]}"
    return text


def _depth(text: str) -> int:
    depth = deepest = 0
    for mark in text:
        depth += (mark == "(") - (mark == ")")
        deepest = max(deepest, depth)
    return deepest


class _Prefix(syntax.TextNode):
    def query(self, parser: QueryParser) -> query.Query | None:
        return prefix_query(self.text)


class _Unfinished(syntax.TextNode):
    def query(self, parser: QueryParser) -> query.Query | None:
        return _or([word_query(self.text), prefix_query(self.text)])


class _PrefixPlugin(plugins.TaggingPlugin):
    """word*; Whoosh's own swallows brackets."""

    def __init__(self, nodetype: type[syntax.TextNode]) -> None:
        super().__init__(r'(?P<text>[^\s*"()-][^\s*"()]*)[*]+(?=[\s)]|$)')
        self.nodetype = nodetype


class _LittleWordsPlugin(plugins.Plugin):
    """Words that nearly every note has are not asked for when others are."""

    def filters(self, parser: QueryParser) -> list:
        return [(self.drop, 650)]  # after the operators have taken what is theirs

    def drop(self, parser: QueryParser, group: syntax.GroupNode) -> syntax.GroupNode:
        kept = group.empty_copy()
        for node in group:
            if isinstance(node, syntax.GroupNode):
                kept.append(self.drop(parser, node))
            elif not (isinstance(group, syntax.AndGroup) and _is_little(node)):
                kept.append(node)
        return kept if any(not isinstance(node, syntax.NotGroup) for node in kept) else group


def _is_little(node: syntax.SyntaxNode) -> bool:
    return isinstance(node, syntax.WordNode) and node.text in LITTLE_WORDS


class _Parser(QueryParser):
    """Whoosh's parser, whose words, phrases and prefixes become our queries."""

    def term_query(self, fieldname: str, text: str, termclass: type, **_options: Any) -> query.Query | None:
        return word_query(text)


def _new_parser(starred: type[syntax.TextNode]) -> QueryParser:
    operator = plugins.OperatorsPlugin.OpTagger
    operators = [
        (operator(r"(?:^|(?<=[\s(]))(?:(?:NOT|NIET)\s+|-+(?=[^\s-]))", syntax.NotGroup, syntax.PrefixOperator), 0),
        (operator(r"(?<=\s)(?:AND|EN)(?=\s)", syntax.AndGroup), 0),
        (operator(r"(?<=\s)(?:OR|OF)(?=\s)", syntax.OrGroup), 0),
    ]
    own = [
        plugins.PhrasePlugin(),
        plugins.GroupPlugin(),
        plugins.OperatorsPlugin(operators, clean=True),
        _PrefixPlugin(starred),
        _LittleWordsPlugin(),
    ]
    return _Parser("any", None, plugins=own, phraseclass=phrase_query)


_parser = _new_parser(_Prefix)
_typing = _new_parser(_Unfinished)
