"""Why things went wrong, in words that colleagues choose; the same words, however they are typed, are one cause."""

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.complaints.actions.rows import snapshot
from crm.complaints.actions.values import LONGEST_CAUSE
from crm.complaints.models import Complaint, ComplaintCause
from crm.db import transaction
from crm.errors import Invalid, NotFound
from crm.journal import Deed
from crm.names import fold
from crm.quoting import clean
from crm.words import N_


def key_of(name: str) -> str:
    """What a cause is recognised by: capitals, accents and spaces do not count."""
    return fold(clean(name))[:LONGEST_CAUSE].rstrip()


def named(name: str) -> ComplaintCause | None:
    """The cause of this name, made where nobody used it before; None for no name. Inside a transaction."""
    key = key_of(name)
    if not key:
        return None
    found = ComplaintCause.get_or_none(ComplaintCause.key == key)
    return found or ComplaintCause.create(name=clean(name), key=key)


def drop_unused(*, by: User | Console) -> None:
    """Causes that no complaint has any more, also none that was taken back, are gone. Inside a transaction."""
    used = Complaint.select(Complaint.cause).where(Complaint.cause.is_null(False))
    ids = [id for (id,) in ComplaintCause.select(ComplaintCause.id).where(ComplaintCause.id.not_in(used)).tuples()]
    if ids:
        ComplaintCause.delete().where(ComplaintCause.id.in_(ids)).execute()
        journal.let_go("complaint_cause", ids)
        journal.record_many("complaint_cause.purge", ids, by=by)


def rename_cause(cause_id: int, name: str, *, by: User | Console) -> ComplaintCause:
    """Give a cause better words, for managers; where another has that name already, the two become that one.

    A merge is an edit of each of its complaints as well. Raises Invalid(name=…), Forbidden, NotFound.
    """
    require(by, Role.MANAGER)
    name, key = clean(name), key_of(name)
    if not key:
        raise Invalid(name=N_("Write what this cause is called."))
    if len(name) > LONGEST_CAUSE:
        raise Invalid(name=N_("This is too long: at most %(max)d characters.", max=LONGEST_CAUSE))
    with transaction():
        found = ComplaintCause.get_or_none(ComplaintCause.id == cause_id)
        if found is None:
            raise NotFound(N_("This cause is no longer there."))
        other = ComplaintCause.get_or_none((ComplaintCause.key == key) & (ComplaintCause.id != found.id))
        return _merge(found, other, by) if other else _rename(found, name, key, by)


def _rename(found: ComplaintCause, name: str, key: str, by: User | Console) -> ComplaintCause:
    before = {"name": found.name}
    if name != found.name:
        found.name, found.key = name, key
        found.save()
        journal.record("complaint_cause.rename", found, by=by, before=before, after={"name": name})
    return found


def _merge(gone: ComplaintCause, into: ComplaintCause, by: User | Console) -> ComplaintCause:
    """Its complaints, also those that were taken back, have the other cause from now on."""
    deeds = []
    for one in Complaint.select().where(Complaint.cause == gone).order_by(Complaint.id):
        before = snapshot(one)
        one.cause = into
        deeds.append(Deed(one.id, one.customer_id, before, snapshot(one)))
    Complaint.update(cause=into, updated_at=clock.now()).where(Complaint.cause == gone).execute()
    journal.record_each("complaint.edit", deeds, by=by)
    sides = {"before": {"name": gone.name}, "after": {"name": into.name, "merged": gone.id}}
    gone.delete_instance()
    journal.record("complaint_cause.merge", into, by=by, **sides)
    return into
