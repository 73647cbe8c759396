"""What an administrator types about the company."""

from wtforms import Form, SelectField, StringField

from crm.accounts.clocks import places
from crm.words import N_


class CompanyForm(Form):
    """The company's name and the clock it goes by."""

    name = StringField(N_("Name"), render_kw={"autocomplete": "organization", "maxlength": 120})
    timezone = SelectField(N_("Time zone"), validate_choice=False)

    def offer(self, server: str) -> None:
        """Fill the list of clocks; ``server`` is what counts where none is chosen."""
        usual = N_("%(place)s, as on the server", place=server)
        known = [*places(), *([self.timezone.data] if self.timezone.data not in (None, "", *places()) else [])]
        self.timezone.choices = [("", usual), *((place, place.replace("_", " ")) for place in known)]


class ChannelForm(Form):
    """The name of a channel that only this company has."""

    name = StringField(N_("New channel"), render_kw={"autocomplete": "off", "maxlength": 40})
