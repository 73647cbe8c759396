"""The HTML of a digest by mail: what mail programs need it to be, checked by a parser and by sums of colours."""

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest

from crm.accounts.models import Role
from crm.digest import letters
from crm.digest.models import DigestChoice, Series
from tests.digest import samples

BASE = "http://localhost/"
LARGEST = 100 * 1024  # bytes; Gmail cuts off what is longer


def empty_department(reader):
    return samples.empty(reader, Series.DEPARTMENT)


def department(reader):
    return samples.busy(reader, Series.DEPARTMENT)


SAMPLES = [samples.busy, department, samples.empty, empty_department, samples.hostile, samples.fullest]


@pytest.fixture(autouse=True)
def in_the_worker(app):
    with app.app_context():
        yield


@pytest.fixture(params=SAMPLES, ids=lambda one: one.__name__)
def html(request, app):
    reader = samples.reader("Joost <b>van der Heijden", role=Role.MANAGER)
    told = request.param(reader)
    series = Series.DEPARTMENT if told.edition.department else Series.OWN
    return letters.written(told, series, "2026-W47", letters.slot_words(DigestChoice(user=reader), series)).html


def tree(html: str) -> Element:
    """Raises ParseError at the first fault."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def parents(found: Element) -> dict[Element, Element]:
    return {child: parent for parent in found.iter() for child in parent}


def test_it_is_html_without_a_fault(html):
    assert tree(html).tag == "html"


def test_the_parser_would_notice():
    with pytest.raises(html5lib.html5parser.ParseError):
        tree("<!doctype html><title>x</title><table><p>Los</table>")


def test_nothing_runs_and_nothing_is_fetched(html):
    found = tree(html)
    tags = {one.tag for one in found.iter() if isinstance(one.tag, str)}
    assert not tags & {"script", "img", "link", "iframe", "object", "embed", "form", "input", "video", "svg", "base"}
    assert [one.tag for one in found.find("body").iter() if one.tag == "style"] == []
    for one in found.iter():
        for name, value in one.attrib.items():
            assert not name.startswith("on") and name not in ("src", "background", "srcset")
            if name == "style":
                assert not re.search(r"position|url\(|expression|@import|flex|grid", value)
    assert not re.search(r"url\(|@import|@font-face", found.find("head").find("style").text)


def test_every_link_leads_into_the_product(html):
    links = [one.get("href") for one in tree(html).iter("a")]
    assert len(links) >= 3 and all(one.startswith(BASE) for one in links)


def test_every_link_says_where_it_leads(html):
    for one in tree(html).iter("a"):
        assert "".join(one.itertext()).strip()
        assert "aria-label" not in one.attrib or one.get("aria-label").startswith("".join(one.itertext()).strip())


def test_tables_are_there_for_the_layout_only(html):
    tables = list(tree(html).iter("table"))
    assert tables and all(one.get("role") == "presentation" for one in tables)
    assert not list(tree(html).iter("th"))


def test_headings_tell_the_story(html):
    found = tree(html)
    assert len(list(found.iter("h1"))) == 1
    assert found.get("lang") == "nl" and found.find("head/title").text
    levels = [int(one.tag[1]) for one in found.iter() if re.fullmatch(r"h[1-6]", str(one.tag))]
    assert levels[0] == 1 and set(levels[1:]) <= {2}


def test_it_is_short_enough_not_to_be_cut_off(html):
    assert len(html.encode()) < LARGEST


def test_every_text_can_be_read_in_the_light_and_in_the_dark(html):
    """The light colours are inline, for mail programs that drop the head; the dark ones are classes."""
    found = tree(html)
    dark = dark_colours(found)
    above = parents(found)
    seen = 0
    for one in found.find("body").iter():
        if isinstance(one.tag, str) and (one.text or "").strip() and one.get("aria-hidden") != "true":
            for number in (1, 2):
                text, ground = (colour_of(one, above, what, number, dark) for what in ("color", "background-color"))
                assert contrast(text, ground) >= 4.5, (one.text, text, ground)
                seen += 1
    assert seen > 10


def test_who_meant_harm_stands_there_as_text(app):
    reader = samples.reader()
    html = letters.written(samples.hostile(reader), Series.OWN, "2026-W47", None).html
    said = " ".join("".join(tree(html).find("body").itertext()).split())
    assert "<script>alert(1)</script><img src=x" in said
    assert "%(name)s {{ 7 * 7 }} %s &amp; &#x202e;" in said
    assert "W" * 300 in said


def dark_colours(found: Element) -> dict[str, tuple[str, str]]:
    """Class to property and colour, of the rules for dark screens."""
    style = found.find("head").find("style").text
    rules = style.partition("(prefers-color-scheme: dark)")[2].partition("\n}\n")[0]
    known = re.findall(r"\.(m-[\w-]+) \{ ([a-z-]+): (#\w{6}) !important; \}", rules)
    assert len(known) > 15
    for name, what, colour in known:
        where = "b" if what == "background-color" else "c"
        assert f"[data-ogs{where}] .{name} {{ {what}: {colour} !important; }}" in style  # Outlook.com
    return {name: (what, colour) for name, what, colour in known}


def colour_of(one: Element, above: dict, what: str, number: int, dark: dict) -> str:
    """The colour that counts for an element: 1 its inline one, 2 that of its classes in the dark."""
    while True:
        if number == 2:
            for name in one.get("class", "").split():
                if dark.get(name, ("", ""))[0] == what:
                    return dark[name][1]
        inline = re.search(rf"(?:^|;)\s*{what}:(#\w{{6}})", one.get("style", ""))
        if inline:
            assert number == 1, f"{one.tag}: {what} is light in the dark too"
            return inline[1]
        assert one in above and above[one] is not one, f"no {what} for {one.tag}"
        one = above[one]


def contrast(text: str, ground: str) -> float:
    """As WCAG 2 reckons it."""
    darker, lighter = sorted(luminance(one) for one in (text, ground))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
