"""The first administrator of an empty file."""

from collections.abc import Sequence

from crm import journal
from crm.accounts import actions as accounts
from crm.accounts import passwords
from crm.accounts.models import CONSOLE, Role, User
from crm.company.models import Setting, name_company
from crm.db import transaction
from crm.errors import Invalid, Refused
from crm.words import N_

USUAL_DEPARTMENTS = {
    "nl": ("Verkoop", "Buitendienst", "Binnendienst", "Administratie"),
    "en": ("Sales", "Field service", "Back office", "Administration"),
}
LONGEST_COMPANY = 120


def first_administrator(
    name: str,
    email: str,
    department: str,
    password: str,
    company: str = "",
    *,
    departments: Sequence[str] = USUAL_DEPARTMENTS["nl"],
) -> User:
    """Claim an empty file: the usual departments, ``department``, and its first colleague, who may everything.

    Raises Invalid per field, or Refused where somebody was here before.
    """
    company = " ".join(company.split())
    accounts.check_details(name, email, password, company)
    if len(company) > LONGEST_COMPANY:
        raise Invalid(company=N_("At most %(longest)s characters.", longest=LONGEST_COMPANY))
    refuse_file_in_use()  # before half a second of hashing
    kept = passwords.hash_of(password)
    with transaction():
        refuse_file_in_use()
        for usual in departments:
            accounts.ensure_department(usual, by=CONSOLE)
        user = accounts.enter_user(
            by=CONSOLE, name=name, email=email, department=department, role=Role.ADMIN, kept_password=kept
        )
        if company:
            name_company(company)
            journal.record("setting.company_name", Setting.get(key="company_name"), by=user, after={"name": company})
    return user


def refuse_file_in_use() -> None:
    """Raises Refused where the file has colleagues already."""
    if User.select().exists():
        raise Refused(N_("This file is in use already: set-up is only for an empty one."))
