"""What compliments add to the digest: for the reader, then at their customers; and once a month who helped most."""

from datetime import timedelta

from crm.accounts.models import Role
from crm.company import clock as company
from crm.compliments import months, queries
from crm.compliments.months import Month
from crm.compliments.parts import MARK
from crm.compliments.queries import Item
from crm.news import Edition, Row, Section
from crm.quoting import quote, within_quotes
from crm.words import N_, N_n, Text

ROWS = 6
QUOTED = 220  # characters
LAST_WEEK = timedelta(days=7)
MONTH_PATH = "/compliments/month"
ASKED = N_("Who helped a customer most this month?")


def in_digest(edition: Edition) -> Section | None:
    """Compliments, and of a reader's own edition what colleagues said of them and whether they voted. Six queries.

    The light rows of all customers are read and theirs picked here: of a department they may be 100,000 numbers.
    """
    found = _theirs(edition)
    rows = [_row(item) for item in _in_order(found[:ROWS])]
    reminds = False
    if not edition.department:
        running, ended = _months(edition)
        rows += [_of_month(key, reasons, ended) for key, reasons in _nominated(edition, ended)]
        reminds = running is not None and queries.vote_of(edition.reader.id, running) is None
    rest = len(found) - ROWS
    more = N_n("%(num)s more compliment.", "%(num)s more compliments.", rest) if rest > 0 else None
    if reminds and more:  # only one line can stand below
        rows.append(Row(title=ASKED, path=MONTH_PATH))
    elif reminds:
        more = ASKED
    if not rows and not more:
        return None
    return Section(rows, more=more, more_path=MONTH_PATH if more is ASKED else "/compliments/")


def _theirs(edition: Edition) -> list[int]:
    """The ids: first of those that name the reader, or somebody of the department; then at the customers."""
    made = queries.between(edition.starts_at, edition.ends_at)
    of = edition.department
    rows = queries.who_is_named([id for id, _customer, _maker in made])
    named = {id for id, user, department in rows if (department == of.id if of else user == edition.reader.id)}
    own = edition.reader.id if not of else None  # what the reader wrote down they know
    elsewhere = [id for id, customer, maker in made if customer in edition.customers and (of or maker != own)]
    return [id for id, *_rest in made if id in named] + [id for id in elsewhere if id not in named]


def _in_order(ids: list[int]) -> list[Item]:
    known = {item.id: item for item in queries.by_ids(ids)}
    return [known[id] for id in ids if id in known]


def _months(edition: Edition) -> tuple[Month | None, list[Month]]:
    """The month whose last week began in this edition and that still ran at its end, and those that ended in it.

    So nobody is asked twice, however often their digest comes.
    """
    zone = company.zone()
    first, last = months.of(edition.starts_at, zone), months.of(edition.ends_at, zone)
    began = last.ends_at(zone) - LAST_WEEK
    asks = edition.reader.may(Role.STAFF) and edition.starts_at <= began < edition.ends_at
    ended, month = [], first.before
    while month < last:
        ended += [month] if edition.starts_at <= month.ends_at(zone) < edition.ends_at else []
        month = month.after
    return last if asks else None, ended


def _nominated(edition: Edition, ended: list[Month]) -> list[tuple[str, list[queries.Reason]]]:
    return queries.nominated(edition.reader.id, ended) if ended else []


def _of_month(key: str, reasons: list[queries.Reason], ended: list[Month]) -> Row:
    month = next(one for one in ended if one.key == key)
    return Row(
        title=N_("Colleagues say that you helped a customer in %(month)s", month=month.said(month)),
        path=f"{MONTH_PATH}?month={key}",
        quote=within_quotes(" / ".join(one.text for one in reasons)),
    )


def _row(item: Item) -> Row:
    where = item.origin
    return Row(
        title=where.customer_name,
        path=f"/customers/{where.customer_id}#i{where.interaction_id}",
        at=where.created_at,
        quote=quote("", item.body, QUOTED),
        marks=(MARK,),
        note=_for_whom(item),
        link=N_("Read"),
    )


def _for_whom(item: Item) -> Text:
    if not item.named:
        return N_("for all of us")
    return N_("for %(names)s", names=", ".join(one.name for one in item.named))
