"""What people do with accounts: log in and out, passwords, colleagues, departments, tokens."""

from datetime import datetime, timedelta

from crm import clock, journal, names
from crm.accounts import emails, keys, passwords, throttle
from crm.accounts.models import CONSOLE, ApiToken, Console, Department, LoginSession, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Invalid, Refused
from crm.settings import LOCALES
from crm.words import N_

SHORT_SESSION = timedelta(hours=12)
LONG_SESSION = timedelta(days=30)
FORMER_DEPARTMENT = "Oud-collega’s"
MARKS = 4


def log_in(
    email: str,
    password: str,
    *,
    address: str | None,
    browser: str = "",
    remember: bool = False,
    now: datetime | None = None,
) -> str:
    """Start a session and return its key. Raises Throttled, or Invalid alike for a wrong name and a wrong password."""
    now = now or clock.now()
    throttle.admit(email, address, now)
    user = User.get_or_none(User.email == emails.normal(email), User.disabled_at.is_null())
    kept = user.password if user else None
    if not passwords.verify(kept, password):
        raise _wrong()
    renewed = passwords.hash_of(password) if passwords.needs_rehash(kept) else kept
    with transaction():
        # meanwhile the account may have been disabled or got another password, which ended all sessions
        if (
            not User.update(password=renewed)
            .where(User.id == user.id, User.password == kept, User.disabled_at.is_null())
            .execute()
        ):
            raise _wrong()
        throttle.forgive(email, address)
        throttle.forget_old(now)
        LoginSession.delete().where(LoginSession.expires_at <= now).execute()
        key = _start_session(user, now, now + (LONG_SESSION if remember else SHORT_SESSION), browser)
        journal.record("user.log_in", user, by=user)
    return key


def log_out(key: str) -> None:
    """End the session that has ``key``; harmless where it already ended."""
    with transaction():
        if session := LoginSession.get_or_none(LoginSession.key_hash == keys.hash_of(key)):
            session.delete_instance()
            journal.record("user.log_out", session.user, by=session.user)


def change_password(current: str, new: str, *, by: User, key: str) -> str:
    """Give ``by`` another password, end all their other sessions, and return a new key for this one.

    Raises Throttled, or Invalid(current_password=..., new_password=...).
    """
    if fault := passwords.fault(new, by.email, by.name):
        raise Invalid(new_password=fault)
    throttle.admit(by.email, None)
    if not passwords.verify(by.password, current):
        raise Invalid(current_password=N_("This is not your current password."))
    kept = passwords.hash_of(new)
    fresh = keys.new_session_key()
    with transaction():
        throttle.forgive(by.email, None)
        if not User.update(password=kept).where(User.id == by.id, User.password == by.password).execute():
            raise Refused(N_("The password was changed elsewhere just now."))
        LoginSession.delete().where(LoginSession.user == by, LoginSession.key_hash != keys.hash_of(key)).execute()
        LoginSession.update(key_hash=keys.hash_of(fresh)).where(LoginSession.user == by).execute()
        journal.record("user.change_password", by, by=by)
    by.password = kept
    return fresh


def choose_language(locale: str, *, by: User) -> None:
    """Show ``by`` every page in this language from now on. Raises Invalid for one that there is not."""
    if locale not in LOCALES:
        raise Invalid(locale=N_("This language is not one of ours."))
    with transaction():
        if User.update(locale=locale).where(User.id == by.id, User.locale != locale).execute():
            journal.record("user.choose_language", by, by=by, before={"locale": by.locale}, after={"locale": locale})


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
    if not name.strip():
        faults["name"] = N_("Without a name colleagues do not know who wrote it.")
    elif len(name) > User.name.max_length:
        faults["name"] = N_("At most %(longest)s characters.", longest=User.name.max_length)
    if fault := emails.fault(email):
        faults["email"] = fault
    if password is not None and (fault := passwords.fault(password, email, name, company)):
        faults["password"] = fault
    if faults:
        raise Invalid(**faults)


def disable_user(user: User, *, by: User | Console) -> None:
    """Keep ``user`` out from now on: sessions and tokens end, what they wrote stays. Not the last administrator."""
    require(by, Role.ADMIN)
    with transaction():
        others = User.select().where(User.role == Role.ADMIN, User.disabled_at.is_null(), User.id != user.id)
        if user.role == Role.ADMIN and not others.exists():
            raise Refused(N_("%(name)s is the last administrator; make somebody else one first.", name=user.name))
        now = clock.now()
        if not User.update(disabled_at=now).where(User.id == user.id, User.disabled_at.is_null()).execute():
            return
        user.disabled_at = now
        LoginSession.delete().where(LoginSession.user == user).execute()
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


def ensure_department(name: str, *, by: User | Console) -> Department:
    """The department of this name, in whatever capitals; made, with the next mark, where there is none."""
    require(by, Role.ADMIN)
    with transaction():
        return _department(name, by)


def _department(name: str, by: User | Console) -> Department:
    name = " ".join(name.split())
    if not 0 < len(name) <= Department.name.max_length:
        raise Invalid(
            department=N_(
                "A department has a name of at most %(longest)s characters.", longest=Department.name.max_length
            )
        )
    known = list(Department.select())
    if found := next((one for one in known if one.name.casefold() == name.casefold()), None):
        return found
    made = Department.create(name=name, mark=len(known) % MARKS + 1)
    journal.record("department.create", made, by=by, after={"name": name, "mark": made.mark})
    return made


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
    if User.select().where(User.email == email).exists():
        raise Invalid(email=N_("There is a colleague with this address already."))
    if isinstance(department, str):
        department = _department(department, by)
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


def _start_session(user: User, now: datetime, until: datetime, browser: str) -> str:
    key = keys.new_session_key()
    LoginSession.create(
        key_hash=keys.hash_of(key),
        user=user,
        created_at=now,
        expires_at=until,
        browser=browser[: LoginSession.browser.max_length],
    )
    return key


def _wrong() -> Invalid:
    """One answer for unknown, disabled and mistyped, so that nobody learns who works here."""
    return Invalid(password=N_("This e-mail address and this password do not belong together."))
