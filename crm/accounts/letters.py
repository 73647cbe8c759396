"""What colleagues are mailed about their account, each in their own language and on their own clock.

The link stands on ``CRM_BASE_URL`` alone (crm/web/letters.py), whatever address a request came in by.
"""

from datetime import datetime
from typing import Any

from crm.accounts import browsers, keys
from crm.accounts.actions.mails import WriteLink, WriteNotice
from crm.accounts.models import Console, User
from crm.mail import post
from crm.mail.letter import Letter
from crm.mail.written import plain
from crm.web import letters
from crm.words import N_, Text


def invitation(by: User | Console) -> WriteLink:
    """The letter with a link that ``by`` made: to a newcomer, or to who forgot their password."""
    who, where = plain(getattr(by, "name", "")), plain(post.current.company())  # the console has no name

    def write(user: User, key: str, until: datetime) -> Letter:
        if user.password:
            subject, why = N_("A link to choose a new password"), _made_for_you(who)
        else:
            subject = N_("%(who)s invites you to Rechterhand", who=who) if who else N_("Your invitation to Rechterhand")
            why = _added(who, where)
        return _letter("invitation", subject, user, path=keys.welcome_path(key), until=until, why=why)

    return write


def reset(user: User, key: str, until: datetime) -> Letter:
    """The letter with the link that somebody asked for who typed this colleague's address."""
    return _letter("reset", N_("Choose a new password"), user, path=keys.welcome_path(key), until=until)


def changed(user_agent: str) -> WriteNotice:
    """Word that the password was changed, and in which browser."""

    def write(user: User, at: datetime) -> Letter:
        return _letter("changed", N_("Your password was changed"), user, at=at, browser=browsers.in_words(user_agent))

    return write


def _made_for_you(who: str) -> Text:
    if who:
        return N_("%(who)s made a link for you with which you choose a new password for Rechterhand.", who=who)
    return N_("A link was made for you with which you choose a new password for Rechterhand.")


def _added(who: str, where: str) -> Text:
    if who and where:
        return N_("%(who)s added you to Rechterhand of %(company)s.", who=who, company=where)
    if who or not where:
        return N_("%(who)s added you to Rechterhand.", who=who) if who else N_("You were added to Rechterhand.")
    return N_("You were added to Rechterhand of %(company)s.", company=where)


def _letter(name: str, subject: Text, user: User, **context: Any) -> Letter:
    about = {"locale": user.locale, "zone": user.timezone, "name": plain(user.name), "user": user}
    return letters.letter(f"accounts/mail_{name}", subject, **about, **context)
