"""What somebody wants to hear of in the digest stands there, once and only while it is not read."""

from datetime import timedelta

import pytest

from crm import clock
from crm.digest import queries as digest
from crm.digest.models import Series
from crm.notifications import parts
from crm.notifications.models import Notification
from tests.notifications.conftest import chosen, mention


@pytest.fixture
def edition(bob):
    """Bob's week up to now."""
    now = clock.now() + timedelta(hours=1)
    return digest.edition(bob, Series.OWN, now - timedelta(days=7), now)


def test_what_came_for_it_is_told_with_the_words_and_a_link(edition, alice, bob):
    chosen(bob, mention="digest")
    one = mention(bob, by=alice)
    section = parts.in_digest(edition)
    [row] = section.rows
    assert row.path == f"/notifications/{one.id}" and row.quote == "@Bob de Wit weet hier meer van."
    assert str(row.title) == "Alice van den Bosch mentions you" and str(section.headline) == "1 notification for you"
    assert "notifications" in [part.name for part in digest.told(edition).parts]


@pytest.mark.parametrize("why", ["at the bell", "read", "before", "somebody else's", "of the department"])
def test_it_does_not_tell_what_is(edition, alice, bob, diana, why):
    chosen(diana if why == "somebody else's" else bob, mention="app" if why == "at the bell" else "digest")
    mention(diana if why == "somebody else's" else bob, by=alice)
    if why == "read":
        Notification.update(read_at=clock.now()).execute()
    if why == "before":
        Notification.update(created_at=edition.starts_at - timedelta(seconds=1)).execute()
    if why == "of the department":
        edition = digest.edition(bob, Series.DEPARTMENT, edition.starts_at, edition.ends_at)
    assert parts.in_digest(edition) is None


def test_of_many_it_tells_some_and_how_many_more(edition, alice, bob):
    chosen(bob, mention="digest")
    for _number in range(parts.IN_DIGEST + 3):
        mention(bob, by=alice)
    section = parts.in_digest(edition)
    assert len(section.rows) == parts.IN_DIGEST and str(section.more) == "3 more for you."
    assert section.more_path == "/notifications/"
