"""Where one goes after a deed: back to where it was begun."""

from flask import request, url_for

from crm.accounts.forms import local_path


def back(otherwise: str) -> str:
    """The page of ours that the address or the form names as ``back``; else ``otherwise``."""
    asked = request.values.get("back")
    return local_path(asked) if asked else otherwise


def contact_url(customer_id: int, interaction_id: int | None = None) -> str:
    """The customer's timeline, at this contact where one is given."""
    page = url_for("customers.show", customer_id=customer_id)
    return f"{page}#i{interaction_id}" if interaction_id else page
