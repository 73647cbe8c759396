"""A file with contacts and attachments, and a way to run both commands."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crm import clock
from crm.accounts.models import User
from crm.attachments import store
from crm.attachments.models import Attachment
from crm.interactions.models import Interaction
from crm.search import index
from tests import factories
from tests.move.conftest import new, server  # noqa: F401 - fixtures

PHOTO = b"\xff\xd8\xff\xe0 lekkende as van pomp 3" * 5_000


@pytest.fixture
def data_dir(settings) -> Path:
    return settings.data_dir


@pytest.fixture
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder for backups."""
    return tmp_path_factory.mktemp("backups")


@pytest.fixture
def attach(app) -> Callable[..., Attachment]:
    """``attach(contact, b"…")``: a file on disk and its row."""

    def add(at: Interaction | None, content: bytes = PHOTO, **values: object) -> Attachment:
        kept = store.keep(io.BytesIO(content))
        added = Attachment.create(
            interaction=at,
            key=kept.key,
            name="pomp 3.jpg",
            media_type="image/jpeg",
            size=kept.size,
            sha256=kept.sha256,
            created_at=clock.now(),
            **values,
        )
        index.interactions([at.id] if at else [])
        return added

    return add


@pytest.fixture
def leak(app, alice: User) -> Interaction:
    """A contact about a leaking pump."""
    customer = factories.customer(owner=alice, phones=["0174 62 51 30"])
    factories.person(customer)
    return factories.interaction(customer, by=alice, body="Pomp in kas 3 lekt weer langs de as.")


@pytest.fixture
def archive(command, leak, attach, shelf: Path) -> Path:
    """A backup of a file with one contact that has a picture."""
    attach(leak)
    file = shelf / "maandag.zip"
    made = command("backup", str(file))
    assert made.exit_code == 0, made.output
    return file


def members(file: Path) -> dict[str, bytes]:
    """Everything in an archive."""
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def manifest_of(file: Path) -> dict:
    """What an archive says about itself."""
    return json.loads(members(file)["manifest.json"])


def folder_is_clean(folder: Path) -> bool:
    """Whether nothing half-done lies about."""
    return not [one for one in folder.rglob("*") if one.name.startswith((".", "part."))]


def all_files(folder: Path) -> Iterator[Path]:
    """Every file below ``folder``."""
    return (one for one in folder.rglob("*") if one.is_file())
