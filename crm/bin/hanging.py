"""What hangs on contacts and customers and can be taken back by itself: facts, and what is much like them."""

from collections.abc import Sequence

from crm import journal
from crm.accounts.models import Console, User
from crm.db import Model
from crm.departures.models import Departure
from crm.interactions import facts
from crm.satisfaction.models import RatingRequest
from crm.surprises.models import Surprise


def on_contacts() -> list[type[Model]]:
    """What goes with its contact."""
    return [*facts.registers(), Surprise, RatingRequest]


def taken_back() -> list[type[Model]]:
    """What somebody may have taken back (``deleted_at``). A heads-up is not among it: that ends, and stays."""
    return [*facts.registers(), Surprise, Departure]


def purge(model: type[Model], ids: Sequence[int], by: User | Console) -> None:
    """Remove these for good, with what the journal keeps of them."""
    if ids:
        kind = model._meta.table_name
        model.delete().where(model.id.in_(ids)).execute()
        journal.let_go(kind, ids)
        journal.record_many(f"{kind}.purge", ids, by=by)
