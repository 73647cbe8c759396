"""Derives compounds.txt.gz from the Dutch spelling dictionary of OpenTaal. README.md says how to run it.

The dictionary's flags say which words may begin or end a compound, and with which linking letters. How
often each does so is counted over the compounds that the dictionary lists; words that would be opened
wrongly, as far as its flags tell, are marked whole.
"""

import gzip
import hashlib
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))

from crm.search import compounds  # noqa: E402  (the vocabulary is made for this very code)

SOURCES = {
    "index.aff": "b430d9cf5f4170d9e5072397927e1402b34aa877d1f4c8fbc00dab6370d87312",
    "index.dic": "be192fdc36efd39dde0fb9a5a113143e0a906782e81ed68a74a710edced378d0",
}
BEGINS = frozenset({"Ca", "Cb", "Ce", "CA", "CB"})  # flags of a word that may begin a compound
LINKING = frozenset({"Ch", "Cd"})  # with a linking s
ENDS, FORBIDDEN, ONLY_IN_COMPOUND, STEM = "Cc", "Fw", "Cx", "V3"
WORD = re.compile(r"[a-z]{3,24}")
ENOUGH = {3: 0, 4: 3}  # listed compounds that a part of so many letters must have when no flag vouches for it
LONG_ENOUGH = 6  # letters of a last part that is no accident, however it inflects
ROUNDS = 4
RARE = 2.0  # bits that a part without the flag costs more


class Rule(NamedTuple):
    """A suffix: what to take off, what to put on, the flags of the outcome, and after what."""

    strip: str
    add: str
    flags: frozenset[str]
    after: re.Pattern


class Form(NamedTuple):
    """A form of an entry."""

    text: str
    flags: frozenset[str]
    kind: str  # the flag that made it, or ""


def folded(word: str) -> str:
    """As crm.names.fold: no accents, no capitals, no apostrophes."""
    plain = unicodedata.normalize("NFKD", word.replace("ĳ", "ij").replace("Ĳ", "IJ"))
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).replace("'", "").lower()


def flags_of(text: str) -> frozenset[str]:
    """Flags are pairs of characters."""
    return frozenset(text[at : at + 2] for at in range(0, len(text), 2))


class Dictionary:
    """The affix rules and entries of a Hunspell dictionary."""

    def __init__(self, folder: Path) -> None:
        self.suffixes: dict[str, list[Rule]] = defaultdict(list)
        self.prefixes: dict[str, str] = {}
        self.entries: list[tuple[str, frozenset[str]]] = []
        for line in (folder / "index.aff").read_text("utf-8").splitlines():
            self._rule(line.split())
        for line in (folder / "index.dic").read_text("utf-8").splitlines()[1:]:
            word, _, flags = line.split("\t")[0].strip().partition("/")
            self.entries.append((word, flags_of(flags)))

    def _rule(self, fields: list[str]) -> None:
        if len(fields) < 4 or fields[0] not in ("SFX", "PFX") or (fields[2] in "YN" and fields[3].isdigit()):
            return
        add, _, flags = fields[3].partition("/")
        add = "" if add == "0" else add
        if fields[0] == "PFX":
            self.prefixes[fields[1]] = add
            return
        after = fields[4] if len(fields) > 4 and ":" not in fields[4] and fields[4] != "." else ""
        strip = "" if fields[2] == "0" else fields[2]
        self.suffixes[fields[1]].append(Rule(strip, add, flags_of(flags), re.compile(f"{after}$")))

    def forms(self, word: str, flags: frozenset[str]) -> Iterator[Form]:
        """The word itself and what its suffixes make of it, before folding."""
        yield Form(word, flags, "")
        for flag in sorted(flags):  # in order, so that every run makes the same file
            for rule in self.suffixes.get(flag, ()):
                if word.endswith(rule.strip) and rule.after.search(word) and not rule.add.endswith("-"):
                    yield Form(word[: len(word) - len(rule.strip)] + rule.add, rule.flags, flag)

    def prefixed(self, flags: frozenset[str]) -> list[str]:
        """Separable prefixes that a verb takes: af, op, terug."""
        return [self.prefixes[flag] for flag in flags if flag[0] == "P" and flag in self.prefixes]


def is_noun(flags: frozenset[str]) -> bool:
    """Y: diminutives, Z: plurals; some nouns have neither, but are compounded."""
    return any(flag[0] in "YZ" for flag in flags) or (
        bool(flags & (BEGINS | LINKING | {ENDS})) and not any(flag[0] in "VA" for flag in flags)
    )


class Own:
    """Our corrections: lines ``kind: words`` in own.txt, which says what each kind is for."""

    def __init__(self) -> None:
        self.words: dict[str, set[str]] = defaultdict(set)
        for line in (HERE / "own.txt").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, _, words = line.partition(":")
                self.words[kind].update(words.split())
        self.links = {
            pair.partition("=")[0]: len(pair.partition("=")[0]) - len(pair.partition("=")[2])
            for pair in self.words["stands for"]
        }


