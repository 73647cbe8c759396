"""/search: one box for customers, people and contacts, and what it offers while somebody types."""

from collections.abc import Iterator

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts.models import Role
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.interactions import export as contacts
from crm.search import queries
from crm.web import csv
from crm.web.company import own_channels
from crm.web.login import me, role_required
from crm.web.render import render

bp = Blueprint("search", __name__, url_prefix="/search")
MOST_EXPORTED = 10_000


@bp.get("", strict_slashes=False)
@login_required
def index() -> ResponseReturnValue:
    """What was found, and how to search more precisely."""
    q = request.args.get("q", "").strip()
    customer = _customer()
    results = queries.search(q, cursor=request.args.get("after"), customer=customer.id if customer else None, user=me())
    asked = {"q": q, **({"customer": customer.id} if customer else {})}
    first_page = "after" not in request.args
    return render(
        "search/index.html",
        "search/_results.html" if first_page else "search/_hits.html",
        q=q,
        results=results,
        customer=customer,
        first_page=first_page,
        may_write=me().may(Role.STAFF),
        older_url=url_for("search.index", **asked, after=results.next_cursor) if results.next_cursor else None,
        export_url=url_for("search.export", **asked),
    )


@bp.get("/export")
@role_required(Role.STAFF)
def export() -> ResponseReturnValue:
    """The contacts that match, newest first, as a file that the import reads back."""
    q, customer = request.args.get("q", "").strip(), _customer()
    cut = _("Only the newest %(most)d contacts stand here; search for more words to find fewer.", most=MOST_EXPORTED)
    names = {key: channel.name for key, channel in own_channels().items()}
    rows = _rows(q, customer.id if customer else None, cut, names)
    return csv.answer(f"{_('Search')} {q}", (*contacts.COLUMNS, "customer_name"), rows)


def _rows(q: str, customer: int | None, cut: str, names: dict[str, str]) -> Iterator[tuple]:
    """A contact a row; ``cut`` below them where there were more. Runs when the request is over."""
    count = 0
    for batch in queries.found(q, customer=customer, most=MOST_EXPORTED + 1):
        for entry, row in zip(batch, contacts.rows(batch, names), strict=True):
            count += 1
            if count > MOST_EXPORTED:
                yield (cut,)
                return
            yield (*row, entry.customer_name)


@bp.get("/suggest")
@login_required
def suggest() -> ResponseReturnValue:
    """Customers and people whose name or number begins like what is typed."""
    q = request.args.get("q", "").strip()
    return render("search/_suggest.html", q=q, parties=queries.suggest(q, user=me()), for_customer=_for_customer())


def _customer() -> Customer | None:
    """The customer to search within. Raises NotFound."""
    asked = request.args.get("customer", "")
    return customers.get(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


def _for_customer() -> bool:
    """Whether a customer is being picked, not a page to go to."""
    return request.args.get("for") == "customer"
