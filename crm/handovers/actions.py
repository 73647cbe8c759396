"""Everything that writes hand-overs. One transaction for each, however many customers go along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.customers import actions as customers
from crm.customers.models import CustomerFollow
from crm.db import transaction
from crm.errors import Forbidden, Invalid, Refused
from crm.followups.models import OPEN, FollowUp
from crm.handovers import queries
from crm.handovers.models import HandOver, HandOverCustomer
from crm.journal import BATCH, Deed
from crm.words import N_

LONGEST_WORD = 5_000
UNDO = timedelta(hours=24)  # as long as a hand-over can be taken back as a whole


@dataclass
class Values:
    """From whom to whom. ``customer_ids`` None: all in the list. ``followups``: what is open for the one goes along."""

    from_id: int
    to_id: int | None
    customer_ids: Sequence[int] | None = None
    followups: bool = True
    keeps_following: bool = False
    word: str = ""


def hand_over(values: Values, *, by: User | Console, request_key: str | None = None) -> HandOver:
    """Give customers to another colleague. One's own everybody may; a colleague's only managers.

    What meanwhile went to somebody else stays with them. The same request twice is one. Raises Invalid, Forbidden,
    and Refused where nothing is left to hand over.
    """
    require(by, Role.STAFF)
    require_may_begin(values.from_id, by=by)
    values.word = values.word.replace("\0", "").replace("\r\n", "\n").strip()
    with transaction():
        earlier = HandOver.get_or_none(HandOver.request_key == request_key) if request_key else None
        if earlier:
            return earlier
        _check(values)
        chosen = queries.owned(values.from_id) if values.customer_ids is None else list(values.customer_ids)
        made = HandOver.create(
            from_user=values.from_id,
            to_user=values.to_id,
            word=values.word,
            created_by=by.id,
            created_at=clock.now(),
            request_key=request_key,
        )
        moved = customers.hand_over(chosen, values.from_id, values.to_id, by=by)
        if not moved:
            raise Refused(N_("None of these customers is theirs any more; nothing was handed over."))
        for batch in _batches(moved):
            HandOverCustomer.insert_many([{"hand_over": made, "customer": id} for id in batch]).execute()
        if values.keeps_following:
            _follow(moved, values.from_id)
        if values.followups:
            made.followups = _give(_open(moved, values.from_id), values.from_id, values.to_id, made, by=by)
            made.save(only=[HandOver.followups])
        after = {"from": values.from_id, "to": values.to_id, "customers": len(moved), "followups": made.followups}
        journal.record("handover.create", made, by=by, after=after)
    return made


def undo(hand_over_id: int, *, by: User | Console) -> int:
    """Back to who had them, but for what went elsewhere since; answers how many. Raises Refused, Forbidden."""
    require(by, Role.STAFF)
    with transaction():
        found = queries.get(hand_over_id)
        if not may_undo(found, by=by):
            raise Forbidden(N_("Only who handed these over and managers may take it back."))
        if queries.was_undone(found) or clock.now() - found.created_at > UNDO:
            raise Refused(N_("This can no longer be taken back as a whole. Hand the customers over again instead."))
        before, after = found.to_user_id, found.from_user_id
        moved = customers.hand_over(queries.customer_ids(found), before, after, by=by)
        given = queries.followups_of(found)
        mine = FollowUp.user == before
        still = [row for batch in _batches(given) for row in _rows(FollowUp.id.in_(batch) & mine & OPEN)]
        _give(still, before, after, found, by=by)
        journal.record("handover.undo", found, by=by, after={"customers": len(moved), "followups": len(still)})
    return len(moved)


def require_may_begin(from_id: int, *, by: User | Console) -> None:
    """Pass when ``by`` may hand over this colleague's customers. Raises Forbidden."""
    if not (by.may(Role.MANAGER) or by.id == from_id):
        raise Forbidden(N_("Only they themselves and managers may hand over a colleague’s customers."))


def require_may_see(found: HandOver, *, by: User | Console) -> None:
    """Pass for both colleagues and managers. Raises Forbidden."""
    if not (by.may(Role.MANAGER) or by.id in (found.from_user_id, found.to_user_id)):
        raise Forbidden(N_("Only both colleagues and managers may read a hand-over."))


def may_undo(found: HandOver, *, by: User | Console) -> bool:
    """Who did it, and managers."""
    return by.may(Role.MANAGER) or (by.may(Role.STAFF) and by.id == found.created_by_id)


def _check(values: Values) -> None:
    wrong = {}
    to = User.get_or_none(User.id == values.to_id) if values.to_id else None
    if values.to_id == values.from_id:
        wrong["to"] = N_("Choose another colleague.")
    elif to is None or not to.may(Role.STAFF):
        wrong["to"] = N_("Choose somebody who works here now and may write.")
    if values.customer_ids is not None and not values.customer_ids:
        wrong["customers"] = N_("Tick at least one customer, or choose all of them.")
    if len(values.word) > LONGEST_WORD:
        wrong["word"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_WORD)
    if wrong:
        raise Invalid(**wrong)


def _follow(customer_ids: list[int], user_id: int) -> None:
    now = clock.now()
    for batch in _batches(customer_ids):
        rows = [{"user": user_id, "customer": id, "created_at": now} for id in batch]
        CustomerFollow.insert_many(rows).on_conflict_ignore().execute()


def _open(customer_ids: list[int], user_id: int) -> list[tuple[int, int]]:
    """What is open for this colleague at these customers: the follow-up's number and the customer's."""
    theirs = (FollowUp.user == user_id) & OPEN
    return [row for batch in _batches(customer_ids) for row in _rows(FollowUp.customer.in_(batch) & theirs)]


def _rows(condition: object) -> list[tuple[int, int]]:
    return list(FollowUp.select(FollowUp.id, FollowUp.customer_id).where(condition).tuples())


def _give(rows: list[tuple[int, int]], before: int, after: int, found: HandOver, *, by: User | Console) -> int:
    """In bulk, so that nobody is told of each one; the hand-over's own notice tells of all."""
    for batch in _batches(rows):
        these = FollowUp.id.in_([id for id, _customer in batch])
        FollowUp.update(user=after, reminded_on=None, updated_at=clock.now()).where(these).execute()
    came = {"user": after, "hand_over": found.id}
    deeds = [Deed(id, customer, {"user": before}, came) for id, customer in rows]
    journal.record_each("followup.hand_over", deeds, by=by)
    return len(rows)


def _batches(found: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]
