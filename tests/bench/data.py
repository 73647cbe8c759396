"""Fills a file for the bench: the demo company at size, with richer notes, follow-ups and texts of attachments.

Without the index: ``flask search rebuild`` makes that afterwards, and again after every change of the analyser.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from crm import clock, db, journal
from crm.accounts.models import CONSOLE
from crm.attachments import store
from crm.attachments.models import Attachment
from crm.customers import phones
from crm.db import transaction
from crm.demo import actions, bulk, rows
from crm.demo.drafts import ContactDraft
from crm.demo.plan import Plan
from crm.demo.stream import contacts
from crm.followups.models import FollowUp
from crm.interactions.models import Comment, Interaction
from crm.search.models import SearchState
from tests.bench.words import Vocabulary

RECIPE = 1  # raise it when the texts below change: the files are made again
SEED = 2611
PER_CUSTOMER, PEOPLE_EACH = 10, 2  # DESIGN.md §5; the busiest customer has a tenth of all contacts
FOLLOWED_UP, ATTACHED = 40, 100  # one contact in so many asks for something, or has a file with text
STILL_OPEN = 200
AT_ONCE = 5_000
FOLLOW_UP = (
    *(FollowUp.customer, FollowUp.interaction, FollowUp.what, FollowUp.due_on, FollowUp.user, FollowUp.created_by),
    *(FollowUp.created_at, FollowUp.updated_at, FollowUp.done_at, FollowUp.done_by),
)
ATTACHMENT = (
    *(Attachment.interaction, Attachment.key, Attachment.name, Attachment.media_type, Attachment.size),
    *(Attachment.sha256, Attachment.created_at, Attachment.text),
)


def fill(url: str, folder: Path, size: int, seed: int = SEED) -> None:
    """Fill the migrated, empty database behind ``url`` with ``size`` contacts. Tells how far it is on stderr."""
    db.connect_to(url)
    phones.live_in("NL")
    store.live_in(folder, 25)
    now, customers = clock.now(), max(size // PER_CUSTOMER, 20)
    people = customers * PEOPLE_EACH
    with db.database.connection_context():
        db.upgrade()
        actions.fill(customers=customers, people=people, interactions=0, seed=seed, now=now)
        _write(Plan(seed, now, customers, people, size), now)


def forget_index() -> None:
    """The index was not made, whatever a new file says of itself: upkeep finds it outdated."""
    with transaction():
        SearchState.delete().execute()


def richer(plan: Plan) -> Iterator[ContactDraft]:
    """The contacts of a plan with more to say."""
    words, rng = Vocabulary(), Random(plan.seed + 5)
    for one in contacts(plan):
        one.body = f"{one.body} {words.more(rng)}".strip()
        yield one


def _write(plan: Plan, now: datetime) -> None:
    written = comments = 0
    words, rng = Vocabulary(), Random(plan.seed + 6)
    told = richer(plan)
    while drafts := list(islice(told, AT_ONCE)):
        first = written + 1
        with transaction():
            batch = rows.interactions(plan, first, comments + 1, drafts)
            bulk.insert(batch)
            journal.record_many("interaction.demo", batch.ids(Interaction), by=CONSOLE)
            bulk.insert(_followups(drafts, first, plan.interactions - STILL_OPEN * FOLLOWED_UP, now))
            bulk.insert(_attachments(drafts, first, words, rng))
        written, comments = written + len(drafts), comments + len(batch.ids(Comment))
        print(f"\r  {written:>9,} of {plan.interactions:,} contacts written", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _followups(drafts: list[ContactDraft], first: int, open_after: int, now: datetime) -> rows.Batch:
    made = []
    for number, one in enumerate(drafts, first):
        if number % FOLLOWED_UP == 0:
            done = None if number > open_after else one.at + 86_400
            due = (now + timedelta(days=number // FOLLOWED_UP % 9 - 3)).date() if done is None else _day(one.at)
            by = one.author + 1
            what = one.body[:60]
            made.append((one.company + 1, number, what, due, by, by, one.at, done or one.at, done, done and by))
    return rows.Batch(((FollowUp, FOLLOW_UP, made),))


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


def _attachments(drafts: list[ContactDraft], first: int, words: Vocabulary, rng: Random) -> rows.Batch:
    made = []
    for number, one in enumerate(drafts, first):
        if number % ATTACHED == 0:
            text = f"Meetrapport {number}\n" + "\n".join(words.more(rng) for _ in range(4))
            name, digest = f"meetrapport-{number}.pdf", f"{number:064x}"
            made.append((number, f"{number:032x}", name, "application/pdf", 48_000, digest, one.at, text))
    return rows.Batch(((Attachment, ATTACHMENT, made),))
