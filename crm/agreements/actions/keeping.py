"""Writing down what was agreed, changing it, taking it back and bringing it back."""

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.agreements.actions import rows
from crm.agreements.actions.rows import get
from crm.agreements.actions.values import Values, check
from crm.agreements.models import Agreement
from crm.company import clock as company
from crm.db import transaction
from crm.interactions import facts

__all__ = ["create", "delete", "edit", "get", "restore"]


def create(
    interaction_id: int,
    values: Values,
    *,
    by: User | Console,
    customer_id: int | None = None,
    request_key: str | None = None,
) -> Agreement:
    """Write down what was agreed in this contact (of that customer, where one is given); the same request writes once.

    Raises Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    now = clock.now()
    with transaction():
        if request_key and (earlier := Agreement.get_or_none(Agreement.request_key == request_key)):
            return earlier
        made = facts.contact(interaction_id, customer_id)
        check(values, company.today(made.occurred_at), company.today(now))
        found = Agreement.create(
            customer=made.customer_id,
            interaction=made,
            created_by=by.id,
            created_at=now,
            updated_at=now,
            request_key=request_key,
            **_own(values),
        )
        rows.tell(found.id, values.departments)
        journal.record("agreement.create", found, by=by, customer=made.customer_id, after=rows.snapshot(found))
        return found


def edit(agreement_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> Agreement:
    """Change what was agreed; of a day that is another one colleagues are warned anew. ``seen``: ``journal.revision``.

    Raises Outdated, Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    with transaction():
        journal.refuse_if_changed("agreement", agreement_id, seen)
        found = get(agreement_id)
        facts.require_may_change(found, by=by)
        check(values, rows.made_on(found), company.today())
        before = rows.snapshot(found)
        for name, value in _own(values).items():
            setattr(found, name, value)
        rows.tell(found.id, values.departments)
        after = rows.snapshot(found)
        if after != before:
            found.updated_at = clock.now()
            found.save()
            journal.record("agreement.edit", found, by=by, customer=found.customer_id, before=before, after=after)
        return found


def delete(agreement_id: int, *, by: User | Console) -> Agreement:
    """Take it back: nothing was agreed."""
    return _set_deleted(agreement_id, True, by=by)


def restore(agreement_id: int, *, by: User | Console) -> Agreement:
    """It was agreed after all."""
    return _set_deleted(agreement_id, False, by=by)


def _own(values: Values) -> dict[str, object]:
    return {
        "side": values.side,
        "kind": values.kind,
        "body": values.body,
        "due_on": values.due_on,
        "ends_on": values.ends_on,
    }


def _set_deleted(agreement_id: int, gone: bool, *, by: User | Console) -> Agreement:
    require(by, Role.STAFF)
    with transaction():
        found = get(agreement_id, taken_back=True)
        facts.require_may_change(found, by=by)
        return facts.set_taken_back(found, gone, rows.snapshot(found), by=by)
