"""A contact of Alice's; people read English: the source’s sentences, whatever their Dutch is."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from crm.attachments import actions
from crm.attachments.models import Attachment
from crm.settings import Settings
from tests import factories
from tests.attachments import samples


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, locale="en", attachment_mb=1)


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice)


@pytest.fixture
def contact(customer, alice):
    return factories.interaction(customer, by=alice)


@pytest.fixture
def sent(app, alice) -> Callable[..., Attachment]:
    """``sent("foto.png")``: a file of Alice’s that waits for its contact."""

    def send(name: str = "nota.txt", content: bytes | None = None, by=alice) -> Attachment:
        content = content if content is not None else samples.PNG if name.endswith(".png") else b"Poort 3 is dicht.\n"
        return actions.upload(BytesIO(content), name, by=by)

    return send


@pytest.fixture
def attached(sent, contact, alice) -> Callable[..., Attachment]:
    """``attached("foto.png")``: a file with Alice’s contact."""

    def attach(name: str = "nota.txt", content: bytes | None = None) -> Attachment:
        file = sent(name, content)
        actions.attach(contact.id, [file.key], by=alice)
        return Attachment.get_by_id(file.id)

    return attach
