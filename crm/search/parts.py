"""What search adds to the first page: saved searches in which something is new."""

from datetime import datetime

from crm.accounts.models import User
from crm.search import saved
from crm.search.queries import NOBODY, Reader
from crm.search.saved import Kept


def on_first_page(user: User, now: datetime) -> list[Kept]:
    """Those that have something since ``user`` last looked; of the others the search page tells."""
    reader = Reader(user, user.locale or NOBODY.locale, user.timezone or NOBODY.zone)
    return [one for one in saved.with_news(reader) if one.new]
