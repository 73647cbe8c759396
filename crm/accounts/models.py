"""Departments, colleagues, their log-ins and their tokens."""

from enum import StrEnum

import peewee

from crm.db import Model, MomentField


class Role(StrEnum):
    """What somebody may do; each role may all that the one before it may."""

    READER = "reader"
    STAFF = "staff"
    MANAGER = "manager"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        """Whether this role may do what ``other`` may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(Role(other))


class Department(Model):
    """Verkoop, buitendienst, … ``mark`` (1-4) picks its colour and its shape: disc, diamond, square, ring."""

    name = peewee.CharField(60, unique=True)
    mark = peewee.SmallIntegerField(default=1)


class User(Model):
    """A colleague. Without a password nobody can log in as them: a former colleague whose contacts we keep."""

    name = peewee.CharField(120)
    sort_name = peewee.CharField(120, index=True)
    email = peewee.CharField(254, unique=True)  # lower case
    password = peewee.CharField(200, null=True)  # Werkzeug's scrypt hash
    role = peewee.CharField(10, default=Role.STAFF)
    department = peewee.ForeignKeyField(Department, backref="users")
    locale = peewee.CharField(5, default="")  # empty: the company's
    timezone = peewee.CharField(60, default="")  # empty: the company's
    theme = peewee.CharField(5, default="")  # light, dark; empty: what the system says
    keys = peewee.BooleanField(default=True)  # single-key shortcuts
    created_at = MomentField()
    disabled_at = MomentField(null=True)

    def may(self, role: Role) -> bool:
        """Whether this colleague may do what ``role`` may."""
        return self.disabled_at is None and Role(self.role).includes(role)


class Console:
    """Whoever works on the machine itself: may everything, and the journal names nobody."""

    id = None
    department_id = None
    locale = timezone = ""

    def may(self, role: Role) -> bool:
        """Always."""
        return True


CONSOLE = Console()


class LoginSession(Model):
    """One browser that is logged in. Only the hash of its key is kept."""

    key_hash = peewee.CharField(64, unique=True)
    user = peewee.ForeignKeyField(User, backref="sessions", on_delete="CASCADE")
    created_at = MomentField()
    expires_at = MomentField(index=True)
    browser = peewee.CharField(200, default="")


class Purpose(StrEnum):
    """What a link to choose a password is for."""

    WELCOME = "welcome"
    RESET = "reset"


class Invitation(Model):
    """A link with which a colleague chooses a password and logs in, once. Only the hash of its key is kept."""

    key_hash = peewee.CharField(64, unique=True)
    user = peewee.ForeignKeyField(User, backref="invitations", on_delete="CASCADE")
    created_at = MomentField()
    expires_at = MomentField()
    used_at = MomentField(null=True)
    purpose = peewee.CharField(10, default=Purpose.WELCOME)


class LoginAttempt(Model):
    """Failed log-ins per account or address, to slow down guessing. ``subject`` is a hash."""

    subject = peewee.CharField(64, unique=True)
    failures = peewee.IntegerField()
    last_at = MomentField()


class ApiToken(Model):
    """A key for another program that acts as this colleague. Only its hash is kept."""

    key_hash = peewee.CharField(64, unique=True)
    user = peewee.ForeignKeyField(User, backref="tokens", on_delete="CASCADE")
    name = peewee.CharField(60, default="")
    created_at = MomentField()
    revoked_at = MomentField(null=True)
