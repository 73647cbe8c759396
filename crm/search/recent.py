"""What a colleague searched for lately; only they see it."""

from crm.accounts.models import Console, User
from crm.search.models import RecentSearch

MOST = 10


def rows(user: User | Console, most: int) -> list[RecentSearch]:
    """The newest first."""
    mine = RecentSearch.select().where(RecentSearch.user == user.id)
    return list(mine.order_by(RecentSearch.at.desc(), RecentSearch.id.desc()).limit(most))


def of(user: User, but: str = "") -> list[str]:
    """The words of ``user``'s recent searches, the newest first, without the one that stands on the page already."""
    return [one.query for one in rows(user, MOST) if one.query != but]
