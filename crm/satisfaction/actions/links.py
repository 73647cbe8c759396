"""Asking a customer for a mark by mail, ending that link, and the mark that comes in by it."""

from collections.abc import Callable
from datetime import datetime

from crm import clock, journal
from crm.accounts import keys as hashing
from crm.accounts import throttle
from crm.accounts.models import CONSOLE, Console, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Invalid, NotFound, Refused
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.mail import actions as mails
from crm.mail import post
from crm.mail.letter import Letter
from crm.satisfaction import asked, keys
from crm.satisfaction.actions.values import Values, check, snapshot
from crm.satisfaction.asked import VALID
from crm.satisfaction.models import Rating, RatingRequest, Source
from crm.words import N_

MAIL = "rating"  # the kind of these mails
DEED = "rating "  # wrong keys are counted apart from wrong passwords
Write = Callable[[Interaction, str, datetime], Letter]  # about which contact, the key, until when it works


def ask(interaction_id: int, point_id: int | None, *, by: User | Console, write: Write) -> RatingRequest:
    """Mail a link about this contact to one of the addresses that are known at its customer.

    Of the key only the hash is kept. Raises Invalid(address=…), Refused, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    key, now = keys.new(), clock.now()
    until = now + VALID
    with transaction():
        contact = facts.contact(interaction_id)
        if not post.is_set():
            raise Refused(N_("There is no mail server, so nothing can be asked by mail."))
        if why := asked.hindrance(contact, now):
            raise Refused(why)
        to = next((one for one in asked.addresses(contact) if one.point_id == point_id), None)
        if to is None:
            raise Invalid(address=N_("Choose one of the addresses that are known of this customer."))
        made = RatingRequest.create(
            key_hash=hashing.hash_of(key),
            customer=contact.customer_id,
            interaction=contact,
            person=to.person_id,
            email=to.email,
            created_by=by.id,
            created_at=now,
            expires_at=until,
        )
        letter = write(contact, key, until)
        mails.put(letter, kind=MAIL, address=to.email, name=to.name, secret=True, expires_at=until)
        after = {"interaction": contact.id, "person": to.person_id, "expires_at": until}
        journal.record("rating_request.create", made, by=by, customer=contact.customer_id, after=after)
        return made


def revoke(request_id: int, *, by: User | Console) -> RatingRequest:
    """Let the link work no longer. What was answered or has ended stays as it is."""
    require(by, Role.STAFF)
    with transaction():
        found = asked.get(request_id)
        if found.answered_at is None and found.revoked_at is None:
            found.revoked_at = clock.now()
            found.save(only=[RatingRequest.revoked_at])
            journal.record("rating_request.revoke", found, by=by, customer=found.customer_id)
        return found


def give(key: str, values: Values) -> Rating | None:
    """The customer's own mark, once: None where this key has given one, which then stays as it was.

    Raises Invalid, NotFound.
    """
    check(values)
    now = clock.now()
    with transaction():
        found = asked.of_key(key)
        if found is None or (found.answered_at is None and not _take(found, now)):
            raise NotFound(N_("This link does not work, or no longer."))
        if found.answered_at is not None:
            return None
        made = Rating.create(
            customer=found.customer_id,
            interaction=found.interaction_id,
            score=values.score,
            body=values.body,
            person=found.person_id,
            source=Source.LINK,
            created_by=None,
            created_at=now,
            updated_at=now,
        )
        RatingRequest.update(rating=made).where(RatingRequest.id == found.id).execute()
        # without the sentence, which the row keeps: a customer's @ names no colleague
        after = {name: value for name, value in snapshot(made).items() if name != "body"}
        journal.record("rating.give", made, by=CONSOLE, customer=made.customer_id, after=after)
        return made


def refuse_hasty(address: str | None) -> None:
    """Raise throttle.Throttled for an address that sent too many wrong keys; counts nothing."""
    throttle.refuse_hasty(None, address, deed=DEED)


def count_wrong(address: str | None) -> None:
    """A wrong key came in from this address. Raises throttle.Throttled where that is too many."""
    throttle.admit(None, address, deed=DEED)


def _take(found: RatingRequest, now: datetime) -> bool:
    """Use the link up; of two at the same moment one succeeds."""
    mine = (RatingRequest.id == found.id) & asked.open_at(now)
    return RatingRequest.update(answered_at=now).where(mine).execute() == 1
