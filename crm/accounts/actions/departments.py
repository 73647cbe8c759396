"""Departments: adding, renaming, removing."""

from peewee import IntegrityError

from crm import journal
from crm.accounts import queries
from crm.accounts.models import Console, Department, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Invalid, Refused
from crm.words import N_

MARKS = 4


def ensure_department(name: str, *, by: User | Console) -> Department:
    """The department of this name, in whatever capitals; made, with the next mark, where there is none."""
    require(by, Role.ADMIN)
    with transaction():
        return named(name, by)


def add_department(name: str, *, by: User | Console) -> Department:
    """A new department with the next mark. Raises Invalid where there is one of this name."""
    require(by, Role.ADMIN)
    with transaction():
        _is_free(_clean(name), None)
        return named(name, by)


def edit_department(
    department_id: int, *, name: str, mark: int, by: User | Console, seen: int | None = None
) -> Department:
    """Another name or another mark. Raises Invalid per field. ``seen``: see ``journal.revision``."""
    require(by, Role.ADMIN)
    if not 1 <= mark <= MARKS:
        raise Invalid(mark=N_("Choose one of the list."))
    with transaction():
        journal.refuse_if_changed("department", department_id, seen)
        department = queries.department(department_id)
        name = _clean(name)
        _is_free(name, department_id)
        before, after = {"name": department.name, "mark": department.mark}, {"name": name, "mark": mark}
        if after != before:
            department.name, department.mark = name, mark
            department.save()
            journal.record("department.edit", department, by=by, before=before, after=after)
    return department


def remove_department(department_id: int, *, by: User | Console) -> None:
    """Remove a department that nobody belongs to and nothing refers to. Raises Refused that says what does."""
    require(by, Role.ADMIN)
    with transaction():
        department = queries.department(department_id)
        if User.select().where(User.department == department).exists():
            raise Refused(N_("Colleagues belong to %(name)s, or did; move them first.", name=department.name))
        try:
            with transaction():
                department.delete_instance()
        except IntegrityError:  # rooms that this one does not know
            raise Refused(
                N_("Contacts or follow-ups of %(name)s are kept under its name.", name=department.name)
            ) from None
        journal.record("department.remove", department, by=by, before={"name": department.name})


def named(name: str, by: User | Console) -> Department:
    """The department of this name; made where there is none. Inside the caller's transaction."""
    name = _clean(name)
    known = list(Department.select())
    if found := next((one for one in known if one.name.casefold() == name.casefold()), None):
        return found
    made = Department.create(name=name, mark=len(known) % MARKS + 1)
    journal.record("department.create", made, by=by, after={"name": name, "mark": made.mark})
    return made


def _clean(name: str) -> str:
    name = " ".join(name.split())
    longest = Department.name.max_length
    if not 0 < len(name) <= longest:
        raise Invalid(department=N_("A department has a name of at most %(longest)s characters.", longest=longest))
    return name


def _is_free(name: str, mine: int | None) -> None:
    """The database compares with capitals; people do not."""
    if any(one.id != mine and one.name.casefold() == name.casefold() for one in Department.select()):
        raise Invalid(department=N_("There is a department of this name already."))
