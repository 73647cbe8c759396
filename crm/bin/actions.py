"""Emptying the bin: what lay there longer than it is kept goes for good, with what the journal kept of it.

In batches, a transaction each, so that nobody who works meanwhile waits. Each batch looks again
whether its records still lie there: what somebody brought back in between stays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from crm import journal
from crm.accounts.models import CONSOLE, Console, Role, User
from crm.accounts.rules import require
from crm.attachments import actions as attachments
from crm.bin import hanging
from crm.customers.models import Customer, Person
from crm.db import KEPT_IN_BIN, Model, transaction
from crm.followups.models import FollowUp
from crm.interactions.models import Comment, Interaction, InteractionPerson
from crm.jobs.portion import SECONDS, Portion
from crm.journal import Change
from crm.search import vocabulary

BATCH = 200
Remove = Callable[[Sequence[int], User | Console], None]


@dataclass
class Emptied:
    """How much went."""

    customers: int = 0
    people: int = 0
    interactions: int = 0
    followups: int = 0
    files: int = 0


def empty(now: datetime, *, by: User | Console = CONSOLE) -> Emptied:
    """Remove for good what was deleted more than 30 days before ``now``. Administrators, or the console."""
    return _empty(now, by, lambda: None)


def empty_some(now: datetime, *, seconds: float = SECONDS) -> bool:
    """The same for so many ``seconds``, for the worker: others wait for it too. Says whether there is more."""
    with Portion(seconds) as portion:
        _empty(now, CONSOLE, portion.step)
    return portion.is_over


def _empty(now: datetime, by: User | Console, next_batch: Callable[[], None]) -> Emptied:
    """``next_batch`` is called before each, and may raise: what lies there still is found the next time."""
    require(by, Role.ADMIN)
    until, done = now - KEPT_IN_BIN, Emptied()

    def empty_of(find: Callable[[], list[int]], remove: Remove) -> int:
        return _remove(find, remove, by, next_batch)

    done.interactions += empty_of(lambda: _lying(Interaction, until), _interactions)
    done.people += empty_of(lambda: _lying(Person, until), _people)
    done.followups += empty_of(lambda: _lying(FollowUp, until), _followups)
    for model in hanging.taken_back():
        empty_of(partial(_lying, model, until), partial(hanging.purge, model))
    for customer_id in _ids(Customer.select(Customer.id).where(Customer.deleted_at < until)):
        _empty_customer(customer_id, until, done, empty_of)
    done.files = attachments.purge(now)
    if done.interactions or done.people or done.followups or done.customers:  # the last of several portions has some
        vocabulary.forget_gone()
    return done


def _empty_customer(customer_id: int, until: datetime, done: Emptied, empty_of: Callable[..., int]) -> None:
    """Everything of a customer, the customer last: if it stops half-way, the next time goes on."""
    gone = Customer.select(Customer.id).where((Customer.id == customer_id) & (Customer.deleted_at < until))

    def of(model: Any) -> Callable[[], list[int]]:
        return lambda: _ids(model.select(model.id).where(model.customer.in_(gone)).limit(BATCH))

    done.interactions += empty_of(of(Interaction), _interactions)
    done.people += empty_of(of(Person), _people)
    journalled = (Change.customer == customer_id) & (Change.data != "{}")
    empty_of(lambda: _ids(Change.select(Change.id).where(journalled & gone.exists()).limit(BATCH)), _blank)
    done.customers += empty_of(lambda: _ids(gone), _customers)


def _remove(find: Callable[[], list[int]], remove: Remove, by: User | Console, next_batch: Callable[[], None]) -> int:
    """Take away what ``find`` finds, batch by batch, until there is nothing more; returns how many that were."""
    total = 0
    while True:
        with transaction():
            ids = find()
            if ids:
                next_batch()
                remove(ids, by)
        if not ids:
            return total
        total += len(ids)


def _lying(model: type[Model], until: datetime) -> list[int]:
    return _ids(model.select(model.id).where(model.deleted_at < until).limit(BATCH))


def _ids(query: Any) -> list[int]:
    return [id for (id,) in query.tuples()]


def _interactions(ids: Sequence[int], by: User | Console) -> None:
    """Comments, facts, who took part and files go along; follow-ups stay with their customer."""
    comments = _ids(Comment.select(Comment.id).where(Comment.interaction.in_(ids)))
    for model in hanging.on_contacts():
        hanging.purge(model, _ids(model.select(model.id).where(model.interaction.in_(ids))), by)
    Interaction.delete().where(Interaction.id.in_(ids)).execute()
    journal.forget("comment", comments)
    journal.forget("interaction", ids)
    journal.record_many("interaction.purge", ids, by=by)


def _people(ids: Sequence[int], by: User | Console) -> None:
    """Contacts lose who took part; the index is told, because it finds them by that name."""
    took_part = InteractionPerson.select(InteractionPerson.interaction).where(InteractionPerson.person.in_(ids))
    contacts = _ids(took_part.distinct())
    Person.delete().where(Person.id.in_(ids)).execute()
    journal.forget("person", ids)
    journal.record_many("person.purge", ids, by=by)
    if contacts:
        journal.record_many("interaction.lose_person", contacts, by=by)


def _followups(ids: Sequence[int], by: User | Console) -> None:
    FollowUp.delete().where(FollowUp.id.in_(ids)).execute()
    journal.forget("followup", ids)
    journal.record_many("followup.purge", ids, by=by)


def _customers(ids: Sequence[int], by: User | Console) -> None:
    """Addresses, numbers, tags, follow-ups and who follows go along."""
    Customer.delete().where(Customer.id.in_(ids)).execute()
    journal.forget("customer", ids)
    journal.record_many("customer.purge", ids, by=by)


def _blank(ids: Sequence[int], _by: User | Console) -> None:
    Change.update(data="{}").where(Change.id.in_(ids)).execute()
