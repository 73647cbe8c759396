"""The letter that asks a customer for a mark.

The link stands on ``CRM_BASE_URL`` alone (crm/web/letters.py), whatever address a request came in by.
"""

from datetime import datetime

from crm.accounts.models import Console, User
from crm.interactions.models import Interaction
from crm.mail import post
from crm.mail.letter import Letter
from crm.mail.written import plain
from crm.satisfaction import keys
from crm.satisfaction.actions.links import Write
from crm.web import letters
from crm.words import N_


def asking(by: User | Console, locale: str) -> Write:
    """The letter in one of our languages, on the company's clock and signed by who asks."""

    def write(contact: Interaction, key: str, until: datetime) -> Letter:
        where = plain(post.current.company())
        subject = (
            N_("Which mark do you give %(company)s?", company=where) if where else N_("Which mark do you give us?")
        )
        return letters.letter(
            "satisfaction/mail_ask",
            subject,
            locale=locale,
            zone="",
            who=plain(getattr(by, "name", "")),
            company=where,
            channel=contact.channel,
            at=contact.occurred_at,
            path=keys.path(key),
            until=until,
        )

    return write
