"""What people keep of their searching: saved and recent searches; and, without who, what was not found.

None of it says anything about a customer, so none of it is journalled. Any colleague may do it, for themselves.
"""

from datetime import date, timedelta

from peewee import fn

from crm import clock
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Invalid, NotFound
from crm.interactions.models import Interaction
from crm.search import missed, recent
from crm.search.models import MissedSearch, RecentSearch, SavedSearch
from crm.words import N_

LONGEST_QUERY, LONGEST_NAME = 400, 80  # characters
MOST_SAVED = 50  # per colleague
SAME_SEARCH = timedelta(hours=12)  # the same words within this time are the same question


def save(q: str, name: str = "", *, by: User | Console, seen_id: int | None = None) -> SavedSearch:
    """Keep a search under ``name``, or under its own words; the same search again only takes the new name.

    ``seen_id``: the newest contact that was looked at; else all there is now. Raises Invalid(name=…).
    """
    require(by, Role.READER)
    query, name = tidied(q), " ".join(name.split())
    if not query:
        raise Invalid(name=N_("Search for something first; that can then be kept."))
    _check_name(name)
    with transaction():
        found = SavedSearch.get_or_none((SavedSearch.user == by.id) & (SavedSearch.query == query))
        if found is not None:
            found.name = name or found.name
            found.save(only=[SavedSearch.name])
            return found
        if SavedSearch.select().where(SavedSearch.user == by.id).count() >= MOST_SAVED:
            raise Invalid(name=N_("You keep %(most)d searches already; delete one of them first.", most=MOST_SAVED))
        seen = newest_contact() if seen_id is None else seen_id
        kept = {"user": by.id, "name": name or query[:LONGEST_NAME], "query": query, "seen_id": seen}
        return SavedSearch.create(**kept, created_at=clock.now())


def rename(saved_id: int, name: str, *, by: User | Console) -> SavedSearch:
    """Call a saved search something else; without a name it is called by its words. Raises Invalid, NotFound."""
    require(by, Role.READER)
    name = " ".join(name.split())
    _check_name(name)
    with transaction():
        found = _own(saved_id, by)
        found.name = name or found.query[:LONGEST_NAME]
        found.save(only=[SavedSearch.name])
    return found


def delete(saved_id: int, *, by: User | Console) -> SavedSearch:
    """Keep it no longer; ``save`` with what is returned brings it back. Raises NotFound."""
    require(by, Role.READER)
    with transaction():
        found = _own(saved_id, by)
        found.delete_instance()
    return found


def searched(q: str, *, found: bool, seen_id: int, today: date, by: User | Console) -> None:
    """Somebody looked at what ``q`` found, up to contact ``seen_id``.

    It stands among their recent searches, a saved one has nothing new for them until the next contact, and where
    nothing was ``found`` it is counted, without who: once, however often they load the page in the same half day.
    """
    require(by, Role.READER)
    query, now = tidied(q), clock.now()
    if not query:
        return
    with transaction():
        mine = RecentSearch.user == by.id
        before = RecentSearch.get_or_none(mine & (RecentSearch.query == query))
        _remember(query, by)
        saved = (SavedSearch.user == by.id) & (SavedSearch.query == query) & (SavedSearch.seen_id < seen_id)
        SavedSearch.update(seen_id=min(seen_id, newest_contact())).where(saved).execute()
        if not found and (before is None or now - before.at > SAME_SEARCH):
            _count_missed(query, today)


def forget_recent(*, by: User | Console) -> None:
    """Clear the list of recent searches."""
    require(by, Role.READER)
    with transaction():
        RecentSearch.delete().where(RecentSearch.user == by.id).execute()


def newest_contact() -> int:
    """The number of the contact that was logged last; 0 in an empty file."""
    return Interaction.select(fn.MAX(Interaction.id)).scalar() or 0


def tidied(q: str) -> str:
    """``q`` as it is kept and compared: one space between words, not too long."""
    return " ".join(q.replace("\0", " ").split())[:LONGEST_QUERY].rstrip()


def _check_name(name: str) -> None:
    if len(name) > LONGEST_NAME:
        raise Invalid(name=N_("This is too long: at most %(max)d characters.", max=LONGEST_NAME))


def _own(saved_id: int, by: User | Console) -> SavedSearch:
    found = SavedSearch.get_or_none((SavedSearch.id == saved_id) & (SavedSearch.user == by.id))
    if found is None:
        raise NotFound(N_("This search is not kept, or not by you."))
    return found


def _remember(query: str, by: User | Console) -> None:
    now = clock.now()
    again = {"conflict_target": [RecentSearch.user, RecentSearch.query], "update": {RecentSearch.at: now}}
    RecentSearch.insert(user=by.id, query=query, at=now).on_conflict(**again).execute()
    kept = [one.id for one in recent.rows(by, recent.MOST)]
    RecentSearch.delete().where((RecentSearch.user == by.id) & RecentSearch.id.not_in(kept)).execute()


def _count_missed(query: str, today: date) -> None:
    words, month = missed.without_who(query), missed.month_of(today)
    if not words:
        return
    more = {"conflict_target": [MissedSearch.month, MissedSearch.words]}
    more["update"] = {MissedSearch.times: MissedSearch.times + 1}
    MissedSearch.insert(month=month, words=words, times=1).on_conflict(**more).execute()
    MissedSearch.delete().where(MissedSearch.month < missed.oldest_kept(today)).execute()
