"""/satisfaction/: all marks, the newest first, with the average in words; and what was asked and not answered."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_login import login_required

from crm import clock
from crm.accounts import queries as accounts
from crm.accounts.models import Role
from crm.customers import queries as customers
from crm.satisfaction import forms, queries
from crm.satisfaction.views.room import bp
from crm.web import asked
from crm.web.login import me
from crm.web.once import once
from crm.web.render import render


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    """Narrowed by what the address says; ``state=asked``: what was not answered."""
    found = forms.filters(request.args, asked.day("from"), asked.day("until"), me())
    waits = request.args.get("state") == "asked"
    read = queries.asked_page if waits else queries.page
    page = read(found, request.args.get("after", ""))
    on = forms.address_of(found) | ({"state": "asked"} if waits else {})

    def url_with(**changed: Any) -> str:
        names = {"since": "from"}  # a word of Python
        args = on | {names.get(name, name): value for name, value in changed.items()}
        return url_for("satisfaction.index", **{name: value for name, value in args.items() if value})

    about = {"department": found.department, "customer": found.customer}
    mean = None if waits or found.mine else queries.average(clock.now(), **about)
    return render(
        "satisfaction/index.html",
        "satisfaction/_asked_list.html" if waits else "satisfaction/_list.html",
        page=page,
        filters=found,
        on=on,
        waits=waits,
        customer=customers.find(found.customer),
        average=mean,
        mean=format_decimal(round(mean.mean, 1), "0.0") if mean else "",
        marks=_ranges(on.get("marks", "")),
        sources=[(str(source), word) for source, word in queries.SOURCES.items()],
        departments=[(str(one.id), one.name) for one in once(accounts.departments)],
        url_with=url_with,
        more_url=url_with(after=page.next_cursor) if page.next_cursor else None,
        may_write=me().may(Role.STAFF),
    )


def _ranges(chosen: str) -> list[tuple[str, Any]]:
    """What one can narrow the marks to; also what an address asked for that is not offered."""
    offered = list(forms.RANGES.items())
    return offered if not chosen or chosen in forms.RANGES else [*offered, (chosen, chosen.replace("-", "–"))]
