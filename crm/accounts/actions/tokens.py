"""Keys for programs that act as a colleague."""

from crm import clock, journal
from crm.accounts import keys
from crm.accounts.models import ApiToken, Console, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Invalid, Refused
from crm.words import N_


def create_token(user: User, *, by: User | Console, name: str = "") -> str:
    """Make a key for a program that acts as ``user``; it is returned here and never again."""
    if by.id != user.id:
        require(by, Role.ADMIN)
    if len(name) > ApiToken.name.max_length:
        raise Invalid(name=N_("At most %(longest)s characters.", longest=ApiToken.name.max_length))
    token = keys.new_token()
    with transaction():
        if User.get_by_id(user.id).disabled_at:
            raise Refused(N_("%(name)s is disabled.", name=user.name))
        made = ApiToken.create(key_hash=keys.hash_of(token), user=user, name=name.strip(), created_at=clock.now())
        journal.record("token.create", made, by=by, after={"user": user.id, "name": made.name})
    return token


def revoke_token(token: ApiToken, *, by: User | Console) -> None:
    """End ``token`` for good. One's own, or as administrator anybody's."""
    if by.id != token.user_id:
        require(by, Role.ADMIN)
    with transaction():
        now = clock.now()
        if ApiToken.update(revoked_at=now).where(ApiToken.id == token.id, ApiToken.revoked_at.is_null()).execute():
            journal.record("token.revoke", token, by=by)
