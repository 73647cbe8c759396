"""Whom is it about? The page before a form that was begun without a customer."""

from typing import Any

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue

from crm.customers import queries as customers
from crm.web.login import me
from crm.web.render import render

LONGEST = 200  # characters of what is typed


def choose_customer(
    *, title: str, then: str, lead: str = "", cancel: str = "", **args: str | int | None
) -> ResponseReturnValue:
    """A page that looks a customer up by name or number, or offers whom the reader looked at last.

    Choosing goes on to the endpoint ``then`` with ``customer``, ``back`` and ``args`` (what is filled); the page is at
    that address too. ``lead``: a line of what it is about; ``cancel``: the way back, else the room's own list.
    """
    asked = request.args.get("q", "").strip()[:LONGEST]
    return render(
        "customers/choose.html",
        title=title,
        then=then,
        lead=lead,
        cancel=cancel or url_for(f"{request.blueprint}.index"),
        args={name: value for name, value in ({"back": request.args.get("back")} | args).items() if value},
        asked=asked,
        offered=current_app.extensions["find_customers"](asked) if asked else _viewed(),
    )


def _viewed() -> list[dict[str, Any]]:
    found = [one for one in customers.last_viewed(me()) if one.archived_at is None]
    return [{"id": one.customer_id, "number": one.customer_number, "name": one.customer_name} for one in found]
