"""JSON bodies to typed values, with an error per field."""

import re
from datetime import UTC, datetime
from typing import Any

from crm.errors import Invalid
from crm.interactions.actions import Values
from crm.interactions.models import Direction
from crm.words import N_

TEXTS = ("customer_number", "channel", "direction", "occurred_at", "subject", "body", "external_id")
KNOWN = {*TEXTS, "customer_id", "person_ids", "reached"}
LONGEST_EXTERNAL_ID = 100
HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")  # JSON can say it, a file cannot hold it


def interaction_values(data: Any) -> Values:
    """The contact in a request's body. Raises Invalid naming every field that is wrong."""
    if not isinstance(data, dict):
        raise Invalid(body=N_("Send a JSON object."))
    wrong = {name: N_("This field is not known.") for name in data if name not in KNOWN}
    for name in TEXTS:
        if not _is_text(data.get(name)):
            wrong[name] = N_("This must be a text.")
    if not _is_id(data.get("customer_id", 0) or 0):
        wrong["customer_id"] = N_("This must be a whole number.")
    ids = data.get("person_ids") or []
    if not isinstance(ids, list) or not all(_is_id(one) for one in ids):
        wrong["person_ids"] = N_("This must be a list of whole numbers.")
    if not isinstance(data.get("reached", True), bool):
        wrong["reached"] = N_("This must be true or false.")
    if len(str(data.get("external_id") or "")) > LONGEST_EXTERNAL_ID:
        wrong["external_id"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_EXTERNAL_ID)
    occurred_at = None
    if "occurred_at" not in wrong and data.get("occurred_at"):
        try:
            occurred_at = moment(data["occurred_at"])
        except Invalid as problem:
            wrong |= problem.fields
    if wrong:
        raise Invalid(**wrong)
    return Values(
        channel=data.get("channel") or "",
        direction=data.get("direction") or (Direction.INTERNAL if data.get("channel") == "note" else ""),
        subject=data.get("subject") or "",
        body=data.get("body") or "",
        reached=data.get("reached", True),
        occurred_at=occurred_at,
        person_ids=ids,
    )


def moment(text: str) -> datetime:
    """ISO 8601; without an offset it is UTC. Raises Invalid."""
    try:
        found = datetime.fromisoformat(text)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        found = found.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        raise Invalid(occurred_at=N_("A moment looks like 2026-11-20T10:42:00+01:00.")) from None
    if found.year < 1900:
        raise Invalid(occurred_at=N_("This is before 1900."))
    return found


def by_field(problem: Invalid) -> Invalid:
    """What an action refused, under the names that these bodies use."""
    return Invalid(**{"person_ids" if name == "people" else name: text for name, text in problem.fields.items()})


def _is_text(value: Any) -> bool:
    return isinstance(value, str | None) and not HALF_A_CHARACTER.search(value or "")


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31
