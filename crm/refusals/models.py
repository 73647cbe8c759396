"""What we said no to."""

import peewee

from crm.interactions.facts import Fact


class Refusal(Fact):
    """``body``: what the customer asked; ``reason``: why not."""

    body = peewee.CharField(300)
    reason = peewee.CharField(500)

    class Meta:
        indexes = ((("customer", "created_at"), False), (("created_at", "id"), False))
