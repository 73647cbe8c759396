"""Request forms to absences."""

from datetime import date

from wtforms import Form, SelectField, StringField

from crm import dates
from crm.absences.actions import Values
from crm.absences.models import Absence
from crm.accounts.models import Role, User
from crm.errors import Invalid
from crm.words import N_

NOBODY = 0  # the number of what cannot be a colleague: refused, not taken for none


class AbsenceForm(Form):
    """Who is away when, and who stands in. Days may be written in words."""

    user = SelectField(N_("Who is away?"), choices=[], validate_choice=False)
    starts_on = StringField(N_("Away from"))
    ends_on = StringField(N_("Up to and including"))
    stand_in = SelectField(N_("Who stands in?"), choices=[], validate_choice=False)
    note = StringField(N_("Note"))

    def offer(self, colleagues: list[User], absence: Absence | None = None) -> None:
        """Fill the lists of colleagues; whom the absence names may stay, also when they left."""
        named = [one for one in (absence.user, absence.stand_in) if one] if absence else []
        may_write = [one for one in colleagues if one.may(Role.STAFF)]
        self.user.choices = [(str(one.id), one.name) for one in colleagues]
        offered = {str(one.id): one.name for one in (*may_write, *named[1:])}
        self.stand_in.choices = [("", N_("nobody")), *offered.items()]

    def read(self, user_id: int, today: date) -> Values:
        """What was typed, typed; ``today`` on the company's clock. A day that cannot be read is None."""
        starts = dates.period((self.starts_on.data or "").strip(), today, future=True)
        first = starts.start if starts else None
        return Values(
            user_id=user_id,
            starts_on=first,
            ends_on=_last_day((self.ends_on.data or "").strip(), today, first),
            stand_in_id=_number(self.stand_in.data),
            note=self.note.data or "",
        )

    @property
    def user_id(self) -> int | None:
        """Who was chosen."""
        return _number(self.user.data)

    def refuse(self, problem: Invalid) -> None:
        """Show what the action would not take beside its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name, self.starts_on)
            field.errors = [*field.errors, text]


def written(day: date) -> str:
    """23-11-2026, as it stands in a field."""
    return f"{day.day}-{day.month}-{day.year}"


def data_of(absence: Absence) -> dict[str, str]:
    """An absence as the data of its form."""
    return {
        "user": str(absence.user_id),
        "starts_on": written(absence.starts_on),
        "ends_on": written(absence.ends_on),
        "stand_in": str(absence.stand_in_id or ""),
        "note": absence.note,
    }


def _last_day(typed: str, today: date, first: date | None) -> date | None:
    """After "next Monday" "Friday" is the one of that week: what lies before the first day is looked for after it."""
    found = dates.period(typed, today, future=True)
    if found and first and found.last < first:
        found = dates.period(typed, first, future=True) or found
    return found.last if found else None


def _number(value: str | None) -> int | None:
    text = value or ""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else NOBODY
