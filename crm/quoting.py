"""What a colleague wrote, made short enough to quote: whole sentences, and nothing that turns the text round."""

import re

from crm.names import JOINERS, fold_text, seen

READ = 4_000  # characters of a note; what comes after that is not quoted
ENDS = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9À-Þ])")
SHORTENED = re.compile(  # a full stop behind these does not end a sentence
    r"(?:^|[\s(])(?:[A-Za-z]|dhr|mevr|mw|drs?|ir|ing|mr|mrs|ms|prof|nrs?|no|tel|bijv|bv|ca|incl|excl|evt|o\.a|i\.v\.m"
    r"|m\.b\.t|n\.a\.v|t\.a\.v|d\.d|e\.g|i\.e|resp|max|min|st|pag|art|afd|vs)\.$",
    re.IGNORECASE,
)
LONGEST_SHORTENED = 8  # characters, with what stands before it
GREETING = re.compile(
    r"(?:beste|geachte|hallo|hoi|hai|dag|goede(?:morgen|middag|navond)|dear|hi|hello|good (?:morning|afternoon))"
    r"\b[^.!?\n]{0,50}[,!]?",
    re.IGNORECASE,
)
SINGLE = str.maketrans("“”„«»", "‘’‚‘’")
PAIR = re.compile(r'"([^"]{1,200})"')
OWN = re.compile(r"[“”„«»]|\"[^\"]+\"|^['‘][^'’]+['’]$")  # one straight mark by itself is an inch
NOTHING_ALONE = f"{JOINERS}\ufe0e\ufe0f "  # what joins and colours others, at the beginning of a line
ENOUGH = 0.4  # of what a quote may be long: so much in whole sentences is better than more and broken off


def clean(text: str) -> str:
    """``text`` on one line without control characters, nor any that turn the direction of reading.

    Empty where nothing would be seen of it.
    """
    line = seen(" ".join(text.split()), JOINERS)
    return " ".join(line.split()).lstrip(NOTHING_ALONE).rstrip(f"{JOINERS} ")


def clean_lines(text: str) -> str:
    """The same of a text of several lines, which stay lines."""
    return "\n".join(map(clean, text.splitlines())).strip()


def quote(subject: str, body: str, longest: int) -> str:
    """The first sentences of a contact within ``longest`` characters, after its subject where that says something else.

    Where those are only few words, as much of the next as fits, cut between two words, with "…".
    """
    subject, text = clean(subject), said(body)
    if subject and not fold_text(text[: len(subject) + 40]).startswith(fold_text(subject).rstrip(" .")):
        text = f"{subject}{'' if subject[-1] in '.!?…' else '.'} {text}".rstrip()
    taken = ""
    for sentence in sentences(text):
        longer = f"{taken} {sentence}".strip()
        if len(longer) > longest:
            break
        taken = longer
    whole = len(taken) > longest * ENOUGH or len(taken) == len(text)
    return within_quotes(taken if whole else _cut(text, longest))


def sentences(text: str) -> list[str]:
    """``text`` in sentences; that of "dhr. Jansen" and "nr. 5" stays whole."""
    found: list[str] = []
    begun = 0
    for end in ENDS.finditer(text):
        if not SHORTENED.search(text[begun : end.start()]):
            found.append(text[begun : end.start()] + end[0].rstrip())
            begun = end.end()
    return [*found, text[begun:]] if text[begun:] else found


def first_sentence(text: str) -> str:
    """``text`` up to the full stop that ends its first sentence; cheap, for the titles of a page of contacts."""
    end = text.find(". ")
    while end >= 0 and SHORTENED.search(text, max(end - LONGEST_SHORTENED, 0), end + 1):
        end = text.find(". ", end + 1)
    return text if end < 0 else text[:end]


def said(body: str) -> str:
    """The beginning of a note on one line, clean: without the greeting, nor what is quoted of an earlier mail."""
    return clean(_one_line(body[:READ]))


def _one_line(body: str) -> str:
    """The lines of a note behind each other: without the greeting and what is quoted of an earlier mail.

    A line that ends without a full stop before one that begins anew gets " / ", as verse is quoted.
    """
    lines = [line.strip() for line in body.splitlines()]
    lines = [line for line in lines if line and not line.startswith(">")]
    if len(lines) > 1 and GREETING.fullmatch(lines[0]):
        del lines[0]
    said = ""
    for line in lines:
        anew = said and said[-1] not in ".!?…,;:" and not line[0].islower()
        said += f"{' / ' if anew else ' '}{line}"
    return said


def within_quotes(text: str) -> str:
    """Quotation marks of the author inside ours: single ones."""
    return PAIR.sub(r"‘\1’", text.translate(SINGLE))


def quoted(text: str) -> str:
    """``text`` between our quotation marks; where its author put some of their own they stand, for two would be one
    too many.
    """
    return text if OWN.search(text) else f"“{text}”"


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    words, space, _broken = text[: longest - 1].rpartition(" ")
    return f"{words.rstrip(' ,;:/')} …" if space else f"{text[: longest - 1]}…"
