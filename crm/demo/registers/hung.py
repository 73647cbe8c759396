"""Where a fact hangs: its contact, its customer, who wrote it down, and when."""

from typing import Any

from crm.demo import when
from crm.demo.plan import Plan
from crm.interactions.models import Interaction

WRITTEN = 45  # seconds after the contact was written down


def on(plan: Plan, contact: Interaction) -> dict[str, Any]:
    """What every fact of this contact has in common, written by its author."""
    at = when.at(min(int(contact.created_at.timestamp()) + WRITTEN, plan.days.now))
    whose = {"customer": contact.customer_id, "interaction": contact.id, "created_by": contact.author_id}
    return whose | {"created_at": at, "updated_at": at}
