"""The link that ends a series: for who holds it, and good for nothing else."""

import pytest
from itsdangerous import URLSafeSerializer

from crm.digest import unsubscribing
from crm.digest.models import Series


def test_a_token_says_for_whom_and_which_series_it_is(app, alice):
    for series in Series:
        assert unsubscribing.read(unsubscribing.token(alice.id, series)) == (alice.id, series)


def test_a_token_is_of_one_colleague_and_one_series(app, alice, bob):
    both = [unsubscribing.token(user.id, series) for user in (alice, bob) for series in Series]
    assert len(set(both)) == 4
    assert both[0] == unsubscribing.token(alice.id, Series.OWN)  # the same one in each mail


@pytest.mark.parametrize("where", [0, 5, -1])
def test_a_token_that_was_touched_is_none(app, alice, where):
    letters = list(unsubscribing.token(alice.id, Series.OWN))
    letters[where] = "A" if letters[where] != "A" else "Q"
    assert unsubscribing.read("".join(letters)) is None


@pytest.mark.parametrize("typed", ["", ".", "a.b", "%00", "…", "x" * 10_000, "WzEsIm93biJd", "null.abc"])
def test_nonsense_is_none(app, typed):
    assert unsubscribing.read(typed) is None


@pytest.mark.parametrize("said", [[1, "weather"], ["1", "own"], [True, "own"], [1], {"user": 1}, None, [1, ["own"]], 7])
def test_what_we_signed_but_never_meant_is_none(app, settings, said):
    signed = URLSafeSerializer(settings.secret_key, salt=unsubscribing.SALT).dumps(said)
    assert unsubscribing.read(signed) is None


def test_what_another_room_signed_with_our_key_is_none(app, settings, alice):
    other = URLSafeSerializer(settings.secret_key, salt="something else").dumps([alice.id, "own"])
    assert unsubscribing.read(other) is None
