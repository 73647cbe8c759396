"""What people type into the search field, read by Whoosh's query parser.

All words must occur; OR/OF, NOT/NIET/-word, "phrases", word*, brackets and fields such as
``kanaal:telefoon`` say it more precisely. The answer is a tree of Whoosh queries over two
fields: ``any`` is every token of a text, ``main`` its words as written. A ``Field`` in it still
holds what was typed: ``crm.search.fields`` says what that means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from whoosh import query
from whoosh.qparser import QueryParser, plugins, syntax, taggers

from crm import clock, dates
from crm.interactions import timeline
from crm.search import analysis, numbers
from crm.words import N_, Text, in_all_languages

LONGEST = 400  # characters; Whoosh needs 0.9 s for 5,000 brackets
SHORTEST_BEGINNING = 2  # letters before an asterisk
DEEPEST = 6  # brackets within brackets; FTS5 gives up at 33 levels, of which each may take four
ACCOUNT = re.compile(r"[a-z]{2}\d{2}[a-z0-9]{11,30}")  # an IBAN, which people write in fours
SPACED_ACCOUNT = re.compile(r"\b[A-Za-z]{2}\d{2}(?: [A-Za-z0-9]{4}){2,7}(?: [A-Za-z0-9]{1,3})?\b")
LOOSE = re.compile(r"^(?:(?:AND|EN|OR|OF)\s+)+|(?:\s+(?:AND|EN|OR|OF|NOT|NIET|-+))+\s*$")  # join nothing
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
# Not "van", "den", "ter": they tell names apart.
LITTLE_WORDS = frozenset(
    "de|het|een|en|of|aan|in|op|te|bij|met|voor|dat|die|is|the|a|an|and|or|to|on|for|with".split("|")  # noqa: SIM905
)
LEAVES = (query.Term, query.Phrase, query.Prefix)
FIELDS = {
    **dict.fromkeys(("van", "door", "by", "from"), "by"),
    **dict.fromkeys(("kanaal", "channel"), "channel"),
    **dict.fromkeys(("afdeling", "afd", "dept", "department"), "dept"),
    **dict.fromkeys(("klant", "customer"), "customer"),
    **dict.fromkeys(("soort", "kind"), "kind"),
    **dict.fromkeys(("sinds", "vanaf", "since"), "since"),
    **dict.fromkeys(("voor", "before"), "before"),
    **dict.fromkeys(("op", "on"), "on"),
}
MOMENTS = ("since", "before", "on")

CUT_SHORT = N_("Searched for the first %(n)s characters.", n=LONGEST)
NO_BRACKETS = N_("Searched without the brackets: there were too many within each other.")
NOTHING_TO_FIND = N_("Type a word, a name or a number.")


class Word(query.Or):
    """One word in all its forms; ``typed`` is the word itself, folded."""

    typed = ""


class Field(query.Term):
    """``name:value`` as typed: ``fieldname`` is one of ours, ``text`` what stands behind the colon."""

    quoted = False  # then it is one value, with whatever commas


@dataclass(frozen=True)
class Question:
    """What was typed, understood. ``text`` is what the places in ``tree`` count in; without a tree nothing is asked."""

    text: str
    tree: query.Query | None
    notice: Text | None = None

    @property
    def names_something(self) -> bool:
        """Whether it says what to find, and not only what to leave out or where."""
        return next(wanted(self.tree), None) is not None


def read(text: str, unfinished: bool = False, today: date | None = None) -> Question:
    """Understand ``text``; never raises, whatever is typed. ``unfinished``: of its last word more may follow.

    ``today`` tells how far a date reaches in the text: "zaterdag 28-11" is one where that is a Saturday.
    """
    asked, notice = text.replace("\0", " ").strip(), None
    if len(asked) > LONGEST:
        asked, notice = asked[:LONGEST], CUT_SHORT
    if _depth(asked) > DEEPEST:
        asked, notice = asked.replace("(", " ").replace(")", " "), NO_BRACKETS
    asked = SPACED_ACCOUNT.sub(lambda account: account[0].replace(" ", ""), asked)
    asked = LOOSE.sub("", _with_compact_numbers(asked).translate(QUOTES))
    parser = _parser(_Unfinished if unfinished else _Prefix, today or clock.now().date())
    tree = parser.parse(f"{asked}*" if unfinished and asked[-1:].isalnum() else asked, normalize=False)
    tree = _pruned(tree)
    return Question(asked, tree, notice if tree or not asked else NOTHING_TO_FIND)


def wanted(tree: query.Query | None) -> Iterator[query.Query]:
    """The leaves that a hit should show, so neither fields nor what stands behind a NOT."""
    if tree is None or isinstance(tree, (query.Not, Field)):
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


def prefix_query(text: str, unfinished: bool = False) -> query.Query | None:
    """Every word that begins like this; of several words the last. One letter is a word: too many begin with it."""
    tokens = _main_tokens(text)
    if not tokens or (len("".join(tokens)) < SHORTEST_BEGINNING and not unfinished):
        return word_query(text) if tokens else None
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
    if apart := analysis.runs(words[0]) or analysis.halves(words[0]):
        alternatives.append(query.Phrase("main", apart))
    if len(apart) > 2 and apart[0].isalpha():  # NL 8537.46.291.B01
        alternatives.append(query.And([query.Term("any", apart[0]), query.Term("any", "".join(apart[1:]))]))
    if ACCOUNT.fullmatch(words[0]):
        alternatives.append(query.Phrase("main", analysis.fours(words[0])))
    word = Word(alternatives)
    word.typed = words[0]
    return word


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


def _pruned(tree: query.Query) -> query.Query | None:
    """The tree without groups in which nothing stands, such as an OR of two commas."""
    if isinstance(tree, query.Not):
        return tree if _pruned(tree.query) else None
    if isinstance(tree, (query.And, query.Or)):
        tree.subqueries = [child for child in tree.subqueries if _pruned(child)]
        return tree if tree.subqueries else None
    return tree if isinstance(tree, LEAVES) else None


def _depth(text: str) -> int:
    depth = deepest = 0
    for mark in text:
        depth += (mark == "(") - (mark == ")")
        deepest = max(deepest, depth)
    return deepest


class _Prefix(syntax.TextNode):
    def query(self, parser: QueryParser) -> query.Query | None:
        return syntax.attach(prefix_query(self.text), self)


class _Unfinished(syntax.TextNode):
    def query(self, parser: QueryParser) -> query.Query | None:
        return _or([word_query(self.text), prefix_query(self.text, unfinished=True)])


class _Field(syntax.SyntaxNode):
    def __init__(self, name: str, value: str, quoted: bool = False) -> None:
        self.name, self.value, self.quoted = name, value, quoted

    def query(self, parser: QueryParser) -> query.Query:
        field = syntax.attach(Field(self.name, self.value), self)
        field.quoted = self.quoted
        return field


class _FieldTagger(taggers.Tagger):
    """``van:alice``, ``klant:"Van den Berg"``, ``sinds:3 weken geleden``: a word, or quoted, or a date."""

    NAME = re.compile(rf"(?<![^\s(-])({'|'.join(FIELDS)}):(\s?)", re.IGNORECASE)
    VALUE = re.compile(r'"([^"]*)"?|[^\s()"]+')

    def __init__(self, today: date) -> None:
        self.today = today
        words = (called for word, _condition in timeline.KINDS.values() for called in in_all_languages(word))
        self.names = [called.lower() for called in words if " " in called]  # niet bereikt

    def match(self, parser: QueryParser, text: str, pos: int) -> syntax.SyntaxNode | None:
        named = self.NAME.match(text, pos)
        if named is None:
            return None
        name, begin = FIELDS[named[1].lower()], named.end()
        if name in MOMENTS and (moment := dates.leading(text[begin:], self.today)):
            end = begin + moment[1]
            return _Field(name, text[begin:end]).set_range(pos, end)
        if name == "kind" and (words := next(filter(text[begin:].lower().startswith, self.names), None)):
            return _Field(name, text[begin : begin + len(words)]).set_range(pos, begin + len(words))
        value = None if named[2] else self.VALUE.match(text, begin)
        if value is None:
            return None
        quoted = value[0].startswith('"')
        return _Field(name, value[1] if quoted else value[0], quoted).set_range(pos, value.end())


class _FieldPlugin(plugins.Plugin):
    def __init__(self, today: date) -> None:
        self.today = today

    def taggers(self, parser: QueryParser) -> list:
        return [(_FieldTagger(self.today), -10)]


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


def _parser(starred: type[syntax.TextNode], today: date) -> QueryParser:
    operator = plugins.OperatorsPlugin.OpTagger
    operators = [
        (operator(r"(?:^|(?<=[\s(]))(?:(?:NOT|NIET)\s+|-+(?=[^\s-]))", syntax.NotGroup, syntax.PrefixOperator), 0),
        (operator(r"(?<=\s)(?:AND|EN)(?=\s)", syntax.AndGroup), 0),
        (operator(r"(?<=\s)(?:OR|OF)(?=\s)", syntax.OrGroup), 0),
    ]
    own = [
        _FieldPlugin(today),
        plugins.PhrasePlugin(),
        plugins.GroupPlugin(),
        plugins.OperatorsPlugin(operators, clean=True),
        _PrefixPlugin(starred),
        _LittleWordsPlugin(),
    ]
    return _Parser("any", None, plugins=own, phraseclass=phrase_query)
