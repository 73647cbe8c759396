"""Two people with the same form open: the second is told, and loses nothing of what they typed."""

from typing import Any

from flask import request

from crm import journal


def seen() -> int | None:
    """The revision that the form was made from."""
    return request.form.get("seen", type=int)


def context(kind: str, record_id: int, outdated: bool = False) -> dict[str, Any]:
    """For the form's template: ``outdated`` says what happened, and saving again then replaces the other's version."""
    kept = seen() if request.method == "POST" and not outdated else None
    return {"seen": journal.revision(kind, record_id) if kept is None else kept, "outdated": outdated}
