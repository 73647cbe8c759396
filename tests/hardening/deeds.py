"""One of many processes that write to the same few records: ``python -m tests.hardening.deeds FOLDER USER SEED N``.

Prints as JSON what it did, so that the test can count whether all of it is there.
"""

import json
import random
import sys
from collections import Counter
from dataclasses import replace

from crm import journal
from crm.accounts.models import User
from crm.app import create_app
from crm.customers import actions as customers
from crm.customers import forms
from crm.customers import queries as customer_queries
from crm.customers.models import Customer, Person
from crm.db import database
from crm.errors import Outdated
from crm.interactions import actions
from crm.interactions import queries as contacts
from crm.interactions.actions import Values
from crm.interactions.models import Interaction
from crm.settings import Settings
from tests import postgres

CUSTOMERS, CONTACTS, PEOPLE = (1, 2), (1, 2, 3), (1,)
COUNTED = "Geteld tot "


def count_on(text: str) -> str:
    """``Geteld tot 4`` -> ``Geteld tot 5``: what two who write at once without looking would both make a 5."""
    return f"{COUNTED}{int(text.removeprefix(COUNTED)) + 1}"


class Worker:
    """Does one deed after the other in its own process, over its own connection."""

    def __init__(self, user: User, seed: int) -> None:
        self.me, self.chance = user, random.Random(seed)
        self.done: Counter[str] = Counter()
        self.outdated = 0

    def work(self, times: int) -> None:
        """So many writes that were let through."""
        deeds = (self.log, self.edit, self.comment, self.pin, self.edit_customer, self.edit_person)
        for number in range(times):
            deed = self.chance.choices(deeds, weights=(5, 3, 3, 1, 2, 1))[0]
            while True:
                try:
                    with database.connection_context():
                        self.done[deed(number)] += 1
                    break
                except Outdated:
                    self.outdated += 1

    def log(self, number: int) -> str:
        body = f"Belde over lading nummer {self.me.id * 1000 + number}."
        actions.log(self.chance.choice(CUSTOMERS), Values("phone", "in", body), by=self.me)
        return "log"

    def comment(self, number: int) -> str:
        contact = self.chance.choice(CONTACTS)
        actions.comment(contact, f"Nagevraagd, keer {number}.", by=self.me)
        return f"comment {contact}"

    def pin(self, _number: int) -> str:
        contact = self.chance.choice(CONTACTS)
        self.chance.choice((actions.pin, actions.unpin))(contact, by=self.me)
        return "pin"

    def edit(self, _number: int) -> str:
        contact = self.chance.choice(CONTACTS)
        seen = journal.revision("interaction", contact)
        entry = contacts.entry(contact)
        actions.edit(contact, Values(entry.channel, entry.direction, count_on(entry.body)), by=self.me, seen=seen)
        return f"edit {contact}"

    def edit_customer(self, _number: int) -> str:
        number = self.chance.choice(CUSTOMERS)
        seen = journal.revision("customer", number)
        customer = customer_queries.get(number)
        values = _values(customer)
        customers.edit(number, replace(values, note=count_on(customer.note)), by=self.me, seen=seen)
        return f"customer {number}"

    def edit_person(self, _number: int) -> str:
        number = self.chance.choice(PEOPLE)
        seen = journal.revision("person", number)
        person = customer_queries.person(number)
        values = customers.PersonValues(person.name, note=count_on(person.note))
        customers.edit_person(number, values, by=self.me, seen=seen)
        return f"person {number}"


def _values(customer: Customer) -> customers.CustomerValues:
    data = forms.customer_data(customer, customer_queries.contact_points(customer.id))
    own = ("number", "name", "kind", "status", "note")
    return customers.CustomerValues(**{name: data[name] for name in own})


def counts() -> dict[str, int]:
    """How far each record was counted."""
    found = {f"edit {row.id}": row.body for row in Interaction.select().where(Interaction.id.in_(CONTACTS))}
    found |= {f"customer {row.id}": row.note for row in Customer.select()}
    found |= {f"person {row.id}": row.note for row in Person.select()}
    return {name: int(text.removeprefix(COUNTED)) for name, text in found.items()}


if __name__ == "__main__":
    folder, user_id, seed, times = sys.argv[1:]
    told = {"CRM_DATA_DIR": folder, "CRM_SECRET_KEY": "only-for-tests-" * 4}
    create_app(Settings.load(told | {"CRM_DATABASE_URL": postgres.url() if postgres.asked_for() else ""}))
    with database.connection_context():
        worker = Worker(User.get_by_id(int(user_id)), int(seed))
    print("ready", flush=True)
    sys.stdin.readline()  # all begin together
    worker.work(int(times))
    print(json.dumps({"done": worker.done, "outdated": worker.outdated}))
