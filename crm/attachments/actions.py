"""Everything that writes attachments. The file comes first, on disk for good; a contact takes it over later.

So nothing that was sent is lost when the log form is refused, and no row ever names a file that is not there.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import BinaryIO

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.attachments import kinds, names, previews, queries, store, texts
from crm.attachments.limited import Budget
from crm.attachments.models import Attachment
from crm.db import KEPT_IN_BIN, still_kept, transaction
from crm.errors import Invalid, Refused
from crm.interactions import actions as interactions
from crm.interactions.models import Interaction
from crm.words import N_

MOST = 20  # files of one contact
MOST_WAITING = 100  # of one colleague, without a contact: so nobody fills the disk by mistake
WAITS = timedelta(days=2)
STRAY = timedelta(days=1)
AT_ONCE = 500


def upload(stream: BinaryIO, name: str | None, *, by: User, budget: Budget | None = None) -> Attachment:
    """Keep a file that waits for its contact. Raises Invalid for what is empty, too large or too many.

    ``budget`` is for a request with more files than one: when it is spent, the rest is kept without a preview and
    its text is read later, by ``read_missing``.
    """
    require(by, Role.STAFF)
    name = names.clean(name)
    _require_few_waiting(by)  # before anything is written, and again once it counts
    try:
        kept = store.keep(stream)
    except store.Empty:
        raise Invalid(file=N_("“%(name)s” is empty; add the file again.", name=name)) from None
    except store.TooLarge:
        most = store.megabytes()
        raise Invalid(file=N_("“%(name)s” is too large: at most %(max)d MB.", name=name, max=most)) from None
    media_type = kinds.media_type(kept.head, name)
    budget = budget or Budget()
    text = texts.read(kept.key, kinds.reader(media_type, name), budget)
    drawn = previews.make(kept.key, media_type, budget)
    try:
        with transaction():
            _require_few_waiting(by)
            return Attachment.create(
                key=kept.key,
                name=name,
                media_type=media_type,
                size=kept.size,
                sha256=kept.sha256,
                preview=drawn,
                text=text,
                uploaded_by=by.id,
                created_at=clock.now(),
            )
    except Invalid:
        store.remove(kept.key)
        raise


def link(interaction: Interaction, keys: Sequence[str], *, by: User) -> None:
    """Give a contact the files that wait for it. Inside its transaction; each file goes to one contact only."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return
    there = Attachment.select().where((Attachment.interaction == interaction) & queries.THERE).count()
    if there + len(wanted) > MOST:
        raise Invalid(attachment=N_("A contact has at most %(max)d files.", max=MOST))
    mine = Attachment.key.in_(wanted) & queries.waiting(by)
    if Attachment.update(interaction=interaction).where(mine).execute() != len(wanted):
        raise Invalid(attachment=N_("One of the files is no longer here; add it again."))


def attach(interaction_id: int, keys: Sequence[str], *, by: User) -> Interaction:
    """Add files to a contact that was logged before; who may change it may do this. Raises Invalid."""
    require(by, Role.STAFF)
    with transaction():
        contact = require_may_change(interaction_id, by=by)
        before = _names_of(contact)
        link(contact, keys, by=by)
        _record("interaction.attach", contact, before, by=by)
    return contact


def require_may_change(interaction_id: int, *, by: User | Console) -> Interaction:
    """The contact, where ``by`` may change it. Raises NotFound, Forbidden."""
    contact = interactions.get(interaction_id)
    interactions.require_may_edit(contact.author_id, by=by)
    return contact


def discard(attachment_id: int, *, by: User) -> None:
    """Throw away a file that waits for a contact: its sender changed their mind. Twice does no harm."""
    require(by, Role.STAFF)
    with transaction():
        found = Attachment.get_or_none((Attachment.id == attachment_id) & queries.waiting(by))
        if found is None:
            return
        found.delete_instance()
    store.remove(found.key)


def remove(attachment_id: int, *, by: User) -> Attachment:
    """Take a file off its contact. Raises NotFound, Forbidden.

    The page offers to ``restore`` it right after; no page lists it later. ``purge`` takes it after 30 days.
    """
    require(by, Role.STAFF)
    with transaction():
        return _set_removed(queries.removed(attachment_id), "interaction.detach", clock.now(), by=by)


