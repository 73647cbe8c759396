"""Mail that is still here when its reader leaves, or moves to another address."""

import pytest

from crm.accounts import actions
from crm.accounts.models import Role, User
from crm.db import transaction
from crm.mail import actions as mails
from crm.mail.letter import Letter
from crm.mail.models import Mail, State
from tests.accounts.conftest import sent

DIGEST = Letter("Uw week 47", "Dag Lieke", "<p>Dag Lieke")
LINK = Letter("Uw uitnodiging", "Kom binnen", "<p>Kom binnen")


def in_each_state(user: User) -> None:
    """A mail to ``user`` of each kind of state but failed, with the state as its kind."""
    with transaction():
        for state in (State.WAITING, State.KEPT, State.SENT):
            mails.put(DIGEST, kind=state.value, address=user.email, user=user.id)
            Mail.update(state=state).where(Mail.kind == state.value).execute()


def states(user: User) -> dict[str, str]:
    """What became of each."""
    return dict(Mail.select(Mail.kind, Mail.state).where(Mail.user == user.id).tuples())


@pytest.mark.parametrize("how", ["disabled", "moved"])
def test_it_no_longer_goes_to_who_left_or_to_the_old_mailbox(lieke, bob, diana, how):
    actions.new_link(lieke.id, by=diana, write=lambda _user, _key, _until: LINK)
    for user in (lieke, bob):
        in_each_state(user)
    if how == "disabled":
        actions.disable_user(lieke, by=diana)
    else:
        given = {"name": lieke.name, "department": lieke.department, "role": Role.STAFF, "by": diana}
        actions.edit_user(lieke.id, email="elders@x.example", **given)
    assert states(lieke) == {"invitation": "failed", "waiting": "failed", "kept": "failed", "sent": "sent"}
    link, digest = sent("invitation")[0], Mail.get((Mail.kind == "kept") & (Mail.user == lieke.id))
    assert (link.text, link.html) == ("", "") and digest.text == DIGEST.text
    assert link.error == digest.error == str(mails.STOPPED)
    assert states(bob) == {"waiting": "waiting", "kept": "kept", "sent": "sent"}


def test_another_name_stops_no_mail(lieke, diana):
    in_each_state(lieke)
    given = {"email": lieke.email, "department": lieke.department, "role": Role.STAFF, "by": diana}
    actions.edit_user(lieke.id, name="Lieke Smit", **given)
    assert states(lieke) == {"waiting": "waiting", "kept": "kept", "sent": "sent"}
