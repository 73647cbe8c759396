"""Reading what happened to one customer, person or contact, newest first."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import peewee

from crm import journal
from crm.accounts.models import User
from crm.customers import actions as customer_actions
from crm.customers import queries as customers
from crm.customers.models import Person
from crm.errors import NotFound
from crm.interactions import actions as interaction_actions
from crm.interactions import queries as interactions
from crm.journal import Change
from crm.words import N_

PAGE = 20
IMPORTS = ("import", "demo")  # bulk changes that made records
NO_WAY_BACK = ("delete", "attach", "detach")  # a deed of its own undoes these
State = dict[str, Any]
GONE = N_("This version is no longer kept.")


@dataclass(frozen=True)
class Subject:
    """The record whose history it is, and how it is now, in the journal's own terms."""

    kind: str
    id: int
    name: str
    customer_id: int
    customer_name: str
    made_at: datetime
    state: State
    occurred_at: datetime | None = None  # of a contact
    author_id: int | None = None


@dataclass
class Version:
    """One change. ``back`` says which of its sides can be brought back: before, after, or neither.

    ``id`` is that of the Change; the last line may lack one: it tells that a file brought the record in.
    """

    id: int
    at: datetime
    user_name: str | None
    what: str
    before: State
    after: State
    back: str = ""
    file: str = ""
    fields: list[Any] = field(default_factory=list)

    @property
    def changed(self) -> list[str]:
        """The names of the fields that differ; of what was made, those that were filled in."""
        if not self.before:
            return [name for name, value in self.after.items() if value not in (None, "", [])]
        return [name for name in self.after if self.before.get(name) != self.after[name]]


@dataclass
class Page:
    """Some versions, and the Change before which the next page begins."""

    versions: list[Version]
    next: int | None


@dataclass(frozen=True)
class Names:
    """What the numbers in the journal are called now."""

    users: dict[int, str]
    people: dict[int, str]


def subject(kind: str, record_id: int) -> Subject:
    """The record as it is now. Raises NotFound, also for what lies in the bin."""
    if kind not in SUBJECTS:
        raise NotFound
    return SUBJECTS[kind](record_id)


def page(about: Subject, before: int | None = None) -> Page:
    """The changes older than the Change ``before``; the last page ends with how the record came into the file."""
    mine = (Change.kind == about.kind) & (Change.record == about.id)
    query = _changes().where(mine).order_by(Change.id.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(Change.id < before)
    found = [_version(change) for change in query.objects()]
    more, versions = len(found) > PAGE, found[:PAGE]
    for version in versions:
        if version.after and version.what not in NO_WAY_BACK and _differs(version.after, about.state):
            version.back = "after"
    if not more and not any(version.what in ("create", "log") for version in versions):
        versions.append(_first(about, versions))
    return Page(versions, versions[-1].id if more else None)


def names(versions: list[Version]) -> Names:
    """Who the owners and the people in these versions are, in two queries; people in the bin too."""
    states = [state for version in versions for state in (version.before, version.after)]
    owners = {state["owner"] for state in states if state.get("owner")}
    took_part = {one for state in states for one in state.get("people") or ()}
    users = User.select(User.id, User.name).where(User.id.in_(owners)).tuples() if owners else ()
    people = Person.select(Person.id, Person.name).where(Person.id.in_(took_part)).tuples() if took_part else ()
    return Names(dict(users), dict(people))


def change(change_id: int) -> Change:
    """One change of a record that has a history. Raises NotFound."""
    found = Change.get_or_none((Change.id == change_id) & Change.kind.in_(list(SUBJECTS)) & ~Change.record.is_null())
    if found is None:
        raise NotFound(GONE)
    return found


def _changes() -> peewee.ModelSelect:
    return Change.select(Change, User.name).join(User, peewee.JOIN.LEFT_OUTER, on=Change.user == User.id)


def _version(change: Any) -> Version:
    values, what = change.values, change.verb.partition(".")[2]
    before, after = values.get("before") or {}, values.get("after") or {}
    if what not in ("create", "log") and not before:
        after = {}  # a name for the digest, not a version
    return Version(change.id, change.at, change.name, what, before, after)


def _differs(state: State, now: State) -> bool:
    return any(value != now.get(name) for name, value in state.items())


def _first(about: Subject, versions: list[Version]) -> Version:
    """How the record came into the file, where that was not by hand: known from the first change after it."""
    edits = [version for version in versions if version.before and version.what not in NO_WAY_BACK]
    first = Version(0, about.made_at, None, "import", {}, {})
    if edits:
        first.id = edits[-1].id
        first.back = "before" if _differs(edits[-1].before, about.state) else ""
    bulk = (Change.kind == about.kind) & Change.record.is_null() & (Change.at >= about.made_at)
    verbs = [f"{about.kind}.{what}" for what in IMPORTS]
    for change in _changes().where(bulk & Change.verb.in_(verbs)).order_by(Change.id).limit(2).objects():
        if about.id in change.values.get("ids", ()):
            first.user_name, first.file = change.name, str(change.values.get("file", ""))
            break
    return first


def _customer(record_id: int) -> Subject:
    found = customers.get(record_id)
    now = journal.as_kept(customer_actions.snapshot(found))
    return Subject("customer", found.id, found.name, found.id, found.name, found.created_at, now)


def _person(record_id: int) -> Subject:
    found = customers.person(record_id)
    now, at = journal.as_kept(customer_actions.person_snapshot(found)), found.customer
    return Subject("person", found.id, found.name, at.id, at.name, found.created_at, now)


def _interaction(record_id: int) -> Subject:
    found = interaction_actions.get(record_id)
    now, at = journal.as_kept(interaction_actions.snapshot(found)), found.customer
    title = interactions.title_of(found.subject, found.body)
    when, author = found.occurred_at, found.author_id
    return Subject("interaction", found.id, title, at.id, at.name, found.created_at, now, when, author)


SUBJECTS: dict[str, Callable[[int], Subject]] = {
    "customer": _customer,
    "person": _person,
    "interaction": _interaction,
}
