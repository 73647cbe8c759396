"""``run_import``: the command as somebody types it, on a file with these bytes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from crm.settings import Settings
from tests.imports.files import CUSTOMERS


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The company speaks English here, so that these tests read as the code does."""
    return replace(settings, locale="en")


@pytest.fixture
def run_import(app: Flask, tmp_path: Path) -> Callable[..., Result]:
    """``run_import("customers", text_or_bytes, "--dry-run")``; the file is called klanten.csv unless named."""

    def run(kind: str, content: str | bytes, *options: str, name: str = "klanten.csv") -> Result:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return app.test_cli_runner().invoke(args=["import", kind, str(file), *options])

    return run


@pytest.fixture
def two_customers(run_import: Callable[..., Result]) -> None:
    """10001 De Waard Pompen and 10002 Familie De Vries."""
    assert run_import("customers", CUSTOMERS, name="twee.csv").exit_code == 0


@pytest.fixture
def rejects(tmp_path: Path) -> Callable[[], str]:
    """The file of rejects of klanten.csv, as text."""
    return lambda: (tmp_path / "klanten.csv.rejects.csv").read_text(encoding="utf-8-sig")
