"""A digest as mail: its subject, its HTML and the same in plain text, in its reader's language and on their clock."""

from datetime import date, datetime, timedelta
from typing import Any

from crm.digest import choices, periods, unsubscribing
from crm.digest.models import DigestChoice, Rhythm, Series
from crm.digest.queries import Told
from crm.digest.rest import Where
from crm.mail.letter import Letter
from crm.news import Edition
from crm.web.language import say
from crm.web.letters import as_reader, letter
from crm.web.moments import here, short_day
from crm.words import N_, N_n, Text

LONGEST_SUBJECT = 90  # characters; lists of mail show no more
MOST_HEADLINES = 3


def written(told: Told, series: str, period: str, slot_words: Text | None) -> Letter:
    """What ``told`` says, as a letter. ``slot_words`` says when such letters come; None for one that was asked for."""
    edition = told.edition
    reader = edition.reader
    with as_reader(reader.locale, reader.timezone):
        leads = [say(lead) for lead in told.leads]
        about = {
            "title": say(periods.title(period, edition.department)),
            "under": say(N_("%(dates)s, for %(name)s", dates=dates(edition), name=reader.name)),
            "preheader": " ".join(leads) or say(told.company),
            "lead": " ".join(leads) or (say(quiet(told)) if told.is_empty else ""),
        }
    return letter(
        "digest/mail",
        subject(told, period),
        locale=reader.locale,
        zone=reader.timezone,
        told=told,
        margin=lambda at: margin(at, edition),
        page_path=periods.path(period, series),
        stop_path=f"/digest/unsubscribe/{unsubscribing.token(reader.id, series)}",
        slot_words=slot_words,
        **about,
    )


def subject(told: Told, period: str) -> str:
    """What happened and when, in the reader's language, as much of it as lists of mail show."""
    reader, when = told.edition.reader, periods.short_name(period)
    with as_reader(reader.locale, reader.timezone):
        for count in range(MOST_HEADLINES, 0, -1):
            said = say(N_("%(what)s — %(when)s", what=_headline(told, period, count), when=when))
            if len(said) <= LONGEST_SUBJECT:
                break
        return said


def _headline(told: Told, period: str, count: int) -> Text:
    """At most so many headlines as one: "12 new contacts and 2 complaints at your customers, 1 follow-up late"."""
    there, apart = told.headlines[:count], told.apart
    where = N_("your customers")
    if department := told.edition.department:
        where = N_("customers of %(department)s", department=department.name)
    found = [N_("%(what)s at %(where)s", what=_joined(there), where=where)] if there else []
    found += apart[: count - len(there)]
    if found:
        return _with_commas(found)
    if not told.is_empty:
        return N_n("%(num)s contact in the company", "%(num)s contacts in the company", told.contacts)
    return N_("A quiet day") if periods.is_day(period) else N_("A quiet week")


def slot_words(choice: DigestChoice, series: str = Series.OWN) -> Text:
    """When digests of this series come, as a sentence below each of them."""
    at = choices.clock(choice.minute)
    if series == Series.OWN and choice.rhythm == Rhythm.DAILY:
        return N_("You get this message every working day at %(time)s.", time=at)
    return N_("You get this message every %(day)s at %(time)s.", day=periods.WEEKDAYS[choice.weekday], time=at)


def quiet(told: Told) -> Text:
    """What is said of a time in which nothing happened that the reader wants to know."""
    if told.is_partial:
        return N_("Nothing new in the sections that you chose.")
    if department := told.edition.department:
        return N_("Nothing new at customers of %(department)s.", department=department.name)
    return N_("Nothing new at your customers.")


def dates(edition: Edition) -> Text:
    """16 to 20 November 2026: the days most of which are told. Within ``as_reader`` or a request."""
    return periods.dates(*days(edition.starts_at, edition.ends_at))


def days(starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """The first and the last day, on the reader's clock; what ends on a Monday morning is not of that Monday."""
    first = here(starts_at).date()
    return first, max(first, here(ends_at - timedelta(hours=12)).date())


def title_of_rest(where: str, department: Any) -> Text:
    """What stands above all contacts of which a digest quoted some."""
    if where == Where.YOURS and not department:
        return N_("All new contacts at your customers")
    if where == Where.YOURS:
        return N_("All new contacts at customers of %(department)s", department=department.name)
    return (
        N_("By %(department)s, at other customers", department=department.name)
        if department
        else N_("At customers of your department")
    )


def margin(at: datetime | date | None, edition: Edition) -> str:
    """What stands left of the line: "vr" of this edition, "wo 18" near it, "3 jun" of long ago."""
    if at is None:
        return ""
    first, last = here(edition.starts_at).date(), here(edition.ends_at).date()
    day = here(at).date() if isinstance(at, datetime) else at
    weekday, number, *more = short_day(day).split(" ")
    if isinstance(at, datetime) and first <= day <= last:
        if first == last:
            return f"{here(at):%H:%M}"
        twice = (day - first).days >= 7 or (last - day).days >= 7
        return f"{weekday} {number}" if twice else weekday
    return f"{weekday} {number}" if abs((day - last).days) <= 14 else " ".join([number, *more])


def _joined(parts: list[Text]) -> Text:
    if len(parts) == 1:
        return parts[0]
    *first, last = parts
    return N_("%(first)s and %(last)s", first=_with_commas(first), last=last)


def _with_commas(parts: list[Text]) -> Text:
    if len(parts) == 1:
        return parts[0]
    return N_("%(first)s, %(next)s", first=parts[0], next=_with_commas(parts[1:]))
