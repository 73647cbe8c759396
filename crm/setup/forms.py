"""What the first administrator fills in."""

from wtforms import EmailField, Form, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired

from crm.words import N_


class FirstForm(Form):
    """The first colleague, their department and the company."""

    name = StringField(
        N_("Name"), [DataRequired(N_("Fill in your name."))], render_kw={"autocomplete": "name", "maxlength": 120}
    )
    department = SelectField(N_("Department"))
    company = StringField(
        N_("Company"),
        description=N_("Stands on the log-in page. May stay empty."),
        render_kw={"autocomplete": "organization", "maxlength": 120},
    )
    email = EmailField(
        N_("E-mail"), [DataRequired(N_("Fill in your e-mail address."))], render_kw={"autocomplete": "username"}
    )
    password = PasswordField(
        N_("Password"),
        [DataRequired(N_("Fill in a password."))],
        description=N_("At least 10 characters. A sentence is fine too."),
        render_kw={"autocomplete": "new-password"},
    )
