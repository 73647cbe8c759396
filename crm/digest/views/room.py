"""The one Blueprint of this room, and what its pages share."""

from flask import Blueprint, request

from crm.digest import choices
from crm.digest.models import Series
from crm.errors import Forbidden
from crm.web.login import me

bp = Blueprint("digest", __name__, url_prefix="/digest")


def asked_series() -> Series:
    """Which series ``?of=`` asks for. Raises Forbidden where the reader may not have it."""
    if request.values.get("of") != Series.DEPARTMENT:
        return Series.OWN
    if not choices.may_have(me(), Series.DEPARTMENT):
        raise Forbidden
    return Series.DEPARTMENT
