"""The room's Blueprint, and how its addresses say what is searched for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, request, url_for

from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.search.queries import BEST, NEWEST, Reader, interaction_ids
from crm.web.language import locale, zone
from crm.web.login import me

bp = Blueprint("search", __name__, url_prefix="/search")


@dataclass(frozen=True)
class Asked:
    """What stands in the address. Filters stand in ``q`` itself; these are the few things that stand beside it."""

    q: str
    customer: Customer | None = None
    best: bool = False
    exact: bool = False

    @property
    def options(self) -> dict[str, Any]:
        """As ``queries.search`` takes them."""
        at = self.customer.id if self.customer else None
        return {"customer": at, "sort": BEST if self.best else NEWEST, "exact": self.exact}

    def url(self, endpoint: str = "search.index", **changed: Any) -> str:
        """The address of this search with something else in it; what is empty is left out."""
        at = self.customer.id if self.customer else ""
        about = {"q": self.q, "customer": at, "sort": BEST if self.best else "", "exact": 1 if self.exact else ""}
        return url_for(
            endpoint, **{name: value for name, value in (about | changed).items() if value not in ("", None)}
        )


def reader() -> Reader:
    """Who asks, in which language and by which clock."""
    return Reader(me(), locale(), zone())


def text_filter() -> Callable[..., list[int]]:
    """What the timeline narrows itself by: dates are those of the reader, also when the request is over."""
    return partial(interaction_ids, reader=reader())


def asked() -> Asked:
    """What the reader asks. Raises NotFound for a customer who is not in the file."""
    number = request.args.get("customer", "")
    customer = customers.get(int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None
    best, exact = request.args.get("sort") == BEST, request.args.get("exact") == "1"
    return Asked(request.args.get("q", "").strip(), customer, best, exact)
