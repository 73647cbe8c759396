"""The colleagues that rows name by their e-mail address."""

from typing import NamedTuple

from crm.accounts.actions import former_colleague
from crm.accounts.models import Console, User


class Colleague(NamedTuple):
    """Who wrote it, and for which department."""

    id: int | None
    department_id: int | None


NOBODY = Colleague(None, None)


class Colleagues:
    """All of them by address, read once; whom nobody entered becomes a former colleague."""

    def __init__(self, by: User | Console) -> None:
        self.by = by
        self.made: list[str] = []
        rows = User.select(User.email, User.id, User.department_id).tuples()
        self._known = {email: Colleague(number, department) for email, number, department in rows}

    def find(self, email: str) -> Colleague:
        """The colleague with this address ("" is nobody). Inside the transaction of what names them."""
        if not email:
            return NOBODY
        if email not in self._known:
            user = former_colleague(email, by=self.by)
            self._known[email] = Colleague(user.id, user.department_id)
            self.made.append(email)
        return self._known[email]
