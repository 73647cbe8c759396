"""What colleagues wrote since a reader last looked: contacts, and comments on contacts of any age."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace

import peewee

from crm import db
from crm.accounts.models import Department, User
from crm.interactions.models import Comment, Interaction
from crm.interactions.queries import Entry, title_of
from crm.interactions.timeline import Reader
from crm.journal import Change

MOST = 5  # contacts, and as many comments
LOOKED_THROUGH = 300  # changes at the customer, the newest; older comments than those stand on the timeline


@dataclass(frozen=True)
class Remark:
    """A comment that is new to the reader, and which contact it is about."""

    id: int
    at: datetime
    author_name: str
    department: SimpleNamespace
    body: str
    interaction_id: int
    about: str


@dataclass(frozen=True)
class News:
    """What is new, the newest first; ``more``: there are contacts that are not among them."""

    entries: list[Entry]
    remarks: list[Remark]
    more: bool

    def __bool__(self) -> bool:
        return bool(self.entries or self.remarks)


def news(entries: list[Entry], customer_id: int, reader: Reader) -> News:
    """``entries``: the new contacts, one more than are shown where there are more. One query."""
    return News(entries[:MOST], remarks(customer_id, reader), len(entries) > MOST)


def remarks(customer_id: int, reader: Reader) -> list[Remark]:
    """What others commented since; nothing at the first look. By the journal, which knows customer and moment."""
    if reader.looked_at is None:
        return []
    changes = (
        Change.select(Change.record, Change.verb)
        .where((Change.customer == customer_id) & (Change.at > reader.looked_at))
        .order_by(Change.at.desc(), Change.id.desc())
        .limit(LOOKED_THROUGH)
        .alias("change_here")
    )
    query = (
        Comment.select(
            *(Comment.id, Comment.created_at, User.name, Department.id, Department.name, Department.mark),
            *(Comment.body, Interaction.id, Interaction.subject, peewee.fn.SUBSTR(Interaction.body, 1, 400)),
        )
        .join(changes, on=(changes.c.record == Comment.id) & (changes.c.verb == "comment.add"))
        .join_from(Comment, User)
        .join_from(User, Department)
        .join_from(Comment, Interaction)
        .where((Comment.author != reader.user) & Interaction.deleted_at.is_null())
        .order_by(Comment.id.desc())
        .limit(MOST)
    )
    return [_remark(row) for row in db.database.execute(query).fetchall()]


def _remark(row: tuple) -> Remark:
    id, at, author, department_id, name, mark, body, interaction_id, subject, beginning = row
    department = SimpleNamespace(id=department_id, name=name, mark=mark)
    title = title_of(subject, beginning)
    return Remark(id, datetime.fromtimestamp(at, UTC), author, department, body, interaction_id, title)
