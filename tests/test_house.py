"""The rules of the house that no single room can hold: imports, sizes, and templates that the policy lets through."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PYTHON = sorted(path for folder in ("crm", "tests") for path in (ROOT / folder).rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LONGEST = 400
FORBIDDEN = {
    "inline style": r"<style\b|<[a-z][^>]*\sstyle\s*=",
    "inline script": r"<script(?![^>]*\bsrc=)",
    "event handler": r"\s(?:on[a-z]+|hx-on[^\s=]*)\s*=",
    "script address": r"javascript:",
    "unescaped text": r"\|\s*safe\b|autoescape\s+false",
    "address elsewhere": r"(?:src|href|action)=[\"']?(?:https?:)?//",
}


def test_imports_point_one_way():
    linter = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert linter.returncode == 0, linter.stdout[-3000:]


def test_every_file_is_short_enough_to_be_read_in_one_sitting():
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in PYTHON}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_only_the_edge_knows_flask():
    edge = re.compile(r"(app|views|cli)\.py|web/.+|wiring/.+|.+/views/.+")
    for path in (ROOT / "crm").rglob("*.py"):
        where = path.relative_to(ROOT / "crm").as_posix()
        if not edge.fullmatch(where) and not where.endswith(("/views.py", "/cli.py")):
            assert not re.search(r"^\s*(?:from|import) flask", path.read_text(), re.MULTILINE), where


def is_mail(path: Path) -> bool:
    """Whether it is shown by mail programs, which know inline style only."""
    return path.parent.name == "mail" or path.name.lstrip("_").startswith("mail")


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has_an(what):
    assert TEMPLATES
    for path in TEMPLATES:
        if what == "inline style" and is_mail(path):
            continue
        assert not re.search(FORBIDDEN[what], path.read_text(), re.IGNORECASE), path.relative_to(ROOT)


def test_the_rules_for_templates_would_notice():
    for what, bad in {
        "inline style": '<p style="color: red">',
        "inline script": "<script>alert(1)</script>",
        "event handler": '<a href="/" onclick="x()">',
        "script address": '<a href="javascript:x()">',
        "unescaped text": "{{ text|safe }}",
        "address elsewhere": '<link href="https://elders.example/x.css">',
    }.items():
        assert re.search(FORBIDDEN[what], bad)


def test_every_form_that_writes_carries_the_token():
    for path in TEMPLATES:
        for form in re.findall(r"<form\b[^>]*>.*?</form>", path.read_text(), re.DOTALL | re.IGNORECASE):
            if re.search(r'method="post"', form, re.IGNORECASE):
                assert "{{ csrf() }}" in form, path.relative_to(ROOT)


def test_migrations_are_numbered_without_gaps():
    names = sorted(path.name for path in (ROOT / "crm" / "migrations").glob("[0-9]*.py"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
