"""What the search box offers while somebody types, and before."""

import re

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm.customers.models import ContactPoint
from crm.search import recent, saved, suggestions
from crm.search.parties import Party
from crm.search.views.room import bp
from crm.web.login import me
from crm.web.render import render

FEWEST_DIGITS = 3


@bp.get("/suggest")
@login_required
def suggest() -> ResponseReturnValue:
    """Customers and people whose name or number begins like what is typed, or like what was probably meant.

    Besides them saved searches that are called so; in an empty box what was searched for lately.
    """
    q = request.args.get("q", "").strip()
    for_customer = request.args.get("for") == "customer"  # one is being picked, there is no page to go to
    parties, meant = suggestions.for_typed(q, user=me())
    return render(
        "search/_suggest.html",
        q=q,
        parties=parties,
        meant=meant,
        for_customer=for_customer,
        saved=[] if for_customer or not q else saved.begins_with(saved.rows(me()), q),
        recent=[] if for_customer or q else recent.of(me()),
        number_of=lambda party: _number(party, q),
    )


def _number(party: Party, q: str) -> ContactPoint | None:
    """The phone number that was typed a part of, to show why this party is among them."""
    digits = re.sub(r"\D", "", q).removeprefix("0031").removeprefix("31").lstrip("0")
    point = party.phone
    return point if point and len(digits) >= FEWEST_DIGITS and digits in re.sub(r"\D", "", point.normal) else None
