"""What is behind figures that no other list shows."""

from datetime import timedelta
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm.accounts import small
from crm.company import clock as company
from crm.teamwork import lists
from crm.teamwork.periods import WEEKS, monday
from crm.teamwork.sections.stocks import BY
from crm.teamwork.views.room import asked_day, asked_department, bp
from crm.web.render import render


@bp.get("/contacts")
@login_required
def contacts() -> ResponseReturnValue:
    """Outgoing contacts of which somebody had looked beforehand, or nobody; without names of colleagues."""
    today, consulted = company.today(), request.args.get("consulted", "")
    split = small.split()
    last = asked_day("until") or today
    filters = lists.Filters(
        asked_day("from") or monday(last) - timedelta(weeks=WEEKS - 1),
        last,
        consulted if consulted in (lists.YES, lists.NO) else "",
        lists.may_narrow(split, asked_department()),
    )
    page = lists.contacts(filters, request.args.get("after", ""))
    on = {"consulted": filters.consulted, "from": filters.first, "until": filters.last}
    on |= {"department": filters.department}

    def url_with(**changed: Any) -> str:
        return url_for("teamwork.contacts", **{name: value for name, value in (on | changed).items() if value})

    forgotten = lists.forgotten_until()
    return render(
        "teamwork/contacts.html",
        "teamwork/_contacts.html",
        page=page,
        filters=filters,
        named=lists.named(split),
        forgotten=forgotten if forgotten and forgotten >= filters.first else None,
        departments=[(str(one.id), one.name) for one in split.columns if one],
        url_with=url_with,
        more_url=url_with(after=page.next_cursor) if page.next_cursor else None,
    )


@bp.get("/customers")
@login_required
def customers() -> ResponseReturnValue:
    """Customers that are known by so many departments."""
    known = request.args.get("known", "")
    known = known if known in BY else "1"
    page = lists.customers(int(known), company.today(), request.args.get("after", ""))
    more = url_for("teamwork.customers", known=known, after=page.next_cursor) if page.next_cursor else None
    return render(
        "teamwork/customers.html", "teamwork/_customers.html", page=page, known=known, choices=BY, more_url=more
    )
