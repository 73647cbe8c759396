"""The request form of a hand-over."""

from collections.abc import Iterable

from wtforms import BooleanField, Form, HiddenField, RadioField, SelectField, TextAreaField

from crm.accounts.models import Role, User
from crm.errors import Invalid
from crm.handovers.actions import Values
from crm.words import N_, Text

ALL, FIRST, TICKED = "all", "first", "ticked"
MOST_TICKED = 5_000  # read of a form; more than go at once are refused, not lost


class HandOverForm(Form):
    """To whom, which customers, what goes along, and a word."""

    key = HiddenField()
    to = SelectField(N_("To whom?"), choices=[], validate_choice=False)
    which = RadioField(choices=[(ALL, ""), (FIRST, ""), (TICKED, "")], default=ALL, validate_choice=False)
    followups = BooleanField(N_("Open follow-ups at these customers go along"), default=True)
    follow = BooleanField(N_("Keeps following these customers"))
    word = TextAreaField(N_("A word to who gets them"))

    customer_errors: tuple[Text, ...] = ()

    def offer(self, colleagues: list[User], from_id: int) -> None:
        """Fill the list of who can get them."""
        others = [one for one in colleagues if one.id != from_id and one.may(Role.STAFF)]
        named = [(str(one.id), f"{one.name}, {one.department.name}") for one in others]
        self.to.choices = [("", N_("Choose a colleague")), *named]

    def values(self, from_id: int, ticked: Iterable[int]) -> Values:
        """What was chosen, typed."""
        to = self.to.data or ""
        return Values(
            from_id=from_id,
            to_id=int(to) if to.isascii() and to.isdigit() and len(to) < 10 else None,
            customer_ids=None if self.which.data in (ALL, FIRST) else list(ticked),  # all only where it was said
            first=self.which.data == FIRST,
            followups=bool(self.followups.data),
            keeps_following=bool(self.follow.data),
            word=self.word.data or "",
        )

    def refuse(self, problem: Invalid) -> None:
        """Show what the action would not take beside its field."""
        for name, text in problem.fields.items():
            if name == "customers":
                self.customer_errors = (text,)
            else:
                self[name].errors = [*self[name].errors, text]

    @property
    def errors(self) -> dict:
        """What is wrong, by field, the ticks included."""
        return super().errors | ({"customers": list(self.customer_errors)} if self.customer_errors else {})
