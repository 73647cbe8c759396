"""Everything that writes hand-overs. One transaction for each, however many customers go along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from crm import clock, journal
from crm.absences import queries as absences
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.customers import actions as customers
from crm.customers.models import CustomerFollow
from crm.db import transaction
from crm.errors import Forbidden, Invalid, Refused
from crm.followups import actions as followups
from crm.followups.models import OPEN, FollowUp
from crm.handovers import queries
from crm.handovers.models import HandOver, HandOverCustomer
from crm.journal import BATCH
from crm.words import N_

LONGEST_WORD = 5_000
MOST = 2_000  # customers that go at once: nobody else can write meanwhile, which takes a second or two
UNDO = timedelta(hours=24)  # as long as a hand-over can be taken back as a whole


@dataclass
class Values:
    """From whom to whom. ``followups``: what is open for the one goes along.

    ``customer_ids`` None: all in the list, or with ``first`` as many of those, by name, as go at once.
    """

    from_id: int
    to_id: int | None
    customer_ids: Sequence[int] | None = None
    first: bool = False
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
        chosen = _chosen(values)
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
            made.followups = followups.give(_open(moved, values.from_id), values.to_id, by=by, hand_over=made.id)
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
        if left_since(found):
            name = found.from_user.name
            raise Refused(
                N_("%(name)s no longer works here, so nothing can go back. Hand it over to somebody else.", name=name)
            )
        before, after = found.to_user_id, found.from_user_id
        moved = customers.hand_over(queries.customer_ids(found), before, after, by=by)
        back = followups.give_back(*queries.followups_of(found), by=by)
        journal.record("handover.undo", found, by=by, after={"customers": len(moved), "followups": back})
    return len(moved)


def require_may_begin(from_id: int, *, by: User | Console) -> None:
    """Pass when ``by`` may hand over this colleague's customers. Raises Forbidden."""
    if not (by.may(Role.MANAGER) or by.id == from_id):
        raise Forbidden(N_("Only they themselves and managers may hand over a colleague’s customers."))


def require_may_see(found: HandOver, *, by: User | Console) -> None:
    """Pass for both colleagues, who is in their place now, and managers. Raises Forbidden."""
    both = {found.from_user_id, found.to_user_id}
    if by.may(Role.MANAGER) or by.id in both or both.intersection(absences.covered_by(by.id, clock.now())):
        return
    raise Forbidden(N_("Only both colleagues, who stands in for them and managers may read a hand-over."))


def may_undo(found: HandOver, *, by: User | Console) -> bool:
    """Who did it, and managers."""
    return by.may(Role.MANAGER) or (by.may(Role.STAFF) and by.id == found.created_by_id)


def left_since(found: HandOver) -> bool:
    """Whether who gave them away was kept out since then, so that nothing can go back."""
    disabled_at = found.from_user.disabled_at
    return disabled_at is not None and disabled_at >= found.created_at


def _check(values: Values) -> None:
    wrong = {}
    to = User.get_or_none(User.id == values.to_id) if values.to_id else None
    if values.to_id == values.from_id:
        wrong["to"] = N_("Choose another colleague.")
    elif to is None or not to.may(Role.STAFF):
        wrong["to"] = N_("Choose somebody who works here now and may write.")
    if values.customer_ids is not None and not values.customer_ids:
        wrong["customers"] = N_("Tick at least one customer, or choose all of them.")
    elif values.customer_ids is not None and len(set(values.customer_ids)) > MOST:
        wrong["customers"] = N_("At most %(max)d customers go at once; untick some of them.", max=MOST)
    if len(values.word) > LONGEST_WORD:
        wrong["word"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_WORD)
    if wrong:
        raise Invalid(**wrong)


def _chosen(values: Values) -> list[int]:
    if values.customer_ids is not None:
        return list(values.customer_ids)
    found = queries.owned(values.from_id, MOST + 1)
    if len(found) > MOST and not values.first:
        raise Invalid(customers=N_("There are more than %(max)d by now; hand them over in portions.", max=MOST))
    return found[:MOST]


def _follow(customer_ids: list[int], user_id: int) -> None:
    now = clock.now()
    for batch in _batches(customer_ids):
        rows = [{"user": user_id, "customer": id, "created_at": now} for id in batch]
        CustomerFollow.insert_many(rows).on_conflict_ignore().execute()


def _open(customer_ids: list[int], user_id: int) -> list[int]:
    """The numbers of what is open for this colleague at these customers."""
    found: list[int] = []
    for batch in _batches(customer_ids):
        theirs = (FollowUp.user == user_id) & FollowUp.customer.in_(batch) & OPEN
        found += [id for (id,) in FollowUp.select(FollowUp.id).where(theirs).tuples()]
    return found


def _batches(found: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]
