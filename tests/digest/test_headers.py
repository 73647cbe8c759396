"""What mail programs read of a digest."""

from crm.accounts.models import User
from crm.digest import headers, unsubscribing
from crm.digest.models import Series


def link(user: User) -> str:
    return headers.of(user, Series.OWN)["List-Unsubscribe"].strip("<>")


def test_the_link_that_ends_it_is_below_the_address_of_the_product(app, settings, alice):
    assert link(alice) == f"{settings.base_url}/digest/unsubscribe/{unsubscribing.token(alice.id, Series.OWN)}"


def test_an_address_with_other_letters_goes_in_a_header(app, settings, alice):
    headers.live_in(settings.secret_key, "https://crm.bakkerij-müller.nl:8443")
    assert link(alice).startswith("https://crm.xn--bakkerij-mller-psb.nl:8443/digest/")
    assert headers.of(alice, Series.OWN)["List-Id"] == "<own.digest.crm.xn--bakkerij-mller-psb.nl>"


def test_a_seal_is_the_same_each_time_and_that_of_one_text(app):
    assert headers.seal("digest.own.2026-W47.u1") == headers.seal("digest.own.2026-W47.u1")
    assert headers.seal("digest.own.2026-W47.u1") != headers.seal("digest.own.2026-W47.u2")
