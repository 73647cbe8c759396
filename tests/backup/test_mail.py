"""Mail that waited when a backup was made is not sent after it was put back: it may have been sent since."""

from crm.db import transaction
from crm.jobs.models import Job
from crm.mail import actions as mails
from crm.mail.models import Mail, State
from tests.drained import drain
from tests.mail.conftest import LETTER, post, sending  # noqa: F401 - fixtures


def put(**values) -> Mail:
    """A mail that waits."""
    with transaction():
        return mails.put(LETTER, kind="digest", address="joost@vanrijnsbergen.example", **values)


def test_what_was_sent_since_is_not_sent_again(command, leak, shelf, post):  # noqa: F811
    waits, secret = put(), put(secret=True)
    assert command("backup", str(shelf / "zondag.zip")).exit_code == 0
    drain()
    assert len(post.mails) == 2
    assert command("restore", str(shelf / "zondag.zip"), "--yes").exit_code == 0
    assert not Job.select().where(Job.kind == "mail.deliver").exists()
    assert {mail.id: mail.state for mail in Mail.select()} == {waits.id: State.KEPT, secret.id: State.KEPT}
    assert Mail.get_by_id(waits.id).text == LETTER.text and Mail.get_by_id(secret.id).text == ""
    drain()
    assert len(post.mails) == 2


def test_what_was_sent_or_failed_before_is_as_it_was(command, leak, shelf, post):  # noqa: F811
    sent = put()
    drain()
    assert command("backup", str(shelf / "zondag.zip")).exit_code == 0
    assert command("restore", str(shelf / "zondag.zip"), "--yes").exit_code == 0
    assert Mail.get_by_id(sent.id).state == State.SENT and len(post.mails) == 1
