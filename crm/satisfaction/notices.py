"""Who hears of a mark at once: owner and followers of the customer, and who wrote the contact it is about."""

from crm.customers.following import concerned
from crm.interactions.models import Interaction
from crm.journal import Change
from crm.news import Notice
from crm.quoting import within_quotes
from crm.satisfaction.models import Rating
from crm.satisfaction.queries import LOW

KIND, KIND_LOW = "rating", "rating_low"


def notices(change: Change) -> list[Notice]:
    """Of one that just came in; a low one is a kind of its own, so that it says so and can be heard of by mail."""
    if change.verb not in ("rating.create", "rating.give") or change.record is None:
        return []
    row = (
        Rating.select(Rating.score, Rating.body, Rating.customer_id, Interaction.author_id)
        .join(Interaction, on=Rating.interaction == Interaction.id)
        .where(Rating.id == change.record)
        .tuples()
        .first()
    )
    if row is None:
        return []
    score, body, customer, author = row
    users = concerned(customer) | ({author} if author else set())
    kind = KIND_LOW if score <= LOW else KIND
    words = f"{score} – {within_quotes(body)}" if body else str(score)
    return [Notice(kind, ("rating", change.record), customer, users, words=words)] if users else []
