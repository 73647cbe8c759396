"""Sending once more, and a test."""

from peewee import Expression

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import NotFound, Refused
from crm.jobs.models import Rank
from crm.mail import actions as mails
from crm.mail import post
from crm.mail.letter import Letter
from crm.mail.models import Mail, State
from crm.outbox.queries import LATELY
from crm.words import N_

NO_SERVER = N_("No mail server is set, so nothing can be sent.")


def resend(mail_id: int, *, by: User | Console) -> Mail:
    """Send what failed or was kept once more; what waits is tried now. Raises Refused, NotFound, Forbidden."""
    require(by, Role.ADMIN)
    now = clock.now()
    with transaction():
        mail = Mail.get_or_none(Mail.id == mail_id)
        if mail is None:
            raise NotFound(N_("This mail is no longer kept."))
        if mail.state == State.SENT:
            raise Refused(N_("This mail was sent already."))
        if not post.is_set():
            raise Refused(NO_SERVER)
        if mail.user and not User.select().where(_reached_there(mail)).exists():
            raise Refused(N_("Whoever it is for was disabled or has another address."))
        if mail.secret and (mail.state != State.WAITING or (mail.expires_at and mail.expires_at <= now)):
            raise Refused(N_("The link in it is not kept, so it cannot be sent again: make a new one."))
        mails.again([mail.id], now, Rank.FIRST)
        journal.record("mail.resend", mail, by=by)
    return mail


def resend_kept(*, by: User | Console) -> int:
    """Send all that was kept in the last seven days for want of a server; returns how many. Raises Refused.

    In batches, a transaction each: there may be thousands.
    """
    require(by, Role.ADMIN)
    if not post.is_set():
        raise Refused(NO_SERVER)
    now, count = clock.now(), 0
    kept = (Mail.state == State.KEPT) & (Mail.created_at > now - LATELY) & ~Mail.secret
    while True:
        with transaction():
            ids = [id for (id,) in Mail.select(Mail.id).where(kept).order_by(Mail.id).limit(mails.BATCH).tuples()]
            if ids:
                mails.again(ids, now)
                journal.record_many("mail.resend", ids, by=by)
        if not ids:
            return count
        count += len(ids)


def send_test(letter: Letter, *, by: User) -> Mail:
    """Send a mail to who asks, to see whether mail arrives. Raises Refused."""
    require(by, Role.ADMIN)
    if not post.is_set():
        raise Refused(NO_SERVER)
    with transaction():
        mail = mails.put(letter, kind="test", address=by.email, name=by.name, user=by.id)
        journal.record("mail.test", mail, by=by)
    return mail


def _reached_there(mail: Mail) -> Expression:
    return (User.id == mail.user) & (User.email == mail.address) & User.disabled_at.is_null()
