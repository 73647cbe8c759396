"""Writing down who must hear of what was done, in the transaction in which it is done."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from crm.absences import queries as absences
from crm.accounts.models import Role, User
from crm.interactions.models import Comment
from crm.jobs import actions as jobs
from crm.journal import Change
from crm.names import seen
from crm.news import Notice
from crm.notifications import choices, kinds, sources
from crm.notifications.models import How, Notification, NotificationChoice

MAIL = "notifications.mail"
LONGEST_WORDS = 300
AT_ONCE = 1_000  # rows of one insert


@dataclass
class Hearer:
    """A colleague who may have to hear of it, with their choices for the kinds at hand."""

    user: User
    chosen: dict[str, str] = field(default_factory=dict)

    def how(self, kind: str) -> How:
        """How they hear of this kind."""
        return choices.how_of(self.chosen.get(kind), kinds.get(kind), choices.may_be_mailed(self.user))


@dataclass(frozen=True)
class Heard:
    """One notice for one colleague, in the place of an absent one where ``instead_of`` says so."""

    notice: Notice
    how: How
    instead_of: int | None = None


Told = dict[tuple[int, tuple[str, int]], Heard]  # by colleague and record: each hears once of a record


def on_change(change: Change, ids: list[int]) -> None:
    """Subscriber of the journal. What was done to many records at once nobody hears of.

    At most some ten queries, however many colleagues hear of it.
    """
    if change.record is None:
        if change.verb.endswith(".purge"):
            mine = (Notification.record_kind == change.kind) & Notification.record.in_(ids)
            Notification.delete().where(mine).execute()  # its words go with what it quotes
        return
    found = [notice for notice in sources.notices(change) if kinds.get(notice.kind)]
    if found:
        _write(change, sorted(_at_contacts(found), key=lambda notice: kinds.rank(notice.kind)))


def _write(change: Change, notices: list[Notice]) -> None:
    told = _directly(notices, change.user)
    told |= _stand_ins(told, change)
    rows = [_row(user, heard, change) for (user, _record), heard in told.items()]
    for start in range(0, len(rows), AT_ONCE):
        Notification.insert_many(rows[start : start + AT_ONCE]).execute()
    # not one key per colleague: a job that a worker is busy with would swallow what came after it looked
    mailed = {user for (user, _record), heard in told.items() if heard.how == How.MAIL}
    jobs.add_many(MAIL, {f"{MAIL}:{user}:{change.id}": {"user_id": user} for user in mailed})


def _directly(notices: list[Notice], actor: int | None) -> Told:
    """Whom the notices are for, as far as they want to hear of it."""
    told: Told = {}
    users = {id for notice in notices for id in notice.users} - {actor}
    departments = {id for notice in notices for id in notice.departments}
    hearers = _hearers(users, departments, {notice.kind for notice in notices})
    for notice in notices:
        for id, hearer in hearers.items():
            least = Role.READER if notice.readers_too else Role.STAFF
            works_there = hearer.user.department_id in notice.departments and hearer.user.may(least)
            how = hearer.how(notice.kind)
            if id != actor and (id in notice.users or works_there) and how != How.OFF:
                told.setdefault((id, notice.record), Heard(notice, how))
    return told


def _stand_ins(told: Told, change: Change) -> Told:
    """A copy for who stands in for somebody who is away and would hear of it, whatever they chose for themselves."""
    present = absences.stand_ins({user for user, _record in told}, change.at) if told else {}
    hearers = _hearers(set(present.values()), set(), {heard.notice.kind for heard in told.values()}) if present else {}
    copies: Told = {}
    for (user, record), heard in told.items():
        stand_in = present.get(user)
        if stand_in in hearers and stand_in != change.user and (stand_in, record) not in told:
            how = hearers[stand_in].how(heard.notice.kind)
            copy = Heard(heard.notice, How.APP if how == How.OFF else how, user)
            copies.setdefault((stand_in, record), copy)
    return copies


def _hearers(users: Collection[int], departments: Collection[int], of_kinds: Collection[str]) -> dict[int, Hearer]:
    """These colleagues and all who work there, as far as they still do; one query for them and one for choices."""
    if not users and not departments:
        return {}
    asked = User.id.in_(list(users)) | User.department.in_(list(departments))
    found = {user.id: Hearer(user) for user in User.select().where(asked & User.disabled_at.is_null())}
    chosen = NotificationChoice.select(NotificationChoice.user, NotificationChoice.kind, NotificationChoice.how)
    theirs = NotificationChoice.user.in_(User.select(User.id).where(asked))
    for id, kind, how in chosen.where(theirs & NotificationChoice.kind.in_(list(of_kinds))).tuples():
        if id in found:
            found[id].chosen[kind] = how
    return found


def _at_contacts(notices: list[Notice]) -> list[Notice]:
    """A comment is read at its contact, and goes when that goes."""
    comments = [notice.record[1] for notice in notices if notice.record[0] == "comment"]
    if not comments:
        return notices
    rows = Comment.select(Comment.id, Comment.interaction_id).where(Comment.id.in_(comments))
    contact = {("comment", id): ("interaction", interaction) for id, interaction in rows.tuples()}
    return [replace(notice, record=contact.get(notice.record, notice.record)) for notice in notices]


def _row(user: int, heard: Heard, change: Change) -> dict[str, object]:
    kind, record = heard.notice.record
    return {
        "user": user,
        "kind": heard.notice.kind,
        "how": heard.how,
        "customer": heard.notice.customer,
        "record_kind": kind,
        "record": record,
        "actor": change.user,
        "instead_of": heard.instead_of,
        "words": _short(heard.notice.words),
        "created_at": change.at,
    }


def _short(words: str) -> str:
    flat = " ".join(seen(words[: LONGEST_WORDS * 4].replace("\n", " ")).split())
    return flat if len(flat) <= LONGEST_WORDS else flat[: LONGEST_WORDS - 2].rsplit(" ", 1)[0] + " …"
