"""Marks that a colleague wrote down: made, changed, taken back; and taking back what a customer gave."""

from datetime import timedelta

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Forbidden, Invalid, Outdated, Refused
from crm.interactions import facts
from crm.satisfaction.actions.values import LONGEST_REASON, Values, check, one_line, person_at, snapshot
from crm.satisfaction.models import Rating, Source
from crm.satisfaction.queries import MISSING, logged
from crm.words import N_

TWICE = N_("There is a mark with this contact already; change that one.")


def create(interaction_id: int, values: Values, *, by: User | Console, request_key: str | None = None) -> Rating:
    """Write down the mark that the customer gave in a contact. The same request twice writes once.

    Of one person, or of nobody that is known, a contact has one. Raises Outdated where that is there, Invalid,
    Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    check(values)
    now = clock.now()
    with transaction():
        if request_key and (earlier := Rating.get_or_none(Rating.request_key == request_key)):
            return earlier
        contact = facts.contact(interaction_id)
        person_id = person_at(contact.customer_id, values.person_id)
        if logged(contact.id, person_id):
            raise Outdated(TWICE)
        found = Rating.create(
            customer=contact.customer_id,
            interaction=contact,
            score=values.score,
            body=values.body,
            person=person_id,
            source=Source.LOGGED,
            created_by=by.id,
            created_at=now,
            updated_at=now,
            request_key=request_key,
        )
        journal.record("rating.create", found, by=by, customer=contact.customer_id, after=snapshot(found))
        return found


def edit(rating_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> Rating:
    """Change what a colleague wrote down; what a customer gave is theirs. ``seen``: see ``journal.revision``."""
    require(by, Role.STAFF)
    check(values)
    with transaction():
        journal.refuse_if_changed("rating", rating_id, seen)
        found = get(rating_id)
        require_may_edit(found, by=by)
        before = snapshot(found)
        found.score, found.body = values.score, values.body
        found.person_id = person_at(found.customer_id, values.person_id)
        if logged(found.interaction_id, found.person_id, besides=found.id):
            raise Invalid(person_id=N_("There is another mark of theirs with this contact; take one of the two back."))
        if snapshot(found) != before:
            found.updated_at = max(clock.now(), found.created_at + timedelta(seconds=1))
            found.save()
            after = snapshot(found)
            journal.record("rating.edit", found, by=by, customer=found.customer_id, before=before, after=after)
    return found


def delete(rating_id: int, *, by: User | Console, reason: str = "") -> Rating:
    """Take it back. What a customer gave only a manager takes back, and says why. Raises Invalid(reason=…)."""
    require(by, Role.STAFF)
    reason = one_line(reason)
    with transaction():
        found = get(rating_id, taken_back=True)
        _require_may_take_back(found, by=by)
        if is_given(found) and not found.deleted_at:
            _check_reason(reason)
        return facts.set_taken_back(found, True, snapshot(found), by=by, word=reason)


def restore(rating_id: int, *, by: User | Console) -> Rating:
    """It was one after all. Raises Refused where another was written down meanwhile, Forbidden, NotFound."""
    require(by, Role.STAFF)
    with transaction():
        found = get(rating_id, taken_back=True)
        _require_may_take_back(found, by=by)
        if found.deleted_at and not is_given(found) and logged(found.interaction_id, found.person_id):
            raise Refused(TWICE)
        return facts.set_taken_back(found, False, snapshot(found), by=by)


def get(rating_id: int, *, taken_back: bool = False) -> Rating:
    """The row with its customer and contact; one that was ``taken_back`` only if asked. Raises NotFound."""
    return facts.get(Rating, rating_id, MISSING, taken_back=taken_back)


def is_given(found: Rating) -> bool:
    """Whether the customer gave it, and no colleague wrote it down."""
    return found.source == Source.LINK


def may_edit(found: Rating, *, by: User | Console) -> bool:
    """Nobody changes what a customer gave."""
    return not is_given(found) and facts.may_change(found, by=by)


def may_take_back(found: Rating, *, by: User | Console) -> bool:
    """Of what a customer gave, managers only."""
    return by.may(Role.MANAGER) if is_given(found) else facts.may_change(found, by=by)


def require_may_edit(found: Rating, *, by: User | Console) -> None:
    """Pass when ``by`` may change it. Raises Forbidden, or Refused for what a customer gave."""
    if is_given(found):
        raise Refused(N_("The customer gave this mark; nobody changes it. A manager can take it back."))
    facts.require_may_change(found, by=by)


def _require_may_take_back(found: Rating, *, by: User | Console) -> None:
    """Pass when ``by`` may take it back, and bring it back. Raises Forbidden."""
    if is_given(found) and not by.may(Role.MANAGER):
        raise Forbidden(N_("The customer gave this mark; only a manager may take it back."))
    if not is_given(found):
        facts.require_may_change(found, by=by)


def _check_reason(reason: str) -> None:
    if not reason:
        raise Invalid(reason=N_("Write why this mark does not count; that is kept."))
    if len(reason) > LONGEST_REASON:
        raise Invalid(reason=N_("This is too long: at most %(max)d characters.", max=LONGEST_REASON))
