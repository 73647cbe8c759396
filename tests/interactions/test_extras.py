"""What a register adds to the log form: its button, its row, and what it writes with the contact."""

import pytest
from wtforms import Form, StringField

from crm.errors import Invalid
from crm.interactions.extras import Button, FormExtra
from crm.interactions.forms import InteractionForm

BUTTON = Button("complaint", "message-square-warning", "Klacht", "Klacht melden")


class ComplaintForm(Form):
    body = StringField()


def complaint(typed: dict | None, create) -> FormExtra:
    on = BUTTON.pressed(typed)
    form = ComplaintForm(data={"body": (typed or {}).get("complaint_body")}, prefix=BUTTON.prefix)
    values = form.body.data if on else None
    return FormExtra(room="complaints", button=BUTTON, form=form, on=on, values=values, create=create)


def refusing(**fields: str):
    def create(_contact, _values) -> None:
        raise Invalid(**fields)

    return create


def test_what_was_filled_in_is_created_with_the_contact(contact):
    made = []
    extra = complaint({"complaint": "1", "complaint_body": "Pomp lekt"}, lambda *given: made.append(given))
    extra.write(contact)
    assert made == [(contact, "Pomp lekt")]


@pytest.mark.parametrize("typed", [None, {}, {"complaint_body": "Pomp lekt"}])
def test_with_its_button_off_nothing_is_created_nor_wrong(contact, typed):
    extra = complaint(typed, refusing(body="Schrijf op wat er mis is."))
    extra.form.body.errors = ["Schrijf op wat er mis is."]
    extra.write(contact)
    assert extra.errors == []


@pytest.mark.parametrize(
    ("named", "field"), [("body", "complaint_body"), ("owner_id", "complaint"), ("when", "complaint")]
)
def test_what_the_action_refuses_is_said_of_its_row_and_not_of_the_contact(contact, named, field):
    extra = complaint({"complaint": "1", "complaint_body": "x"}, refusing(**{named: "Dit is te kort."}))
    with pytest.raises(Invalid) as refused:
        extra.write(contact)
    assert refused.value.fields == {field: "Dit is te kort."}
    form = InteractionForm()
    form.extras = [extra]
    form.refuse(refused.value)
    assert form.errors == {"complaints": ["Dit is te kort."]} and not form.body.errors


def test_it_writes_what_is_empty_but_was_read(contact):
    made = []
    extra = complaint({"complaint": "1", "complaint_body": ""}, lambda *given: made.append(given))
    extra.write(contact)
    assert made == [(contact, "")]
