"""Who may do what: the one question every action asks first."""

from crm.accounts.models import Console, Role, User
from crm.errors import Forbidden


def require(by: User | Console, role: Role) -> None:
    """Pass when ``by`` may do what ``role`` may. Raises Forbidden."""
    if not by.may(role):
        raise Forbidden
