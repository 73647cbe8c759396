"""What happened to a follow-up."""

from collections.abc import Iterable

from crm.accounts.deeds import Deed, deeds
from crm.accounts.models import Department, User

REMINDED = "followup.remind"  # by the clock: nobody did anything


def history(followup_id: int) -> list[Deed]:
    """Who did what with it, newest last, and whom it went ``to``. At most three queries."""
    found = deeds("followup", followup_id, but=REMINDED)
    went = [one for one in found if one.verb == "followup.hand_over"]
    names = _names(_whose(one.after) for one in went)
    for one in went:
        one.to = names.get(_whose(one.after), "")
    return found


def _whose(after: dict) -> tuple[str, int | None]:
    return ("user", after["user"]) if after.get("user") else ("department", after.get("department"))


def _names(whose: Iterable[tuple[str, int | None]]) -> dict[tuple[str, int | None], str]:
    wanted, found = set(whose), {}
    for kind, model in (("user", User), ("department", Department)):
        if ids := [id for one, id in wanted if one == kind and id]:
            rows = model.select(model.id, model.name).where(model.id.in_(ids)).tuples()
            found |= {(kind, id): name for id, name in rows}
    return found
