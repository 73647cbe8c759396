"""Every sentence of the product has its Dutch, and nothing else is in the catalogue."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "crm" / "translations"
PO = FOLDER / "nl" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")


@pytest.fixture(scope="module")
def extracted() -> Catalog:
    """What the code and the templates say."""
    with (FOLDER / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = Catalog()
    keywords = DEFAULT_KEYWORDS | {"N_": None, "N_n": (1, 2)}
    for _file, _line, message, _comments, context in extract_from_dir(str(ROOT), methods, options, keywords):
        found.add(message, context=context)
    return found


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="nl")


def keys(catalog: Catalog) -> set[tuple[str, str | None]]:
    """The English (of a plural its singular) with its context."""
    return {(singular(message), message.context) for message in catalog if message.id}


def singular(message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def texts(message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def strings(catalog: Catalog) -> dict:
    return {(singular(message), message.context): texts(message) for message in catalog if message.id}


def test_every_sentence_is_in_the_catalogue(extracted, dutch):
    assert len(keys(extracted)) > 200
    assert sorted(keys(extracted) - keys(dutch), key=str) == []


def test_nothing_in_the_catalogue_is_said_no_more(extracted, dutch):
    assert sorted(keys(dutch) - keys(extracted), key=str) == []
    assert list(dutch.obsolete) == []


def test_every_sentence_has_its_dutch(dutch):
    lacking = [message.id for message in dutch if message.id and not all(text.strip() for text in texts(message))]
    assert lacking == []
    assert [message.id for message in dutch if message.id and message.fuzzy] == []


def test_a_plural_is_a_plural_on_both_sides(extracted, dutch):
    for message in extracted:
        translated = dutch.get(message.id, message.context) if message.id else None
        if translated is not None:
            assert isinstance(message.id, str) == isinstance(translated.string, str), message.id
            assert isinstance(message.id, str) or len(translated.string) == 2, message.id


def test_the_dutch_has_the_values_that_the_english_has(dutch):
    for message in dutch:
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        for text in texts(message) if message.id else ():
            wanted = {tuple(sorted(set(PLACEHOLDER.findall(one)))) for one in english}
            assert tuple(sorted(set(PLACEHOLDER.findall(text)))) in wanted, message.id


def test_what_runs_is_what_was_written(dutch):
    compiled = io.BytesIO()
    write_mo(compiled, dutch)
    compiled.seek(0)
    with PO.with_suffix(".mo").open("rb") as file:
        assert strings(read_mo(file)) == strings(read_mo(compiled))
