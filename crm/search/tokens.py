"""Tokens of our own, that nobody can type: each begins with an underscore."""

from collections.abc import Iterable

from crm.search import analysis

NAME = "_n"  # before a whole name, so that who is called exactly or almost that comes first


def whole_name(name: str) -> str:
    """The token of a whole name: ``_nkwekerijvandenberg``."""
    return NAME + analysis.folded(name)


def customer(customer_id: int) -> str:
    """Of everything that belongs to a customer."""
    return f"_cust_{customer_id}"


def customer_words(name: str, number: str) -> list[str]:
    """Of a customer's contacts: what ``klant:`` finds them by."""
    words, _others = analysis.columns(f"{name} {number}")
    return [customer_word(word) for word in (*words.split(), analysis.folded(number))]


def customer_word(word: str) -> str:
    """Of the contacts of customers that have this folded word in their name."""
    return f"_of_{word}"


def owner(user_id: int) -> str:
    """Of the customers a colleague owns, and of the people there."""
    return f"_owner_{user_id}"


def author(user_id: int) -> str:
    """Of what a colleague logged."""
    return f"_author_{user_id}"


def department(department_id: int) -> str:
    """Of what was logged in a department."""
    return f"_dept_{department_id}"


def channel(channel_key: str) -> str:
    """Of contacts that took place by this channel."""
    return f"_chan_{channel_key}"


def kind(name: str) -> str:
    """Of contacts with a fact of this kind (``crm.interactions.timeline.KINDS``)."""
    return f"_kind_{name}"


def joined(tokens: Iterable[str]) -> str:
    """As a column holds them, each once."""
    return " ".join(dict.fromkeys(tokens))
