"""/search: one box for customers, people and contacts, and what it offers while somebody types."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm.accounts.models import Role
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.search import queries
from crm.web.login import me
from crm.web.render import render

bp = Blueprint("search", __name__, url_prefix="/search")


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
    )


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
