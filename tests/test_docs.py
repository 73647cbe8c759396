"""What an administrator can set or run stands in the documents, and what stands there exists."""

import re
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parent.parent
FLASK_OWN = {"run", "shell", "routes"}
SETTINGS = ROOT / "docs" / "settings.md"
COMMANDS = ROOT / "docs" / "commands.md"
READ = r"\b(?:environ|values)\.get\(\s*\"([A-Z_]+)\"|\b(CRM_[A-Z_]+)\b"


def settings_in_code() -> set[str]:
    """Every environment variable that the product reads."""
    files = [*(ROOT / "crm").rglob("*.py"), ROOT / "gunicorn.conf.py", ROOT / "tests" / "bench" / "files.py"]
    return {"".join(found) for file in files for found in re.findall(READ, file.read_text())}


def settings_in_docs() -> set[str]:
    text = SETTINGS.read_text()
    return set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE)) | set(re.findall(r"`(CRM_[A-Z_]+)", text))


def documented() -> dict[str, set[str]]:
    """Each command of the table in docs/commands.md with its options: ``flask demo`` -> {``--seed``, …}."""
    rows = re.findall(r"^\| `flask ([^`]+)` \|", COMMANDS.read_text(), re.MULTILINE)
    return {re.match(r"[a-z]+(?: [a-z]+)*", row)[0]: set(re.findall(r"--[a-z-]+", row)) for row in rows}


@pytest.fixture
def commands(app) -> dict[str, set[str]]:
    """Each command of ours with its options."""
    found: dict[str, set[str]] = {}

    def walk(command: click.Command, name: str) -> None:
        if isinstance(command, click.Group):
            for part, inner in command.commands.items():
                walk(inner, f"{name} {part}".strip())
        else:
            options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
            found[name] = {text for option in options for text in option.opts if text.startswith("--")}

    walk(app.cli, "")
    return {name: options for name, options in found.items() if name.split()[0] not in FLASK_OWN}


def test_every_setting_stands_in_the_document():
    assert len(settings_in_code()) > 8
    assert sorted(settings_in_code() - settings_in_docs()) == []


def test_every_setting_in_the_document_is_read():
    assert sorted(settings_in_docs() - settings_in_code()) == []


def test_every_command_stands_in_the_document(commands):
    assert len(commands) > 8
    assert sorted(set(commands) - set(documented())) == []


def test_every_command_in_the_document_exists(commands):
    assert sorted(set(documented()) - set(commands)) == []


def test_every_command_is_documented_with_exactly_its_options(commands):
    for name, options in documented().items():
        assert options == commands[name], f"flask {name}"


def test_every_command_says_what_it_does(app, commands):
    for name in commands:
        answer = app.test_cli_runner().invoke(args=[*name.split(), "--help"])
        assert answer.exit_code == 0 and len(answer.output.splitlines()[2].strip()) > 10, name


def test_every_document_that_is_linked_is_there():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"
