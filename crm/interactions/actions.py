"""Everything that writes contacts. One transaction and one Change each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.customers import queries as customers
from crm.customers.models import Customer, Person
from crm.db import still_kept, transaction
from crm.errors import Forbidden, Invalid, NotFound, Refused
from crm.interactions import channels
from crm.interactions.extras import Write
from crm.interactions.models import Comment, Direction, Interaction, InteractionPerson
from crm.interactions.queries import PRESENT
from crm.words import N_

LONGEST_BODY = 100_000
LONGEST_SUBJECT = 200
LONGEST_COMMENT = 10_000
MOST_PEOPLE = 50
AHEAD = timedelta(hours=1)  # a clock may be off; a contact is not a plan


@dataclass
class Values:
    """What is known of a contact; a form or a program fills it in."""

    channel: str
    direction: str
    body: str = ""
    subject: str = ""
    reached: bool = True
    occurred_at: datetime | None = None  # None: now
    person_ids: list[int] = field(default_factory=list)

    def columns(self) -> dict[str, Any]:
        """The contact's own columns."""
        own = ("channel", "direction", "body", "subject", "reached", "occurred_at")
        return {name: getattr(self, name) for name in own}


def log(
    customer_id: int,
    values: Values,
    *,
    by: User | Console,
    request_key: str | None = None,
    external_id: str | None = None,
    also: Sequence[Write] = (),
) -> tuple[Interaction, bool]:
    """Log a contact: it and True; or, where this request or external id was seen before, the first one and False.

    ``also`` writes in the same transaction what other rooms keep of it. Raises Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    check(values)
    now = clock.now()
    with transaction():
        if earlier := _seen_before(request_key, external_id):
            return earlier, False
        customer = customers.get(customer_id)
        values.occurred_at = values.occurred_at or now
        interaction = Interaction.create(
            customer=customer,
            author=by.id,
            department=by.department_id,
            request_key=request_key,
            external_id=external_id,
            created_at=now,
            updated_at=now,
            **values.columns(),
        )
        _write_people(interaction, values.person_ids)
        for write in also:
            write(interaction)
        journal.record("interaction.log", interaction, by=by, customer=customer.id, after=snapshot(interaction))
        return interaction, True


def edit(interaction_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> Interaction:
    """Change a contact. Only who logged it and managers may; others comment. ``seen``: see ``journal.revision``."""
    require(by, Role.STAFF)
    check(values)
    with transaction():
        journal.refuse_if_changed("interaction", interaction_id, seen)
        interaction = get(interaction_id)
        require_may_edit(interaction.author_id, by=by)
        before = snapshot(interaction)
        values.occurred_at = values.occurred_at or interaction.occurred_at
        for name, value in values.columns().items():
            setattr(interaction, name, value)
        InteractionPerson.delete().where(InteractionPerson.interaction == interaction).execute()
        _write_people(interaction, values.person_ids)
        after = snapshot(interaction)
        if after != before:
            # at least a second later than created_at, so that a change at once still shows
            interaction.updated_at = max(clock.now(), interaction.created_at + timedelta(seconds=1))
            interaction.save()
            journal.record(
                "interaction.edit", interaction, by=by, customer=interaction.customer_id, before=before, after=after
            )
    return interaction


def comment(interaction_id: int, body: str, *, by: User | Console, request_key: str | None = None) -> Comment:
    """Add a remark to a contact; the same request twice adds it once."""
    require(by, Role.STAFF)
    body = body.strip()
    if not body:
        raise Invalid(body=N_("Write something first."))
    if len(body) > LONGEST_COMMENT:
        raise Invalid(body=N_("This is too long: at most %(max)d characters.", max=LONGEST_COMMENT))
    with transaction():
        earlier = Comment.get_or_none(Comment.request_key == request_key) if request_key else None
        if earlier:
            return earlier
        interaction = get(interaction_id)
        added = Comment.create(
            interaction=interaction, author=by.id, body=body, request_key=request_key, created_at=clock.now()
        )
        journal.record("comment.add", added, by=by, customer=interaction.customer_id, after={"body": body})
    return added


def pin(interaction_id: int, *, by: User | Console) -> None:
    """Keep a contact under "good to know"."""
    _set_pinned(interaction_id, "interaction.pin", clock.now(), by=by)


def unpin(interaction_id: int, *, by: User | Console) -> None:
    """Let go of it again."""
    _set_pinned(interaction_id, "interaction.unpin", None, by=by)


def delete(interaction_id: int, *, by: User | Console) -> Interaction:
    """Put a contact in the bin, with what belongs to it; who may change it may do this too."""
    require(by, Role.STAFF)
    with transaction():
        interaction = get(interaction_id)
        require_may_edit(interaction.author_id, by=by)
        return _set_deleted(interaction, "interaction.delete", clock.now(), by=by)


def restore(interaction_id: int, *, by: User | Console) -> Interaction:
    """Take a contact out of the bin again. Raises Refused while its customer is in there too."""
    require(by, Role.STAFF)
    with transaction():
        found = Interaction.get_or_none(Interaction.id == interaction_id)
        if found is None or not still_kept(found.deleted_at, clock.now()):
            raise NotFound(N_("This contact is not in the file."))
        require_may_edit(found.author_id, by=by)
        if found.customer.deleted_at:
            raise Refused(N_("Its customer is in the bin as well; bring that back first."))
        return _set_deleted(found, "interaction.restore", None, by=by)


def _set_deleted(found: Interaction, verb: str, moment: datetime | None, *, by: User | Console) -> Interaction:
    if (found.deleted_at is None) != (moment is None):
        found.deleted_at = moment
        found.save(only=[Interaction.deleted_at])
        journal.record(verb, found, by=by, customer=found.customer_id)
    return found


def _set_pinned(interaction_id: int, verb: str, moment: datetime | None, *, by: User | Console) -> None:
    require(by, Role.STAFF)
    with transaction():
        interaction = get(interaction_id)
        if (interaction.pinned_at is None) == (moment is None):
            return
        interaction.pinned_at = moment
        interaction.save(only=[Interaction.pinned_at])
        journal.record(verb, interaction, by=by, customer=interaction.customer_id)


def get(interaction_id: int) -> Interaction:
    """The contact's row. Raises NotFound."""
    query = Interaction.select(Interaction, Customer).join(Customer)
    found = query.where((Interaction.id == interaction_id) & PRESENT).get_or_none()
    if found is None:
        raise NotFound(N_("This contact is not in the file."))
    return found


