"""Writing down what a customer said in praise, and of whom."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.compliments import queries
from crm.compliments.models import Compliment, ComplimentUser
from crm.db import transaction
from crm.errors import Invalid, Refused
from crm.interactions import facts
from crm.quoting import clean
from crm.words import N_

LONGEST_BODY = 500
QUOTED = re.compile(r"[\"“„']([^\"“”„]+)[\"”']")  # all of it: we put it between quotation marks ourselves


@dataclass
class Values:
    """What the customer said, in their words, and the ids of the colleagues they named (nobody: for all of us)."""

    body: str
    named: list[int] = field(default_factory=list)


def create(interaction_id: int, values: Values, *, by: User | Console, request_key: str | None = None) -> Compliment:
    """Write down what was said in a contact. The same request twice is one compliment.

    Raises Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    check(values)
    now = clock.now()
    with transaction():
        if request_key and (earlier := Compliment.get_or_none(Compliment.request_key == request_key)):
            return earlier
        contact = facts.contact(interaction_id)
        _require_here(values.named, ())
        found = Compliment.create(
            customer=contact.customer_id,
            interaction=contact.id,
            body=values.body,
            created_by=by.id,
            created_at=now,
            updated_at=now,
            request_key=request_key,
        )
        _name(found, values.named)
        journal.record("compliment.create", found, by=by, customer=found.customer_id, after=snapshot(found))
        return found


def edit(compliment_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> Compliment:
    """Change the words, or who was named. ``seen``: see ``journal.revision``.

    Raises Outdated, Invalid, Refused where it was taken back, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    check(values)
    with transaction():
        journal.refuse_if_changed("compliment", compliment_id, seen)
        found = queries.get(compliment_id, taken_back=True)
        facts.require_may_change(found, by=by)
        if found.deleted_at:
            raise Refused(N_("This compliment was taken back; bring it back before you change it."))
        before = snapshot(found)
        _require_here(values.named, before["named"])
        found.body = values.body
        if found.body != before["body"] or values.named != before["named"]:
            found.updated_at = max(clock.now(), found.created_at + timedelta(seconds=1))
            found.save()
            ComplimentUser.delete().where(ComplimentUser.compliment == found).execute()
            _name(found, values.named)
            after = snapshot(found)
            journal.record("compliment.edit", found, by=by, customer=found.customer_id, before=before, after=after)
    return found


def delete(compliment_id: int, *, by: User | Console) -> Compliment:
    """Take it back: nobody said so."""
    return _set_deleted(compliment_id, True, by=by)


def restore(compliment_id: int, *, by: User | Console) -> Compliment:
    """It was said after all."""
    return _set_deleted(compliment_id, False, by=by)


def check(values: Values) -> None:
    """Raise Invalid where the words will not do; tidies them, and who was named."""
    body = clean(values.body)
    quoted = QUOTED.fullmatch(body)
    values.body = quoted[1].strip() if quoted else body
    values.named = sorted(set(values.named))
    if not values.body:
        raise Invalid(body=N_("Write what the customer said, in their words, or leave the compliment out."))
    if len(values.body) > LONGEST_BODY:
        raise Invalid(body=N_("This is too long: at most %(max)d characters.", max=LONGEST_BODY))


def snapshot(found: Compliment) -> dict[str, Any]:
    """Everything known of a compliment, for the journal."""
    named = ComplimentUser.select(ComplimentUser.user_id).where(ComplimentUser.compliment == found)
    return {"body": found.body, "named": sorted(id for (id,) in named.tuples()), "interaction": found.interaction_id}


def _require_here(named: Collection[int], before: Collection[int]) -> None:
    """Only who works here can be named; who was named before may have left since."""
    new = set(named) - set(before)
    here = User.select(User.id).where(User.disabled_at.is_null())
    if new - {id for (id,) in here.tuples()}:
        raise Invalid(named=N_("Choose from the colleagues who work here now."))


def _name(found: Compliment, named: Collection[int]) -> None:
    if named:
        ComplimentUser.insert_many([{"compliment": found.id, "user": id} for id in named]).execute()


def _set_deleted(compliment_id: int, deleted: bool, *, by: User | Console) -> Compliment:
    require(by, Role.STAFF)
    with transaction():
        found = queries.get(compliment_id, taken_back=True)
        facts.require_may_change(found, by=by)
        return facts.set_taken_back(found, deleted, snapshot(found), by=by)