def restore(attachment_id: int, *, by: User) -> Attachment:
    """Give a contact back a file that was removed. Raises NotFound, Forbidden, Refused where there are too many."""
    require(by, Role.STAFF)
    with transaction():
        found = queries.removed(attachment_id)
        if not still_kept(found.removed_at, clock.now()):
            raise Refused(queries.GONE)
        if found.removed_at and len(queries.of_contact(found.interaction_id)) >= MOST:
            raise Refused(N_("A contact has at most %(max)d files.", max=MOST))
        return _set_removed(found, "interaction.attach", None, by=by)


def read_missing(
    index: Callable[[list[int]], None], progress: Callable[[int, int], None] = lambda _done, _total: None
) -> int:
    """Read the files that were not read when they came in, being from before or out of time; how many say something.

    ``index`` gets the contact of each that does, inside the transaction that keeps its text; ``progress(done, total)``.
    Nothing is locked while a file is read, and stopped half way it goes on from there. What cannot be read is marked
    so and never tried again, but for a file that is not on the disk now.
    """
    missing = Attachment.text.is_null()
    columns = Attachment.id, Attachment.key, Attachment.media_type, Attachment.name
    total, done, last, found = Attachment.select().where(missing).count(), 0, 0, 0
    while rows := list(
        Attachment.select(*columns).where(missing & (Attachment.id > last)).order_by(Attachment.id).limit(AT_ONCE)
    ):
        readers = {one.id: kinds.reader(one.media_type, one.name) for one in rows}
        with transaction():
            mute = [id for id, reader in readers.items() if not reader]
            Attachment.update(text="").where(Attachment.id.in_(mute)).execute()
        for one in rows:
            if reader := readers[one.id]:
                found += _keep_text(one.id, texts.read_late(one.key, reader), index)
            done += 1
            progress(done, total)
        last = rows[-1].id
    return found


def purge(now: datetime) -> int:
    """Remove for good what nobody can bring back: files long removed, never kept, or without a row; how many."""
    long_removed = Attachment.removed_at < now - KEPT_IN_BIN
    never_kept = Attachment.interaction.is_null() & (Attachment.created_at < now - WAITS)
    gone = 0
    while True:
        with transaction():
            rows = Attachment.select(Attachment.id, Attachment.key).where(long_removed | never_kept)
            found = list(rows.limit(AT_ONCE).tuples())
            Attachment.delete().where(Attachment.id.in_([id for id, _key in found])).execute()
        for _id, key in found:  # after the commit: a row always has its file
            store.remove(key)
        gone += len(found)
        if len(found) < AT_ONCE:
            return gone + _purge_strays(now)


def _require_few_waiting(by: User) -> None:
    if Attachment.select().where(queries.waiting(by)).count() >= MOST_WAITING:
        raise Invalid(file=N_("Too many files wait for their contact; log that first."))


def _keep_text(attachment_id: int, text: str | None, index: Callable[[list[int]], None]) -> bool:
    """Whether it says something; its contact is asked for here, since it may have been logged meanwhile."""
    if text is None:
        return False
    this = Attachment.id == attachment_id
    with transaction():
        Attachment.update(text=text).where(this).execute()
        contact = Attachment.select(Attachment.interaction).where(this).tuples().first()
        if text and contact and contact[0]:
            index([contact[0]])
    return bool(text)


def _purge_strays(now: datetime) -> int:
    old = list(store.strays(now - STRAY))
    gone = set()
    for start in range(0, len(old), AT_ONCE):
        some = old[start : start + AT_ONCE]
        known = Attachment.select(Attachment.key).where(Attachment.key.in_({key for key, _file in some}))
        kept = {key for (key,) in known.tuples()}
        for key, file in some:
            if key not in kept and not file.is_dir():
                file.unlink(missing_ok=True)
                gone.add(key or file.name)
    return len(gone)


def _set_removed(found: Attachment, verb: str, moment: datetime | None, *, by: User | Console) -> Attachment:
    contact = require_may_change(found.interaction_id, by=by)
    if (found.removed_at is None) != (moment is None):
        before = _names_of(contact)
        found.removed_at = moment
        found.save(only=[Attachment.removed_at])
        _record(verb, contact, before, by=by)
    return found


def _names_of(contact: Interaction) -> list[str]:
    return [one.name for one in queries.of_contact(contact.id)]


def _record(verb: str, contact: Interaction, before: list[str], *, by: User | Console) -> None:
    after = {"attachments": _names_of(contact)}
    journal.record(verb, contact, by=by, customer=contact.customer_id, before={"attachments": before}, after=after)
