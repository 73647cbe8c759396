"""What can go wrong with a request, in the product's own words. No Flask in here."""

from crm.words import N_, Text


class ProductError(Exception):
    """Base of every error that has a sentence for the person who caused it."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


class NotFound(ProductError):
    """The thing asked for does not exist, or not for this person."""

    def __init__(self, text: Text = N_("This page does not exist.")) -> None:
        super().__init__(text)


class Forbidden(ProductError):
    """This person may not do this."""

    def __init__(self, text: Text = N_("You may not do this. Ask an administrator.")) -> None:
        super().__init__(text)


class Invalid(ProductError):
    """Input that cannot be used; ``fields`` maps a field's name to what is wrong with it."""

    def __init__(self, /, **fields: Text) -> None:
        super().__init__(next(iter(fields.values())))
        self.fields = fields


class Refused(ProductError):
    """The input is fine, but the state of things does not allow it now."""


class Outdated(Refused):
    """The record was changed by somebody else after this person began to edit it."""
