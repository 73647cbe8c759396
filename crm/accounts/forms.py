"""What people type to log in and to change their password."""

import re
from urllib.parse import urlsplit

from wtforms import BooleanField, EmailField, Form, HiddenField, PasswordField
from wtforms.validators import DataRequired

from crm.errors import Invalid
from crm.words import N_

HOME = "/"
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
