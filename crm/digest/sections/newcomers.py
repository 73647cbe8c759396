"""Who is new: customers of the company, and people at the reader's customers."""

from peewee import JOIN

from crm.accounts.models import User
from crm.customers.models import Customer, Person, Status
from crm.digest import pool
from crm.news import Edition, Row, Section
from crm.words import N_, N_n, Text

CUSTOMERS, PEOPLE = 4, 3  # rows at most


def section(edition: Edition) -> Section | None:
    """New customers, of a department its own, and new people at customers that were there already."""
    known = pool.of(edition)
    department = edition.department
    customers = [one for one in known.new_customers if not department or one.owner_department == department.id]
    people = [one for one in known.new_people if one.customer in edition.customers]
    rows = _customers([one.id for one in customers[:CUSTOMERS]]) + _people([one.id for one in people[:PEOPLE]])
    if not rows:
        return None
    return Section(
        rows=rows,
        more=_more(len(customers) - CUSTOMERS, len(people) - PEOPLE),
        more_path="/customers/",
    )


def _customers(ids: list[int]) -> list[Row]:
    """The newest first."""
    there = Customer.id.in_(ids) & Customer.deleted_at.is_null() & Customer.archived_at.is_null()
    query = Customer.select(Customer.id, Customer.name, Customer.status, Customer.created_at, User.name)
    query = query.join(User, JOIN.LEFT_OUTER).where(there).order_by(Customer.created_at.desc(), Customer.id.desc())
    return [
        Row(name, f"/customers/{id}", at=created_at, note=_whose(status, owner))
        for id, name, status, created_at, owner in query.tuples()
    ]


def _people(ids: list[int]) -> list[Row]:
    """The newest first."""
    there = Person.id.in_(ids) & Person.deleted_at.is_null() & Person.archived_at.is_null()
    query = Person.select(Person.name, Person.role, Person.created_at, Customer.id, Customer.name).join(Customer)
    query = query.where(there & Customer.deleted_at.is_null()).order_by(Person.created_at.desc(), Person.id.desc())
    return [
        Row(name, f"/customers/{id}", at=created_at, note=_where(role, customer))
        for name, role, created_at, id, customer in query.tuples()
    ]


def _whose(status: str, owner: str | None) -> Text:
    if status == Status.PROSPECT:
        return N_("new prospect, of %(name)s", name=owner) if owner else N_("new prospect")
    return N_("new customer, of %(name)s", name=owner) if owner else N_("new customer, of nobody yet")


def _where(role: str, customer: str) -> Text:
    if role:
        return N_("new at %(customer)s: %(role)s", customer=customer, role=role)
    return N_("new at %(customer)s", customer=customer)


def _more(customers: int, people: int) -> Text | None:
    more = N_n("%(num)s more new customer.", "%(num)s more new customers.", customers)
    others = N_n("%(num)s more new person.", "%(num)s more new people.", people)
    if customers > 0 and people > 0:
        return Text("%(more)s %(others)s", {"more": more, "others": others})
    return more if customers > 0 else others if people > 0 else None
