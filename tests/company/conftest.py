"""In these tests people read English: the sentences of the source, whatever their translation becomes."""

from dataclasses import replace

import pytest

from crm.settings import Settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, locale="en")
