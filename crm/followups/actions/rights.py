"""Who may do what with a follow-up."""

from crm import clock
from crm.absences import queries as absences
from crm.accounts.models import Console, Role, User
from crm.errors import Forbidden
from crm.followups.models import FollowUp
from crm.interactions import actions as interactions
from crm.words import N_


def may_change(found: FollowUp, *, by: User | Console) -> bool:
    """Who asked, whose it is, the department that must see to it, who stands in for them, and managers."""
    if by.may(Role.MANAGER):
        return True
    theirs = found.department_id or (found.user.department_id if found.user else None)
    if not by.may(Role.STAFF):
        return False
    return by.id in (found.created_by_id, found.user_id) or by.department_id == theirs or stands_in(found, by=by)


def require_may_change(found: FollowUp, *, by: User | Console) -> None:
    """Pass when ``by`` may change it. Raises Forbidden."""
    if not may_change(found, by=by):
        raise Forbidden(N_("Only who asked this, whose it is, their department and managers may change it."))


def may_claim(found: FollowUp, *, by: User | Console) -> bool:
    """Who works in the department that it is for."""
    return by.may(Role.STAFF) and found.department_id is not None and by.department_id == found.department_id


def may_snooze(found: FollowUp, *, by: User | Console) -> bool:
    """Whose list it is on: the colleague's, and that of who stands in for them."""
    return by.may(Role.STAFF) and found.user_id is not None and (found.user_id == by.id or stands_in(found, by=by))


def stands_in(found: FollowUp, *, by: User | Console) -> bool:
    """Whether it is for somebody who is away now, in whose place ``by`` is."""
    return found.user_id is not None and by.id is not None and found.user_id in absences.covered_by(by.id, clock.now())


def may_reopen(done_by_id: int | None, *, by: User | Console) -> bool:
    """Whether ``by`` may say that it was not done after all."""
    return interactions.may_edit(done_by_id, by=by)
