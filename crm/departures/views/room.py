"""The one Blueprint of this room, and what its pages share."""

from flask import Blueprint, request

from crm.accounts import queries as accounts
from crm.accounts.forms import local_path
from crm.web.once import once

bp = Blueprint("departures", __name__, url_prefix="/departures")


def departments() -> list[tuple[str, str]]:
    """To choose from in a filter."""
    return [(str(one.id), one.name) for one in once(accounts.departments)]


def back(otherwise: str) -> str:
    """The page of ours where this was begun."""
    asked = request.values.get("back")
    return local_path(asked) if asked else otherwise
