"""What is asked, as a form or a program gives it, and whether that can be."""

from dataclasses import dataclass
from datetime import date

from crm import clock
from crm.accounts.models import Department, Role, User
from crm.customers import phones
from crm.customers.models import ContactPoint, Customer, Person, PointKind
from crm.errors import Invalid
from crm.followups import due, kinds
from crm.followups.models import FollowUp, Kind, Repeats
from crm.words import N_, Text

LONGEST_WHAT = 300
LONGEST_WORD = 300
LONGEST_PHONE = 60
DAY_IN_MINUTES = 24 * 60
CHOOSE_WHO = N_("Choose who must do it: a colleague or a department.")
WORKS_HERE = N_("Choose somebody who works here now and may write.")


@dataclass
class Values:
    """What must be done, by which day (the asker's calendar), and by whom: one colleague or one department.

    ``at_minute`` is the time on the company's clock in minutes since midnight. What does not go with the ``kind`` is
    let go of: only who is called back has a ``phone``.
    """

    what: str
    due_on: date | None
    user_id: int | None = None
    department_id: int | None = None
    kind: str = Kind.TASK
    phone: str = ""
    person_id: int | None = None
    at_minute: int | None = None
    repeats: str = Repeats.NEVER


def check(values: Values, today: date | None = None) -> None:
    """Raise Invalid with everything that is wrong; tidies the text. With ``today`` no day before it will do."""
    _tidy(values)
    wrong: dict[str, Text] = {}
    if not values.what:
        wrong["what"] = N_("Write what must be done, or leave the follow-up out.")
    if len(values.what) > LONGEST_WHAT:
        wrong["what"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_WHAT)
    if (values.user_id is None) == (values.department_id is None):
        wrong["whose"] = CHOOSE_WHO
    if problem := day_problem(values.due_on, today):
        wrong["due_on"] = problem
    if values.kind not in list(Kind):
        wrong["kind"] = N_("Choose what sort of follow-up this is.")
    if values.repeats not in list(Repeats):
        wrong["repeats"] = N_("Choose how often it comes back.")
    if values.at_minute is not None and not 0 <= values.at_minute < DAY_IN_MINUTES:
        wrong["at"] = N_("Write the time like 14:30.")
    if values.phone and (refused := _phone_refused(values.phone)):
        wrong["phone"] = refused
    if wrong:
        raise Invalid(**wrong)


def day_problem(day: date | None, today: date | None) -> Text | None:
    """Why this cannot be a due date; with ``today`` no day before it will do."""
    if day is None:
        return N_("Choose by which day it must be done, for example “friday” or 23-11-2026.")
    if today and day < today:
        return N_("This day is over; choose today or later.")
    if not due.FIRST <= day <= clock.now().date() + due.LONGEST_AHEAD:
        return N_("Choose a day within ten years.")
    return None


def check_how(values: Values, customer: Customer, was: FollowUp | None = None) -> None:
    """Whether who is called or visited belongs here; fills in the number of who is called back. Raises Invalid.

    What it ``was`` may stay: somebody may have left meanwhile.
    """
    if values.person_id is not None and not (was and was.person_id == values.person_id):
        known = (Person.id == values.person_id) & (Person.customer == customer.id) & Person.deleted_at.is_null()
        if not Person.select().where(known).exists():
            raise Invalid(person=N_("Somebody chosen here does not belong to this customer."))
    if values.kind != Kind.CALL or (was and values.phone and was.phone == values.phone):
        return
    if not values.phone:
        values.phone = _first_number(customer, values.person_id)
    elif (odd := phones.problem(values.phone)) and not _is_known(customer, values.phone):
        raise Invalid(phone=odd)


def check_whose(user_id: int | None, department_id: int | None) -> None:
    """Pass where this colleague works here and may write, or this department exists. Raises Invalid(whose=…)."""
    if (user_id is None) == (department_id is None):
        raise Invalid(whose=CHOOSE_WHO)
    if user_id is not None and not works_here(user_id):
        raise Invalid(whose=WORKS_HERE)
    if department_id is not None and not Department.select().where(Department.id == department_id).exists():
        raise Invalid(whose=CHOOSE_WHO)


def works_here(user_id: int) -> bool:
    """Whether something may be asked of this colleague."""
    found = User.get_or_none(User.id == user_id)
    return found is not None and found.may(Role.STAFF)


def place(found: FollowUp, user_id: int | None, department_id: int | None) -> None:
    """Let it be this colleague's or this department's from now on.

    Of who works in the department that it is for, it is theirs from that department. What its department keeps, keeps
    who took it: a form does not know of that. Whoever gets it, sees it at once.
    """
    if department_id is not None and department_id == found.department_id:
        return
    before = (found.user_id, found.department_id)
    works_there = user_id and found.department_id and _department_of(user_id) == found.department_id
    found.user = user_id
    found.department = found.department_id if works_there else department_id
    if (found.user_id, found.department_id) != before:
        found.snoozed_until = None


def _department_of(user_id: int) -> int | None:
    return User.select(User.department_id).where(User.id == user_id).scalar()


def _tidy(values: Values) -> None:
    values.what = " ".join(values.what.replace("\0", "").split())
    values.phone = " ".join(values.phone.replace("\0", "").split()) if values.kind == Kind.CALL else ""
    if values.kind not in kinds.AT_A_TIME:
        values.person_id = values.at_minute = None


def _phone_refused(phone: str) -> Text | None:
    if len(phone) > LONGEST_PHONE:
        return N_("This is too long: at most %(max)d characters.", max=LONGEST_PHONE)
    return phones.refusal(phone)


def _first_number(customer: Customer, person_id: int | None) -> str:
    """Of who is to be called; else the customer's own, where nobody is named."""
    whose = ContactPoint.person == person_id if person_id else ContactPoint.person.is_null()
    query = ContactPoint.select(ContactPoint.value).where((ContactPoint.customer == customer.id) & whose)
    query = query.where(ContactPoint.kind == PointKind.PHONE).order_by(ContactPoint.position, ContactPoint.id)
    return (query.limit(1).scalar() or "")[:LONGEST_PHONE]


def _is_known(customer: Customer, phone: str) -> bool:
    """Odd numbers are in the file too, with a warning when they were written."""
    same = (ContactPoint.customer == customer.id) & (ContactPoint.normal == phones.normal(phone))
    return ContactPoint.select().where(same & (ContactPoint.kind == PointKind.PHONE)).exists()
