"""What a colleague types about a search that they keep."""

from wtforms import Form, HiddenField, StringField

from crm.words import N_


class SavedForm(Form):
    """Under which name to keep the search ``q``; empty is under its own words."""

    q = HiddenField()
    name = StringField(N_("Name"), render_kw={"autocomplete": "off", "maxlength": 80})