def may_edit(author_id: int | None, *, by: User | Console) -> bool:
    """Whether ``by`` may change a contact that ``author_id`` logged."""
    return by.may(Role.MANAGER) or (by.may(Role.STAFF) and by.id == author_id)


def require_may_edit(author_id: int | None, *, by: User | Console) -> None:
    """Pass when ``by`` may change a contact that ``author_id`` logged. Raises Forbidden."""
    if not may_edit(author_id, by=by):
        raise Forbidden(N_("Only who logged this contact and managers may change it. You can comment on it."))


def check(values: Values) -> None:
    """Raise Invalid with everything that is wrong with a contact; tidies text as it goes."""
    values.body = values.body.replace("\0", "").strip()
    values.subject = " ".join(values.subject.replace("\0", "").split())
    wrong = {}
    if not channels.exists(values.channel):
        wrong["channel"] = N_("Choose how the contact took place.")
    if values.direction not in list(Direction):
        wrong["direction"] = N_("Choose who contacted whom.")
    if values.reached and not values.body and not values.subject:
        wrong["body"] = N_("Write what was said; one sentence will do.")
    if len(values.body) > LONGEST_BODY:
        wrong["body"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_BODY)
    if len(values.subject) > LONGEST_SUBJECT:
        wrong["subject"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_SUBJECT)
    if len(values.person_ids) > MOST_PEOPLE:
        wrong["people"] = N_("That is too many people for one contact.")
    if values.occurred_at and values.occurred_at > clock.now() + AHEAD:
        wrong["occurred_at"] = N_("This lies in the future; log a contact after it took place.")
    if wrong:
        raise Invalid(**wrong)


def snapshot(interaction: Interaction) -> dict[str, Any]:
    """Everything known of a contact, for the journal."""
    names = ("channel", "direction", "reached", "occurred_at", "subject", "body")
    people = InteractionPerson.select(InteractionPerson.person_id).where(InteractionPerson.interaction == interaction)
    return {name: getattr(interaction, name) for name in names} | {"people": sorted(row[0] for row in people.tuples())}


def _seen_before(request_key: str | None, external_id: str | None) -> Interaction | None:
    if request_key and (earlier := Interaction.get_or_none(Interaction.request_key == request_key)):
        return earlier
    return Interaction.get_or_none(Interaction.external_id == external_id) if external_id else None


def _write_people(interaction: Interaction, person_ids: list[int]) -> None:
    wanted = set(person_ids)
    if not wanted:
        return
    known = Person.select().where(Person.id.in_(wanted) & (Person.customer == interaction.customer_id)).count()
    if known != len(wanted):
        raise Invalid(people=N_("Somebody chosen here does not belong to this customer."))
    rows = [{"interaction": interaction.id, "person": person_id} for person_id in sorted(wanted)]
    InteractionPerson.insert_many(rows).execute()
