"""Who must hear at once of a follow-up: who has it from now on, and who asked for what is done."""

from crm.followups.actions.moving import HANDED_OVER
from crm.followups.models import FollowUp
from crm.journal import Change
from crm.news import Notice

LONGEST = 300
TO_SOMEBODY = {"followup.create", "followup.hand_over", "followup.edit"}


def notices(change: Change) -> list[Notice]:
    """What colleagues must hear of a change of one follow-up; of many that were given at once others tell once."""
    if change.record is None:
        return []
    if change.verb in TO_SOMEBODY:
        return _asked(change)
    return _done(change) if change.verb == "followup.finish" else []


def all_handed_over(change: Change) -> list[Notice]:
    """One to who gets everything that was open for a colleague, however much that is."""
    if change.verb != HANDED_OVER:
        return []
    after = change.values["after"]
    words = " · ".join(after["what"])[:LONGEST]
    return [Notice("followups", ("user", change.record), users=frozenset({after["to"]}), words=words)]


def path_of_handed_over(_user_id: int) -> str:
    """Where what came from this colleague is read: among one's own."""
    return "/followups/"


def _asked(change: Change) -> list[Notice]:
    """Whose it was not before: the colleague; of a department, as long as nobody took it on, all who work there."""
    values = change.values
    before, after = values.get("before") or {}, values.get("after") or {}
    whose = [(one.get("user"), one.get("department")) for one in (before, after)]
    if whose[0] == whose[1] or "hand_over" in after:  # of a whole list of customers they hear at once
        return []
    user, department = whose[1]
    return [
        _notice(
            change,
            "followup",
            values.get("word") or after.get("what", ""),
            users=frozenset({user} if user else ()),
            departments=frozenset({department} if department and not user else ()),
        )
    ]


def _done(change: Change) -> list[Notice]:
    """To who asked, unless they did it themselves."""
    found = FollowUp.get_by_id(change.record)
    if found.created_by_id is None or found.created_by_id == change.user:
        return []
    outcome = found.result.body if found.result else ""
    return [_notice(change, "done", outcome or found.what, users=frozenset({found.created_by_id}))]


def _notice(
    change: Change,
    kind: str,
    words: str,
    users: frozenset[int] = frozenset(),
    departments: frozenset[int] = frozenset(),
) -> Notice:
    where = {"record": ("followup", change.record), "customer": change.customer}
    return Notice(kind, **where, users=users, departments=departments, words=" ".join(words.split())[:LONGEST])
