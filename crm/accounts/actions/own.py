"""What somebody does with their own account."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from crm import clock, journal, names
from crm.accounts import keys, passwords, throttle
from crm.accounts.actions import mails
from crm.accounts.actions.colleagues import name_fault
from crm.accounts.actions.links import end_links
from crm.accounts.models import LoginSession, User
from crm.db import transaction
from crm.errors import Invalid, Refused
from crm.settings import LOCALES
from crm.words import N_, Text

THEMES = ("", "light", "dark")  # empty: what the system says


@dataclass(frozen=True)
class OwnValues:
    """What somebody chooses for themselves; an empty language or clock is the company's."""

    name: str
    locale: str = ""
    timezone: str = ""
    theme: str = ""
    keys: bool = True

    def faults(self, now: User) -> dict[str, Text]:
        """What cannot be, by field. A clock that somebody has already may stay: lists of clocks change."""
        found = {}
        if fault := name_fault(self.name):
            found["name"] = fault
        if self.locale and self.locale not in LOCALES:
            found["locale"] = N_("This language is not one of ours.")
        if self.timezone not in ("", now.timezone) and self.timezone not in available_timezones():
            found["timezone"] = N_("Choose a place from the list.")
        if self.theme not in THEMES:
            found["theme"] = N_("Choose one of the list.")
        return found


def edit_own(values: OwnValues, *, by: User, seen: int | None = None) -> None:
    """Change how ``by`` is called and how pages look to them. ``seen``: see ``journal.revision``."""
    if faults := values.faults(by):
        raise Invalid(**faults)
    with transaction():
        journal.refuse_if_changed("user", by.id, seen)
        now = User.get_by_id(by.id)
        wanted: dict[str, Any] = values.__dict__ | {"name": " ".join(values.name.split())}
        changed = {name: value for name, value in wanted.items() if getattr(now, name) != value}
        if not changed:
            return
        before = {name: getattr(now, name) for name in changed}
        User.update(**changed, sort_name=names.person_sort_name(wanted["name"])).where(User.id == by.id).execute()
        journal.record("user.edit", now, by=by, before=before, after=changed)


def choose_language(locale: str, *, by: User) -> None:
    """Show ``by`` every page in this language from now on. Raises Invalid for one that there is not."""
    if locale not in LOCALES:
        raise Invalid(locale=N_("This language is not one of ours."))
    with transaction():
        if User.update(locale=locale).where(User.id == by.id, User.locale != locale).execute():
            journal.record("user.choose_language", by, by=by, before={"locale": by.locale}, after={"locale": locale})


def change_password(current: str, new: str, *, by: User, key: str, notice: mails.WriteNotice | None = None) -> str:
    """Give ``by`` another password, end all their other sessions, and return a new key for this one.

    Links to choose a password that are still open end too. ``notice`` writes the letter that tells it.
    Raises Throttled, or Invalid(current_password=..., new_password=...).
    """
    if fault := passwords.fault(new, by.email, by.name):
        raise Invalid(new_password=fault)
    throttle.admit(by.email, None)
    if not passwords.verify(by.password, current):
        raise Invalid(current_password=N_("This is not your current password."))
    kept = passwords.hash_of(new)
    fresh = keys.new_session_key()
    told = notice(by, clock.now()) if notice else None
    with transaction():
        throttle.forgive(by.email, None)
        if not User.update(password=kept).where(User.id == by.id, User.password == by.password).execute():
            raise Refused(N_("The password was changed elsewhere just now."))
        end_links(by)
        LoginSession.delete().where(LoginSession.user == by, LoginSession.key_hash != keys.hash_of(key)).execute()
        LoginSession.update(key_hash=keys.hash_of(fresh)).where(LoginSession.user == by).execute()
        journal.record("user.change_password", by, by=by)
        if told:
            mails.send_notice(told, by)
    by.password = kept
    return fresh
