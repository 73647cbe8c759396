"""/customers/<id>/brief: the page to read before contacting a customer, and the column beside the timeline."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm import clock
from crm.accounts.models import Role
from crm.brief import queries
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.interactions.timeline import Reader
from crm.web.language import zone
from crm.web.login import me
from crm.web.render import render, wants_fragment

bp = Blueprint("brief", __name__)


@bp.get("/customers/<int:customer_id>/brief")
@login_required
def show(customer_id: int) -> ResponseReturnValue:
    """The full brief; for htmx what is new of it (``part=page``), or the column beside the timeline."""
    customer = customers.get(customer_id)
    whole = request.args.get("part") == "page" or not wants_fragment()
    return render(
        "brief/show.html",
        "brief/_again.html" if whole else "brief/_column.html",
        customer=customer,
        brief=_brief(customer, beside=not whole),
        may_write=me().may(Role.STAFF),
    )


def column_part(customer: Customer) -> queries.Brief:
    """The brief as the customer's page shows it, beside the timeline."""
    return _brief(customer, beside=True)


def _brief(customer: Customer, beside: bool) -> queries.Brief:
    now = clock.now()
    reader = Reader(me(), now, zone(), customers.looked_at(me(), customer.id, now))
    return queries.brief(customer, reader, request.args.get("person", type=int), beside=beside)
