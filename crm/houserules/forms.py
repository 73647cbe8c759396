"""Request forms to house rules."""

from wtforms import Form, SelectField, StringField, TextAreaField

from crm.errors import Invalid
from crm.houserules import actions
from crm.houserules.actions import Values
from crm.houserules.queries import Rule
from crm.words import N_

DOES = [("1", N_("We do this")), ("0", N_("We do not do this"))]


class RuleForm(Form):
    """A rule: on which list, its line, why, and its words."""

    does = SelectField(N_("List"), choices=DOES, default="1", validate_choice=False)
    title = StringField(N_("The rule, in one line"))
    body = TextAreaField(N_("Explanation"))
    words = StringField(N_("Words"))

    def read(self) -> Values | None:
        """What was typed, tidy; or None with ``errors`` filled in."""
        values = Values(self.title.data or "", self.body.data or "", self.does.data == "1", self.words.data or "")
        if self.does.data not in dict(DOES):
            self.does.errors = [N_("Choose on which of the two lists it stands.")]
        try:
            actions.check(values)
        except Invalid as problem:
            self.refuse(problem)
        return None if self.errors else values

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name, self.title)
            field.errors = [*field.errors, text]


def data_of(rule: Rule) -> dict[str, str]:
    """The form of a rule that is there."""
    return {"does": "1" if rule.does else "0", "title": rule.title, "body": rule.body, "words": rule.words}
