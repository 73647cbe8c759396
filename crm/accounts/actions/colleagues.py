"""Colleagues: adding, changing, keeping out, letting in again."""

from datetime import datetime
from typing import Any

from crm import clock, journal, names
from crm.accounts import emails, passwords, queries
from crm.accounts.actions import departments
from crm.accounts.actions.links import end_links
from crm.accounts.models import CONSOLE, ApiToken, Console, Department, LoginSession, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Invalid, Refused
from crm.mail import actions as mail
from crm.words import N_, Text

FORMER_DEPARTMENT = "Oud-collega’s"


def add_user(
    *,
    by: User | Console,
    name: str,
    email: str,
    department: Department | str,
    role: Role = Role.STAFF,
    password: str | None = None,
) -> User:
    """Add a colleague; a department's name that is new makes that department. Raises Invalid per field."""
    require(by, Role.ADMIN)
    check_details(name, email, password)
    kept = None if password is None else passwords.hash_of(password)
    return enter_user(by=by, name=name, email=email, department=department, role=role, kept_password=kept)


def enter_user(
    *,
    by: User | Console,
    name: str,
    email: str,
    department: Department | str,
    role: Role = Role.STAFF,
    kept_password: str | None = None,
) -> User:
    """``add_user`` for who has the password's hash already, because a transaction is open. Raises Invalid."""
    require(by, Role.ADMIN)
    check_details(name, email)
    with transaction():
        return _insert_user(by, name, email, department, role, kept_password)


def check_details(name: str, email: str, password: str | None = None, company: str = "") -> None:
    """Pass what a new colleague may be called and log in with. Raises Invalid that names every field at fault."""
    faults = {}
    if fault := name_fault(name):
        faults["name"] = fault
    if fault := emails.fault(email):
        faults["email"] = fault
    if password is not None and (fault := passwords.fault(password, email, name, company)):
        faults["password"] = fault
    if faults:
        raise Invalid(**faults)


def name_fault(name: str) -> Text | None:
    """What is wrong with what somebody is to be called, or None."""
    if not name.strip():
        return N_("Without a name colleagues do not know who wrote it.")
    if len(name) > User.name.max_length:
        return N_("At most %(longest)s characters.", longest=User.name.max_length)
    return None


def edit_user(
    user_id: int,
    *,
    name: str,
    email: str,
    department: Department | str,
    role: Role,
    by: User | Console,
    seen: int | None = None,
) -> User:
    """Change who a colleague is and what they may. Not the role of the last administrator. Raises Invalid per field.

    Another address ends the links that went to the one of before, and mail that would still go there.
    ``seen``: see ``journal.revision``.
    """
    require(by, Role.ADMIN)
    check_details(name, email)
    name, email = " ".join(name.split()), emails.normal(email)
    with transaction():
        journal.refuse_if_changed("user", user_id, seen)
        user = queries.user(user_id)
        _address_is_free(email, user_id)
        if user.role == Role.ADMIN and role != Role.ADMIN and not user.disabled_at:
            _another_administrator_stays(user)
        if isinstance(department, str):
            department = departments.named(department, by)
        before = _snapshot(user)
        user.name, user.sort_name, user.email = name, names.person_sort_name(name), email
        user.role, user.department = Role(role), department
        after = _snapshot(user)
        if after != before:
            user.save(only=[User.name, User.sort_name, User.email, User.role, User.department])
            if after["email"] != before["email"]:  # links that were mailed lie in another mailbox
                end_links(user)
                mail.stop(user.id)
            journal.record("user.edit", user, by=by, before=before, after=after)
    return user


def disable_user(user: User, *, by: User | Console) -> None:
    """Keep ``user`` out: sessions, tokens, links and mail end, what they wrote stays. Not the last administrator."""
    require(by, Role.ADMIN)
    with transaction():
        if User.get_by_id(user.id).role == Role.ADMIN:
            _another_administrator_stays(user)
        now = clock.now()
        if not User.update(disabled_at=now).where(User.id == user.id, User.disabled_at.is_null()).execute():
            return
        user.disabled_at = now
        LoginSession.delete().where(LoginSession.user == user).execute()
        end_links(user)
        mail.stop(user.id)
        ApiToken.update(revoked_at=now).where(ApiToken.user == user, ApiToken.revoked_at.is_null()).execute()
        journal.record("user.disable", user, by=by)


def enable_user(user: User, *, by: User | Console) -> None:
    """Let ``user`` in again, with the password they had; tokens stay revoked."""
    require(by, Role.ADMIN)
    with transaction():
        if User.update(disabled_at=None).where(User.id == user.id, User.disabled_at.is_null(False)).execute():
            user.disabled_at = None
            journal.record("user.enable", user, by=by)


def former_colleague(
    email: str, *, by: User | Console = CONSOLE, department: Department | str = FORMER_DEPARTMENT
) -> User:
    """Whoever has this address, else a new former colleague named after it who cannot log in.

    Inside the caller's transaction; imports name authors whom nobody entered.
    """
    require(by, Role.STAFF)
    email = emails.normal(email)
    if user := User.get_or_none(User.email == email):
        return user
    name = names.from_address(email)[: User.name.max_length]
    check_details(name, email)
    return _insert_user(by, name, email, department, Role.STAFF, None, disabled_at=clock.now())


def _insert_user(
    by: User | Console,
    name: str,
    email: str,
    department: Department | str,
    role: Role,
    kept_password: str | None,
    disabled_at: datetime | None = None,
) -> User:
    name, email = " ".join(name.split()), emails.normal(email)
    _address_is_free(email, None)
    if isinstance(department, str):
        department = departments.named(department, by)
    user = User.create(
        name=name,
        sort_name=names.person_sort_name(name),
        email=email,
        password=kept_password,
        role=Role(role),
        department=department,
        created_at=clock.now(),
        disabled_at=disabled_at,
    )
    journal.record(
        "user.add", user, by=by, after={"name": name, "email": email, "role": user.role, "department": department.name}
    )
    return user


def _another_administrator_stays(user: User) -> None:
    """Asked inside the transaction, so that of two who demote each other at once one remains."""
    present = (User.role == Role.ADMIN) & User.disabled_at.is_null() & User.password.is_null(False)  # not only invited
    admins = User.select(User.id).where(present)
    left = {row.id for row in admins} - {user.id}
    if not left:
        raise Refused(N_("%(name)s is the last administrator; make somebody else one first.", name=user.name))


def _address_is_free(email: str, mine: int | None) -> None:
    if User.select().where(User.email == email, User.id != (mine or 0)).exists():
        raise Invalid(email=N_("There is a colleague with this address already."))


def _snapshot(user: User) -> dict[str, Any]:
    return {"name": user.name, "email": user.email, "role": str(user.role), "department": user.department.name}
