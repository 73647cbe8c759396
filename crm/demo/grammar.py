"""A small language for notes: ``{slot}`` is a fact of the story, ``[a|b|]`` one of several wordings.

``¶`` begins a new line. Texts stand one per line as ``subject # body``; the subject may be
empty. Every text is parsed once, when the module that holds it is imported.
"""

import re
from collections.abc import Mapping
from random import Random
from typing import NamedTuple

TOKEN = re.compile(r"\{(\w+)\}|([\[|\]])|([^\[\]{}|]+)")

Part = str | tuple  # words, ("slot",) or a tuple of alternatives, each a list of parts


class Note(NamedTuple):
    """A contact's subject and body, or a comment (then the subject is empty)."""

    subject: "Template"
    body: "Template"


class Template:
    """One text with its slots and wordings."""

    __slots__ = ("_parts",)

    def __init__(self, text: str) -> None:
        tokens = TOKEN.findall(text.replace("¶", "\n"))
        self._parts, rest = _parse(tokens, 0)
        if rest != len(tokens):
            raise ValueError(f"brackets do not match in {text!r}")

    def render(self, rng: Random, facts: Mapping[str, str]) -> str:
        """The text with one wording chosen at each choice; begins with a capital."""
        out: list[str] = []
        _write(self._parts, rng.random, facts, out)
        text = "".join(out)
        return text[:1].upper() + text[1:]


def notes(block: str) -> tuple[Note, ...]:
    """One Note per line of ``block``: ``subject # body``."""
    return tuple(_note(line.strip()) for line in block.strip().splitlines() if line.strip())


def rows(block: str) -> tuple[tuple[str, ...], ...]:
    """Plain tables in text: one row per line, cells divided by `` | `` with its spaces."""
    lines = (line.strip() for line in block.strip().splitlines())
    return tuple(tuple(cell.strip() for cell in line.split(" | ")) for line in lines if line)


def listed(text: str) -> tuple[str, ...]:
    """``"a, b, c"`` as a tuple."""
    return tuple(cell.strip() for cell in text.split(","))


def _note(line: str) -> Note:
    subject, _, body = line.rpartition("#")
    return Note(Template(subject.strip()), Template(body.strip()))


def _parse(tokens: list, at: int) -> tuple[list[Part], int]:
    parts: list[Part] = []
    while at < len(tokens):
        slot, mark, words = tokens[at]
        if mark in ("|", "]") and mark:
            break
        if mark == "[":
            choice, at = _choice(tokens, at + 1)
            parts.append(choice)
        else:
            parts.append((slot,) if slot else words)
        at += 1
    return parts, at


def _choice(tokens: list, at: int) -> tuple[tuple, int]:
    options = []
    while True:
        option, at = _parse(tokens, at)
        options.append(option)
        if at >= len(tokens):
            raise ValueError("a [ is not closed")
        if tokens[at][1] == "]":
            return tuple(options), at
        at += 1


def _write(parts: list[Part], chance, facts: Mapping[str, str], out: list[str]) -> None:
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part[0], str):
            out.append(facts[part[0]])
        else:
            _write(part[int(chance() * len(part))], chance, facts, out)
