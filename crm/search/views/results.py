"""What was found, as a page and as a file."""

from collections.abc import Iterator
from functools import partial

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from crm.accounts.models import Role
from crm.interactions import export as contacts
from crm.search import actions, facets, queries, recent, saved
from crm.search.views.room import Asked, asked, bp, reader
from crm.web import csv
from crm.web.company import own_channels
from crm.web.language import locale
from crm.web.login import me, role_required
from crm.web.once import once
from crm.web.render import render

MOST_EXPORTED = 10_000


@bp.get("", strict_slashes=False)
@login_required
def index() -> ResponseReturnValue:
    """What was found, what it can be narrowed to, and how to search more precisely."""
    about, first_page = asked(), "after" not in request.args
    newest = actions.newest_contact() if about.q and first_page else 0  # first: what comes meanwhile was not seen
    results = queries.search(about.q, reader=reader(), cursor=request.args.get("after", ""), **about.options)
    return render(
        "search/index.html",
        "search/_page.html" if first_page else "search/_hits.html",
        q=about.q,
        asked=about,
        results=results,
        customer=about.customer,
        first_page=first_page,
        newest=newest,
        saved=lambda: once(saved.rows, me()),
        saved_with_news=lambda: saved.with_news(reader()),
        recent=partial(recent.of, me(), actions.tidied(about.q)),
        kept_query=kept_query(about),
        may_write=me().may(Role.STAFF),
        department=me().department_id,
        older_url=about.url(after=results.next_cursor) if results.next_cursor else None,
    )


@bp.get("/export")
@role_required(Role.STAFF)
def export() -> ResponseReturnValue:
    """The contacts that match, newest first, as a file that the import reads back."""
    about = asked()
    cut = _("Only the newest %(most)d contacts stand here; search for more words to find fewer.", most=MOST_EXPORTED)
    names = {key: channel.name for key, channel in own_channels().items()}
    return csv.answer(
        f"{_('Search')} {about.q}", (*contacts.COLUMNS, "customer_name"), _rows(about, reader(), cut, names)
    )


def kept_query(about: Asked) -> str:
    """The words under which this search is kept: a search at one customer says so in words."""
    if about.customer is None:
        return actions.tidied(about.q)
    at = facets.NAMES[locale()]["customer"]
    return actions.tidied(f'{about.q} {at}:"{about.customer.number}"')


def _rows(about: Asked, by: queries.Reader, cut: str, names: dict[str, str]) -> Iterator[tuple]:
    """A contact a row; ``cut`` below them where there were more. Runs when the request is over."""
    count = 0
    at = about.customer.id if about.customer else None
    for batch in queries.found(about.q, reader=by, customer=at, exact=about.exact, most=MOST_EXPORTED + 1):
        for entry, row in zip(batch, contacts.rows(batch, names), strict=True):
            count += 1
            if count > MOST_EXPORTED:
                yield (cut,)
                return
            yield (*row, entry.customer_name)
