"""What the company chose for itself, read once per request."""

from flask import Flask, g, has_request_context
from peewee import PeeweeException

from crm.company import clock, queries
from crm.company.models import COMPANY_NAME, DEMO, OwnChannel


def install(app: Flask) -> None:
    """Give templates ``company_name()``, ``is_demo()`` and ``own_channels()``; ``language`` asks for the clock."""
    app.extensions["company_zone"] = zone
    clock.read_from(_facts)
    app.jinja_env.globals.update(company_name=name, is_demo=is_demo, own_channels=own_channels)


def name() -> str:
    """What the company is called, or an empty string."""
    return _facts().get(COMPANY_NAME, "")


def is_demo() -> bool:
    """Whether this file holds the demo company."""
    return _facts().get(DEMO) == "1"


def zone() -> str:
    """The IANA name of the company's clock: its own choice, else CRM_TIMEZONE."""
    return clock.zone_in(_facts()).key


def own_channels() -> dict[str, OwnChannel]:
    """The channels the company added, by what ``Interaction.channel`` holds; retired ones too."""
    if "own_channels" not in g:
        g.own_channels = {channel.key: channel for channel in queries.own_channels()}
    return g.own_channels


def _facts() -> dict[str, str]:
    if not has_request_context():
        return queries.facts()
    if "company" not in g:
        try:
            g.company = queries.facts()
        except PeeweeException:  # an error page must not ask again
            return {}
    return g.company
