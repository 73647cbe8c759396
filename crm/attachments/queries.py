"""Reading attachments: one, those that wait for their contact, and those of the contacts on a page."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from peewee import JOIN, fn

from crm.accounts.models import User
from crm.attachments import kinds
from crm.attachments.models import Attachment
from crm.customers.models import Customer
from crm.errors import NotFound
from crm.interactions.extras import Facts
from crm.interactions.models import Interaction
from crm.interactions.queries import PRESENT
from crm.words import N_, Text

THERE = Attachment.removed_at.is_null()
SHOWN = [field for field in Attachment._meta.sorted_fields if field is not Attachment.text]  # that is long; for search
GONE = N_("This file is not here, or no longer.")


def get(attachment_id: int, user: User, also_removed: bool = False) -> Attachment:
    """One file with its contact, customer and who sent it. Raises NotFound.

    Every colleague may read what is with a contact; what waits for one is its sender's only.
    """
    found = _with_contact().where(Attachment.id == attachment_id).get_or_none()
    if found is None or not may_see(found, user) or (found.removed_at and not also_removed):
        raise NotFound(GONE)
    return found


def removed(attachment_id: int) -> Attachment:
    """One file of a contact, also where it was removed. Raises NotFound."""
    with_contact = Attachment.interaction.is_null(False) & PRESENT
    found = _with_contact().where((Attachment.id == attachment_id) & with_contact).get_or_none()
    if found is None:
        raise NotFound(GONE)
    return found


def may_see(attachment: Attachment, user: User) -> bool:
    """Whether this colleague may know of it."""
    if attachment.interaction_id is None:
        return attachment.uploaded_by_id == user.id
    contact = attachment.interaction
    return contact.deleted_at is None and contact.customer.deleted_at is None


def pending(keys: Sequence[str], user: User) -> list[Attachment]:
    """Which of these wait for a contact of this colleague, in the order of ``keys``."""
    found = {one.key: one for one in Attachment.select(*SHOWN).where(Attachment.key.in_(list(keys)) & waiting(user))}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def unread() -> int:
    """How many files nobody looked into yet."""
    return Attachment.select().where(Attachment.text.is_null()).count()


def waiting(user: User) -> Any:
    """The condition of what this colleague sent and has not kept with a contact yet."""
    return Attachment.interaction.is_null() & (Attachment.uploaded_by == user.id) & THERE


def of_contact(interaction_id: int) -> list[Attachment]:
    """The files of one contact, oldest first."""
    return list(
        Attachment.select(*SHOWN).where((Attachment.interaction == interaction_id) & THERE).order_by(Attachment.id)
    )


def facts(interaction_ids: list[int]) -> dict[int, Facts]:
    """What the contacts of a page have with them, in one query."""
    chosen = Attachment.interaction.in_(interaction_ids) & THERE
    found: dict[int, list[Attachment]] = defaultdict(list)
    for one in Attachment.select(*SHOWN).where(chosen).order_by(Attachment.interaction, Attachment.id):
        found[one.interaction_id].append(one)
    return {contact: Facts("attachments", files, meta=_words(files)) for contact, files in found.items()}


def texts_of(interaction_ids: Sequence[int], longest: int = 100_000) -> dict[int, list[tuple[str, str]]]:
    """Of each contact that has files: their names and the beginning of what can be read in them ("" for nothing).

    One query, oldest file first. For search: what it returns was written by strangers and may be 100,000 characters.
    """
    columns = Attachment.interaction, Attachment.name, fn.SUBSTR(fn.COALESCE(Attachment.text, ""), 1, longest)
    chosen = Attachment.interaction.in_(list(interaction_ids)) & THERE
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    selected = Attachment.select(*columns).where(chosen).order_by(Attachment.interaction, Attachment.id)
    for contact, name, text in selected.tuples():
        found[contact].append((name, text))
    return dict(found)


def _words(files: list[Attachment]) -> list[tuple[str, Text]]:
    photos = sum(kinds.is_photo(one.media_type) for one in files)
    others = len(files) - photos
    words = []
    if photos:
        words.append(("image", N_("1 photo") if photos == 1 else N_("%(num)d photos", num=photos)))
    if others:
        words.append(("paperclip", N_("1 file") if others == 1 else N_("%(num)d files", num=others)))
    return words


def _with_contact() -> Any:
    return (
        Attachment.select(*SHOWN, Interaction, Customer, User)
        .join(Interaction, JOIN.LEFT_OUTER)
        .join(Customer, JOIN.LEFT_OUTER)
        .switch(Attachment)
        .join(User, JOIN.LEFT_OUTER, on=Attachment.uploaded_by == User.id)
    )
