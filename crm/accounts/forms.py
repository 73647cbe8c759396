"""What people type about accounts: to log in, about colleagues, departments and themselves."""

import re
from urllib.parse import urlsplit

from wtforms import BooleanField, EmailField, Form, HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired

from crm.accounts.actions.own import OwnValues
from crm.accounts.clocks import places
from crm.accounts.models import Department, Role, User
from crm.errors import Invalid
from crm.words import N_

HOME = "/"
ROLES = {
    Role.READER: N_("reads only"),
    Role.STAFF: N_("reads and writes"),
    Role.MANAGER: N_("manager"),
    Role.ADMIN: N_("administrator"),
}
MARKS = {1: N_("disc"), 2: N_("diamond"), 3: N_("square"), 4: N_("ring")}
LANGUAGES = {"nl": "Nederlands", "en": "English"}  # each as it calls itself
THEMES = {"": N_("as the device"), "light": N_("light"), "dark": N_("dark")}
LIST = N_("Choose one of the list.")
UNSAFE_IN_PATH = re.compile(r"[\x00-\x20\x7f\\]")  # browsers drop some of these, and read a backslash as a slash


class LoginForm(Form):
    """E-mail address, password, and whether this device is one's own."""

    email = EmailField(
        N_("E-mail"),
        [DataRequired(N_("Fill in your e-mail address."))],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        N_("Password"),
        [DataRequired(N_("Fill in your password."))],
        render_kw={"autocomplete": "current-password"},
    )
    remember = BooleanField(N_("Stay logged in on this device"))
    next = HiddenField()


class PasswordForm(Form):
    """The password one has and the one to come."""

    current_password = PasswordField(
        N_("Current password"),
        [DataRequired(N_("Fill in your current password."))],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = PasswordField(
        N_("New password"),
        [DataRequired(N_("Fill in a new password."))],
        description=N_("At least 10 characters. A sentence is fine too."),
        render_kw={"autocomplete": "new-password"},
    )


class ForgotForm(Form):
    """Whose password was forgotten."""

    email = EmailField(
        N_("E-mail"),
        [DataRequired(N_("Fill in your e-mail address."))],
        render_kw={"autocomplete": "username"},
    )


class WelcomeForm(Form):
    """The password of somebody who came by a link."""

    password = PasswordField(
        N_("New password"),
        [DataRequired(N_("Fill in a new password."))],
        description=N_("At least 10 characters. A sentence is fine too."),
        render_kw={"autocomplete": "new-password"},
    )


class ColleagueForm(Form):
    """Who somebody is and what they may."""

    name = StringField(N_("Name"), render_kw={"maxlength": 120, "autocomplete": "off"})
    email = EmailField(N_("E-mail"), render_kw={"autocomplete": "off"})
    department = SelectField(N_("Department"), validate_choice=False)
    new_department = StringField(N_("Or a new department"), render_kw={"maxlength": 60, "autocomplete": "off"})
    role = SelectField(N_("What they may do"), validate_choice=False, default=Role.STAFF, choices=list(ROLES.items()))

    def offer(self, departments: list[Department]) -> None:
        """Fill the list of departments."""
        self.department.choices = [("", N_("choose")), *((str(one.id), one.name) for one in departments)]

    def values(self, departments: list[Department]) -> dict:
        """What was typed, typed. Raises Invalid for what stands in no list."""
        chosen = next((one for one in departments if str(one.id) == self.department.data), None)
        new = (self.new_department.data or "").strip()
        faults = {}
        if not new and chosen is None:
            faults["department"] = N_("Choose a department, or name a new one.")
        if self.role.data not in list(Role):
            faults["role"] = LIST
        if faults:
            raise Invalid(**faults)
        return {
            "name": self.name.data or "",
            "email": self.email.data or "",
            "department": new or chosen,
            "role": Role(self.role.data),
        }


class DepartmentForm(Form):
    """What a department is called, and its mark."""

    department = StringField(N_("Name"), render_kw={"maxlength": 60, "autocomplete": "off"})
    mark = RadioField(N_("Mark"), validate_choice=False, choices=[(str(key), word) for key, word in MARKS.items()])

    def chosen_mark(self) -> int:
        """1 to 4; 0 for what is none."""
        return int(self.mark.data) if self.mark.data in ("1", "2", "3", "4") else 0


class OwnForm(Form):
    """How one is called and how pages look to oneself."""

    name = StringField(N_("Name"), render_kw={"maxlength": 120, "autocomplete": "name"})
    locale = SelectField(N_("Language"), validate_choice=False)
    timezone = SelectField(N_("Time zone"), validate_choice=False)
    theme = SelectField(N_("Light or dark"), validate_choice=False, choices=list(THEMES.items()))
    keys = BooleanField(N_("Keyboard shortcuts of a single key"))

    def offer(self, company_zone: str, usual_locale: str) -> None:
        """Fill the lists; the first of each is what counts for who chooses nothing."""
        usual = N_("%(what)s, as the company", what=LANGUAGES[usual_locale])
        self.locale.choices = [("", usual), *LANGUAGES.items()]
        own = self.timezone.data or ""
        known = [*places(), *([own] if own and own not in places() else [])]
        first = N_("%(what)s, as the company", what=company_zone.replace("_", " "))
        self.timezone.choices = [("", first), *((place, place.replace("_", " ")) for place in known)]

    def values(self) -> OwnValues:
        """What was typed, typed."""
        return OwnValues(
            self.name.data or "",
            self.locale.data or "",
            self.timezone.data or "",
            self.theme.data or "",
            bool(self.keys.data),
        )


class TokenForm(Form):
    """Which program a token is for."""

    name = StringField(
        N_("For which program"),
        [DataRequired(N_("Name the program, so that you know later which token to end."))],
        render_kw={"maxlength": 60, "autocomplete": "off"},
    )


def colleague_data(user: User) -> dict:
    """A colleague as the data of the form."""
    return {"name": user.name, "email": user.email, "department": str(user.department_id), "role": user.role}


def mark(form: Form, error: Invalid) -> None:
    """Put what an action found wrong beside the fields of ``form``."""
    for name, text in error.fields.items():
        form[name].errors = [*form[name].errors, text]


def local_path(wanted: str | None) -> str:
    """``wanted`` where it is a page of ours, else the first page: a link to us must not lead elsewhere."""
    wanted = wanted or HOME
    if UNSAFE_IN_PATH.search(wanted) or not wanted.startswith("/") or wanted.startswith("//"):
        return HOME
    try:
        path = urlsplit(wanted).path
    except ValueError:
        return HOME
    return HOME if path == "/login" else wanted
