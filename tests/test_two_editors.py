"""Two colleagues edit the same thing at once: the second is told, and nobody's text is lost."""

import re

import pytest

from crm.customers.models import Customer, Person
from crm.interactions.forms import WAYS
from crm.interactions.models import Interaction
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def places(alice):
    customer = factories.customer(owner=alice)
    person = factories.person(customer)
    contact = factories.interaction(customer, by=alice)
    return {
        "customer": (f"/customers/{customer.id}/edit", {"name": "Kwekerij", "kind": "organisation"}, "note", Customer),
        "person": (f"/customers/people/{person.id}", {"name": "Annelies van den Berg"}, "note", Person),
        "contact": (
            f"/interactions/{contact.id}/edit",
            {"channel": "phone"} | {f"direction_{channel}": ways[0][0] for channel, ways in WAYS.items()},
            "body",
            Interaction,
        ),
    }


@pytest.mark.parametrize("what", ["customer", "person", "contact"])
def test_the_second_to_save_is_told_and_may_still_save(login, alice, diana, places, what):
    url, form, field, model = places[what]
    first, second = login(alice), login(diana)
    seen = re.search(r'name="seen" value="(\d+)"', text_of(first.get(url)))[1]
    form |= {"status": "customer", "owner": "", "seen": seen}
    assert first.post(url, data=form | {field: "Van Alice: poort 3 is dicht."}).status_code == 303

    answer = second.post(url, data=form | {field: "Van Diana: bel eerst."})

    assert answer.status_code == 409
    page = text_of(answer)
    assert "Van Diana: bel eerst." in page
    assert getattr(model.get(), field) == "Van Alice: poort 3 is dicht."
    newer = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert second.post(url, data=form | {field: "Van Diana: bel eerst.", "seen": newer}).status_code == 303
    assert getattr(model.get(), field) == "Van Diana: bel eerst."
