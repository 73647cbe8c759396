"""How each database keeps and matches tokens; ``crm.search.postings`` alone calls them."""


class NotUnderstood(Exception):
    """A question that the engine cannot take: too deep, or too long."""
