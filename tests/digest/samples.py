"""Digests as they might be: a busy one, one of a department, an empty one and one that means harm."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from crm.accounts.models import Role, User
from crm.digest.models import Series
from crm.digest.queries import Part, Told
from crm.news import Edition, Mark, Row, Section
from crm.words import N_, N_n, Text
from tests import factories

START, END = datetime(2026, 11, 16, 6, 30, tzinfo=UTC), datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
SALES, FIELD = SimpleNamespace(name="Verkoop", mark=1), SimpleNamespace(name="Buitendienst", mark=2)
OFFICE, ICT = SimpleNamespace(name="Binnendienst", mark=3), SimpleNamespace(name="ICT", mark=4)
READ = N_("Read")
COMPANY = N_("No contacts were logged in the whole company.")
COMPLAINT, LATE = Mark(N_("Complaint"), "message-square-warning", "late"), Mark(N_("Follow-up"), "list-todo")
COMPLIMENT, WARN = Mark(N_("Compliment"), "thumbs-up", "ok"), Mark(N_("Surprise"), "ear", "warn")


def reader(
    name: str = "Joost van der Heijden", locale: str = "nl", timezone: str = "Europe/Amsterdam", **about: Role
) -> User:
    """A colleague who reads in this language and by this clock."""
    made = factories.user(name, **about)
    made.locale, made.timezone = locale, timezone
    made.save()
    return made


def edition(reader: User, series: str = Series.OWN, **about: datetime) -> Edition:
    """Week 47 of 2026, from Monday to Monday at half past seven in Amsterdam."""
    starts_at, ends_at = about.get("starts_at", START), about.get("ends_at", END)
    department = reader.department if series == Series.DEPARTMENT else None
    today = ends_at.date()
    return Edition(reader, starts_at, ends_at, today, frozenset(), department)


def at(day: int, hour: int = 10) -> datetime:
    """A moment of November 2026."""
    return datetime(2026, 11, day, hour, 12, tzinfo=UTC)


def busy(reader: User, series: str = Series.OWN) -> Told:
    """A week with something of everything."""
    phone, visit, mail = N_("phone"), N_("visit"), N_("e-mail")
    contacts = [
        Row(
            "Kwekerij Van den Berg & Zonen",
            "/interactions/4711",
            at(20),
            quote="Derde keer dat hij belt over de CP-40 in kas 3. De vervanging zou gisteren komen, er is niets "
            "geleverd. Hij zet de tweede pomp nu niet door.",
            by="Ingrid van ’t Hof",
            department=OFFICE,
            how=phone,
            marks=(COMPLAINT,),
            link=READ,
        ),
        Row(
            "Zuivelhoeve Oudewater",
            "/interactions/4698",
            at(20, 8),
            quote="Filterkast is 12 mm te breed voor de nis. Femke wil weten of de smalle uitvoering uit voorraad kan.",
            by="Youssef el Amrani",
            department=FIELD,
            how=visit,
            marks=(WARN, LATE),
            link=READ,
        ),
        Row(
            "Machinefabriek Hoogland",
            "/interactions/4680",
            at(19),
            quote="Akkoord op offerte 26-1184. Wim vond de tekening erbij heel duidelijk en vroeg of dat altijd kan.",
            by="Sanne Bakker",
            department=ICT,
            how=mail,
            marks=(COMPLIMENT,),
            link=READ,
        ),
    ]
    mine = [
        Row(
            "Kees van den Berg terugbellen over de pomp",
            "/followups/31",
            date(2026, 11, 18),
            late=True,
            state=N_n("%(num)s day late", "%(num)s days late", 5),
        ),
        Row(
            "Prijs doorgeven voor 40 m PE-leiding, Loonbedrijf Te Winkel",
            "/followups/34",
            date(2026, 11, 19),
            late=True,
            state=N_n("%(num)s day late", "%(num)s days late", 4),
        ),
        Row("Offerte 26-1190 nabellen, Bakkerij Kuipers", "/followups/40", date(2026, 11, 30)),
    ]
    silent = [
        Row(
            "Scheepswerf De Hoop",
            "/customers/12",
            at(3).replace(month=6),
            by="Bram Verhoeven",
            department=SALES,
            note=N_("Used to hear from us every 3 weeks."),
        )
    ]
    parts = [
        part("contacts", "New at your customers", contacts, N_n("%(num)s new contact", "%(num)s new contacts", 12)),
        part(
            "followups",
            "Open, and yours",
            mine,
            N_n("%(num)s follow-up late", "%(num)s follow-ups late", 2),
            lead=N_n("%(num)s follow-up is late.", "%(num)s follow-ups are late.", 2),
            apart=True,
        ),
        part("silent", "Gone silent", silent),
    ]
    return Told(edition(reader, series), parts, COMPANY)


def part(name: str, title: str, rows: list[Row], headline: Text | None = None, **about: Any) -> Part:
    """A section with more than it shows."""
    more = N_n("%(num)s more contact", "%(num)s more contacts", 9) if name == "contacts" else None
    return Part(name, N_(title), Section(rows, None, headline, more=more, more_path="/customers/", **about))


def empty(reader: User, series: str = Series.OWN) -> Told:
    """Nothing to tell."""
    return Told(edition(reader, series), [], COMPANY)


def fullest(reader: User, rows: int = 60) -> Told:
    """More than any digest tells, each quote as long as they come."""
    quote = "De pomp in kas 3 lekt weer langs de as & het membraan is “op”. " * 5
    story = {"quote": quote, "by": "Ingrid van ’t Hof", "department": OFFICE, "how": N_("phone"), "link": READ}
    told = [Row(f"Kwekerij {number} <& Zonen>", f"/interactions/{number}", at(20), **story) for number in range(rows)]
    return Told(edition(reader), [part("contacts", "New at your customers", told)], COMPANY)


HARM = (
    '<script>alert(1)</script><img src=x onerror="x()">" style="position:fixed',
    "Factuur\r\nBcc: iedereen@elders.example\r\n\r\nTekst",
    "Omgekeerd \u202egnp.exe\u2066 en \u2067verder\x00\x08",
    "W" * 300,
    "شركة النخيل للتجارة",
    "Proost 🍻 👩\u200d🔧 op de opening",
    "%(name)s {{ 7 * 7 }} %s &amp; &#x202e;",
)


def hostile(reader: User) -> Told:
    """Names and notes of somebody who tries what happens."""
    rows = [
        Row(
            text,
            "/interactions/1",
            at(18),
            quote=f"{text}\n-- \nNiet meer sturen: https://elders.example/",
            by=text,
            department=SimpleNamespace(name=text, mark=7),
            marks=(Mark(N_("Complaint"), "x", 'late" onclick="x()'),),
            note=N_("“%(text)s” said", text=text),
            state=N_("at %(name)s", name=text),
            link=READ,
        )
        for text in HARM
    ]
    parts = [part("contacts", "New at your customers", rows, N_("%(what)s", what=HARM[1]))]
    return Told(edition(reader), parts, COMPANY)