class Maker:
    """Gathers the pieces, counts them, and finds the words to be left whole."""

    def __init__(self, dictionary: Dictionary, own: Own) -> None:
        self.dictionary, self.own = dictionary, own
        self.begins: dict[str, str] = {}  # spelling -> the word it stands for
        self.ends: dict[str, str] = {}
        self.rare_begins: dict[str, str] = {}
        self.rare_ends: dict[str, str] = {}
        self.nouns: dict[str, set[str]] = defaultdict(set)
        self.verbs: set[str] = set()
        self.names: set[str] = set()
        self.listed: set[str] = set()

    def gather(self) -> None:
        """Sort every entry by what its flags say."""
        for word, flags in self.dictionary.entries:
            if FORBIDDEN in flags:
                continue
            lemma = folded(word)
            if word.startswith("Ĳ"):  # every ĳs- again, as it begins a sentence
                continue
            if not word[:1].islower():
                self.names.update(folded(form.text) for form in self.dictionary.forms(word, flags))
            elif not WORD.fullmatch(lemma):
                continue
            elif is_noun(flags):
                self._noun(word, lemma, flags)
            else:
                self._other(word, lemma, flags)
        self.begins |= {word: word for word in self.own.words["more begins"]}
        self.ends |= {word: word for word in self.own.words["more ends"]}
        self._drop(self.own.words["not a begin"], "short begins", self.begins, self.rare_begins)
        self._drop(self.own.words["not an end"], "short ends", self.ends, self.rare_ends)

    def _drop(self, unwanted: set[str], short: str, *tables: dict[str, str]) -> None:
        """Take out what own.txt forbids, and the words of three letters that it does not name."""
        for table in tables:
            for text, word in list(table.items()):
                if word in unwanted or text in unwanted or (len(word) == 3 and word not in self.own.words[short]):
                    del table[text]

    def _noun(self, word: str, lemma: str, flags: frozenset[str]) -> None:
        if ONLY_IN_COMPOUND not in flags:
            self.nouns[lemma] |= flags
            self.listed.add(lemma)
        for form in self.dictionary.forms(word, flags):
            text = folded(form.text)
            if (form.kind and form.kind[0] not in "YZC") or not WORD.fullmatch(text):
                continue
            if form.flags & BEGINS and not (form.kind[:1] == "Y" and not text.endswith("s")):
                self.begins.setdefault(text, lemma)
            elif not form.kind:
                self.rare_begins.setdefault(text, lemma)
            if ONLY_IN_COMPOUND not in flags and form.kind not in LINKING:
                (self.ends if ENDS in flags else self.rare_ends).setdefault(text, lemma)

    def _other(self, word: str, lemma: str, flags: frozenset[str]) -> None:
        if flags & BEGINS:
            self.begins.setdefault(lemma, lemma)
        if any(flag[0] in "VP" for flag in flags):
            if STEM in flags:
                self.rare_begins.setdefault(lemma, lemma)
            forms = {folded(form.text) for form in self.dictionary.forms(word, flags)}
            self.verbs |= forms | {prefix + form for prefix in self.dictionary.prefixed(flags) for form in forms}
        elif any(flag[0] == "A" for flag in flags):
            self.verbs |= {folded(form.text) for form in self.dictionary.forms(word, flags)}
        else:
            self.listed.add(lemma)

    def count(self) -> None:
        """How many listed compounds begin or end with each word; an ambiguous one counts for each in its measure."""
        begins, ends = self.rare_begins | self.begins, self.rare_ends | self.ends
        splits = {word: self._splits(word, begins, ends) for word in sorted(self.listed)}
        weight: tuple[dict, dict] = defaultdict(lambda: 1.0), defaultdict(lambda: 1.0)
        for _ in range(ROUNDS):
            counted: tuple[Counter, Counter] = Counter(), Counter()
            for found in splits.values():
                shares = [weight[0][begin] * weight[1][end] for begin, end in found]
                for (begin, end), share in zip(found, shares, strict=True):
                    counted[0][begin] += share / sum(shares)
                    counted[1][end] += share / sum(shares)
            weight = defaultdict(lambda: 0.1, counted[0]), defaultdict(lambda: 0.1, counted[1])
        self.counted = counted
        self.total = sum(counted[0].values())

    def _splits(self, word: str, begins: dict[str, str], ends: dict[str, str]) -> list[tuple[str, str]]:
        cuts = range(compounds.SHORTEST_PART, len(word) - compounds.SHORTEST_PART + 1)
        return [
            (begins[word[:at]], ends[word[at:]])
            for at in cuts
            if word[:at] in begins and word[at:] in ends and begins[word[:at]] != word
        ]

    def _cost(self, count: float, rare: bool) -> int:
        return round(compounds.BIT * (math.log2(self.total / (count + 0.5)) + (RARE if rare else 0)))

    def price(self) -> None:
        """Make the pieces: first those that the flags vouch for, then rarer words that are no compounds of those."""
        self.pieces: dict[str, compounds.Piece] = {}
        self._add(self.begins, self.ends, rare=False)
        self._add(*(self._attested(*table) for table in self._rare()), rare=False)
        self._add(
            *({text: word for text, word in rare.items() if self._simple(word)} for rare, _ in self._rare()), rare=True
        )

    def _rare(self) -> tuple[tuple[dict, Counter], tuple[dict, Counter]]:
        return (self.rare_begins, self.counted[0]), (self.rare_ends, self.counted[1])

    def _attested(self, words: dict[str, str], counted: Counter) -> dict[str, str]:
        return {text: word for text, word in words.items() if counted[word] >= ENOUGH.get(len(word), 2)}

    def _simple(self, word: str) -> bool:
        return len(word) not in ENOUGH and word in self.nouns and not compounds.cheapest(word, self.pieces)

    def _add(self, begins: dict[str, str], ends: dict[str, str], rare: bool) -> None:
        for text in begins.keys() | ends.keys():
            old = self.pieces.get(text, compounds.UNKNOWN)
            begin = self._cost(self.counted[0][begins[text]], rare) if text in begins else 0
            end = self._cost(self.counted[1][ends[text]], rare) if text in ends else 0
            word = begins.get(text, text)
            link = len(text) - len(word) if text.startswith(word) and len(word) >= 3 else 0
            link = self.own.links.get(text, link)
            self.pieces[text] = compounds.Piece(old.begins or begin, old.ends or end, old.link or link, False)

    def keep_whole(self) -> None:
        """Mark what would be opened wrongly: verbs, adjectives, names, nouns that inflect unlike their last part."""
        wrong = set(self.own.words["whole"] | self.own.words["names"])
        right: set[str] = set()
        for word, flags in self._noun_entries():
            lemma = folded(word)
            forms = {folded(form.text) for form in self.dictionary.forms(word, flags)}
            if lemma in wrong or self._inflects_otherwise(lemma):
                wrong |= forms
            else:
                starts = self._starts(lemma)
                right |= {form for form in forms if self._starts(form) == starts}
                wrong |= {form for form in forms if self._starts(form) != starts}
        wrong |= (self.verbs | self.names) - right - self.listed
        for text in wrong - right - self.own.words["open"] | self.own.words["whole"] | self.own.words["names"]:
            if WORD.fullmatch(text) and compounds.cheapest(text, self.pieces):
                self.pieces[text] = self.pieces.get(text, compounds.UNKNOWN)._replace(whole=True)

    def _starts(self, text: str) -> list[int]:
        return [start for start, _ in compounds.cheapest(text, self.pieces)]

    def _noun_entries(self) -> Iterator[tuple[str, frozenset[str]]]:
        return ((word, flags) for word, flags in self.dictionary.entries if word[:1].islower() and is_noun(flags))

    def _inflects_otherwise(self, lemma: str) -> bool:
        cuts = compounds.cheapest(lemma, self.pieces)
        if not cuts:
            return False
        end = lemma[cuts[-1][0] :]
        if len(end) >= LONG_ENOUGH or end in self.own.words["any inflection"]:
            return False
        last = self.nouns.get(end, set())
        flags = self.nouns[lemma]
        if "Ch" in flags and "Ch" not in last:  # leverings-, but not rings-
            return True
        for kind in "ZY":  # plurals tell more than diminutives
            own, its = ({flag for flag in one if flag[0] == kind} for one in (flags, last))
            if own and its:
                return not own & its
        return False

    def write(self, target: Path) -> None:
        """Group the words by what is said of them; no time stamp, so that the same words give the same file."""
        groups: dict[compounds.Piece, list[str]] = defaultdict(list)
        for word, piece in self.pieces.items():
            groups[piece].append(word)
        lines = [
            f"{' '.join(str(int(value)) for value in piece)} {' '.join(sorted(groups[piece]))}\n"
            for piece in sorted(groups)
        ]
        target.write_bytes(gzip.compress("".join(lines).encode("ascii"), mtime=0))


def checked(folder: Path) -> Path:
    """The folder, when its files are those that README.md names; ends the script otherwise."""
    for name, expected in SOURCES.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
            sys.exit(f"{folder / name} is another version than this script was checked with; see README.md")
    return folder


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python crm/search/data/make.py FOLDER (with index.aff and index.dic)")
    maker = Maker(Dictionary(checked(Path(sys.argv[1]))), Own())
    maker.gather()
    maker.count()
    maker.price()
    maker.keep_whole()
    maker.write(compounds.VOCABULARY)
    print(f"{len(maker.pieces)} words, {sum(piece.whole for piece in maker.pieces.values())} of them whole")
