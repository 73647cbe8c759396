"""Writing follow-ups: who may ask what of whom, and that done is done once."""

from datetime import timedelta
from threading import Thread

import pytest

from crm import clock, db
from crm.accounts.models import CONSOLE, Department, Role, User
from crm.customers import actions as customers
from crm.errors import Forbidden, Invalid, NotFound, Outdated, Refused
from crm.followups import actions
from crm.followups.actions import Values
from crm.followups.models import FollowUp
from crm.interactions import actions as interactions
from crm.interactions.models import Interaction
from crm.journal import Change, revision
from tests import factories


def verbs(followup: FollowUp) -> list[str]:
    found = Change.select().where((Change.kind == "followup") & (Change.record == followup.id))
    return [one.verb.partition(".")[2] for one in found.order_by(Change.id)]


def test_a_colleague_is_asked_and_the_journal_says_so(ask, bob, contact, customer):
    asked = ask("  Kees\nterugbellen ", user=bob, interaction_id=contact.id)
    assert (asked.what, asked.user_id, asked.interaction_id) == ("Kees terugbellen", bob.id, contact.id)
    change = Change.get(Change.verb == "followup.create")
    assert change.customer == customer.id and change.values["after"]["user"] == bob.id


def test_the_same_request_twice_asks_once(ask):
    assert ask(request_key="een").id == ask(request_key="een").id
    assert FollowUp.select().count() == 1


def test_a_reader_may_not_ask_nor_be_asked(ask, charlie):
    with pytest.raises(Forbidden):
        ask(by=charlie)
    with pytest.raises(Invalid) as refused:
        ask(user=charlie)
    assert "whose" in refused.value.fields


def test_nobody_who_left_is_asked(ask, bob):
    User.update(disabled_at=clock.now()).where(User.id == bob.id).execute()
    with pytest.raises(Invalid) as refused:
        ask(user=bob)
    assert list(refused.value.fields) == ["whose"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"what": " "}, "what"),
        ({"what": "x" * 301}, "what"),
        ({"due_on": None}, "due_on"),
        ({"user_id": None}, "whose"),
        ({"department_id": 1}, "whose"),
        ({"user_id": None, "department_id": 99}, "whose"),
        ({"days": -1}, "due_on"),
        ({"days": 5000}, "due_on"),
    ],
)
def test_what_is_wrong_is_said_by_field(customer, alice, today, change, field):
    given = {"what": "Bellen", "due_on": today + timedelta(days=change.pop("days", 0)), "user_id": alice.id} | change
    with pytest.raises(Invalid) as refused:
        actions.create(customer.id, Values(**given), by=alice, today=today)
    assert list(refused.value.fields) == [field]
    assert FollowUp.select().count() == 0


def test_a_contact_of_another_customer_is_not_its_origin(ask, alice):
    elsewhere = factories.interaction(factories.customer("Bakkerij Smit"), by=alice)
    with pytest.raises(NotFound):
        ask(interaction_id=elsewhere.id)


def test_editing_may_set_a_day_that_is_over(ask, alice, today):
    asked = ask()
    changed = actions.edit(asked.id, Values("Kees mailen", today - timedelta(days=3), alice.id), by=alice)
    assert (changed.what, changed.due_on) == ("Kees mailen", today - timedelta(days=3))
    assert verbs(asked) == ["create", "edit"]


def test_editing_nothing_leaves_no_trace(ask, alice):
    asked = ask()
    actions.edit(asked.id, Values(asked.what, asked.due_on, alice.id), by=alice)
    assert verbs(asked) == ["create"]


def test_two_editors_do_not_overwrite_each_other(ask, alice, today):
    asked, seen = ask(), revision("followup", 1)
    actions.edit(asked.id, Values("Eerst", today, alice.id), by=alice, seen=seen)
    with pytest.raises(Outdated):
        actions.edit(asked.id, Values("Dan", today, alice.id), by=alice, seen=seen)


def test_a_form_from_before_a_hand_over_does_not_take_it_back(ask, alice, bob, diana, today):
    asked = ask(user=alice)
    seen = revision("followup", asked.id)
    actions.hand_over(alice.id, bob.id, by=diana)
    with pytest.raises(Outdated):
        actions.edit(asked.id, Values("Kees mailen", today, alice.id), by=alice, seen=seen)
    assert asked.get_by_id(asked.id).user_id == bob.id


def test_a_hand_over_of_everything_is_a_change_of_each(ask, alice, bob, diana):
    asked = [ask("Kees bellen"), ask("Kees mailen")]
    actions.hand_over(alice.id, bob.id, by=diana)
    for one in asked:
        change = Change.select().where((Change.verb == "followup.hand_over") & (Change.record == one.id)).get()
        assert (change.user, change.customer) == (diana.id, one.customer_id)
        assert (change.values["before"]["user"], change.values["after"]["user"]) == (alice.id, bob.id)


def test_who_asked_whose_it_is_their_department_and_managers_may_change_it(ask, alice, bob, today):
    asked = ask(user=bob)
    desk_mate = factories.user("Sanne Bakker", department="Binnendienst")
    boss = factories.user("Marloes Kooistra", department="Buitendienst", role=Role.MANAGER)
    stranger = factories.user("Henk Terpstra", department="Buitendienst")
    for turn, who in enumerate((alice, bob, desk_mate, boss)):
        actions.edit(asked.id, Values(f"Poging {turn}", today, bob.id), by=who)
    with pytest.raises(Forbidden):
        actions.edit(asked.id, Values("Zomaar", today, bob.id), by=stranger)
    with pytest.raises(Forbidden):
        actions.delete(asked.id, by=stranger)


def test_who_left_may_keep_it_while_its_text_changes(ask, alice, bob, today):
    asked = ask(user=bob)
    User.update(disabled_at=clock.now()).where(User.id == bob.id).execute()
    assert actions.edit(asked.id, Values("Kees mailen", today, bob.id), by=alice).what == "Kees mailen"


def test_finishing_logs_the_outcome_as_a_note(ask, bob, customer):
    asked = ask(user=bob)
    done, mine = actions.finish(asked.id, "Kees is tevreden.", by=bob)
    note = done.result
    assert mine and done.done_at and done.done_by_id == bob.id
    assert (note.channel, note.direction, note.author_id) == ("note", "internal", bob.id)
    assert (note.subject, note.body, note.customer_id) == (asked.what, "Kees is tevreden.", customer.id)
    assert verbs(asked) == ["create", "finish"]


def test_an_outcome_may_be_empty_and_a_long_question_is_cut_in_the_subject(ask, alice):
    asked = ask("pomp " * 60)
    note = actions.finish(asked.id, "", by=alice)[0].result
    assert note.body == "" and note.subject.endswith(" …") and len(note.subject) <= 200


def test_finishing_again_writes_nothing(ask, alice, bob):
    asked = ask()
    actions.finish(asked.id, "Gebeld.", by=alice)
    done, mine = actions.finish(asked.id, "Ook gebeld.", by=bob)
    assert not mine and done.done_by_id == alice.id
    assert Interaction.select().count() == 1


def test_an_outcome_that_cannot_be_logged_leaves_it_open(ask, alice):
    asked = ask()
    with pytest.raises(Invalid):
        actions.finish(asked.id, "x" * 100_001, by=alice)
    assert FollowUp.get_by_id(asked.id).done_at is None


def test_two_who_finish_at_once_log_one_note(app, ask, alice, bob):
    asked, won = ask(), []

    def finish(who: User) -> None:
        with db.database.connection_context():
            won.append(actions.finish(asked.id, f"Gebeld, zegt {who.name}.", by=who)[1])

    threads = [Thread(target=finish, args=(who,)) for who in (alice, bob, alice, bob)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(won) == [False, False, False, True]
    assert Interaction.select().count() == 1
    assert verbs(asked) == ["create", "finish"]


def test_who_comes_second_inside_the_transaction_rolls_back(ask, alice, monkeypatch):
    """What a database that lets two writers in at once would do: the row was read as open, and is not."""
    asked = ask()
    stale = actions.get(asked.id)
    actions.finish(asked.id, "Eerst.", by=alice)
    real, asked_for = actions.get, []

    def once_stale(followup_id: int) -> FollowUp:
        asked_for.append(followup_id)
        return stale if len(asked_for) == 1 else real(followup_id)

    monkeypatch.setattr(actions, "get", once_stale)
    assert actions.finish(asked.id, "Te laat.", by=alice)[1] is False
    assert [one.body for one in Interaction.select()] == ["Eerst."]


def test_reopening_puts_the_note_in_the_bin(ask, alice):
    asked = ask()
    note = actions.finish(asked.id, "Gebeld.", by=alice)[0].result_id
    back, _whole = actions.reopen(asked.id, by=alice)
    assert back.done_at is None and back.result_id is None
    assert Interaction.get_by_id(note).deleted_at
    actions.reopen(asked.id, by=alice)
    assert verbs(asked) == ["create", "finish", "reopen"]
    assert actions.finish(asked.id, "Nu echt.", by=alice)[1]


def test_only_who_finished_it_and_managers_reopen_it(ask, alice, bob, diana):
    asked = ask(user=bob)
    actions.finish(asked.id, "", by=bob)
    with pytest.raises(Forbidden):
        actions.reopen(asked.id, by=alice)
    assert actions.reopen(asked.id, by=diana)[0].done_at is None


def test_what_is_done_is_not_edited(ask, alice, today):
    asked = ask()
    actions.finish(asked.id, "", by=alice)
    with pytest.raises(Refused):
        actions.edit(asked.id, Values("Anders", today, alice.id), by=alice)


def test_deleting_and_restoring(ask, alice):
    asked = ask()
    actions.delete(asked.id, by=alice)
    with pytest.raises(NotFound):
        actions.finish(asked.id, "", by=alice)
    actions.restore(asked.id, by=alice)
    actions.restore(asked.id, by=alice)
    assert verbs(asked) == ["create", "delete", "restore"]


def test_it_is_gone_with_its_customer_and_comes_back_only_after_it(ask, alice, diana, customer):
    asked = ask()
    actions.delete(asked.id, by=alice)
    customers.delete(customer.id, by=diana)
    with pytest.raises(Refused):
        actions.restore(asked.id, by=alice)
    customers.restore(customer.id, by=diana)
    actions.restore(asked.id, by=alice)
    customers.delete(customer.id, by=diana)
    with pytest.raises(NotFound):
        actions.get(asked.id)


def test_what_lay_too_long_in_the_bin_stays_there(ask, alice):
    asked = ask()
    FollowUp.update(deleted_at=clock.now() - timedelta(days=31)).execute()
    with pytest.raises(NotFound):
        actions.restore(asked.id, by=alice)


def test_handing_over_moves_what_is_open_and_nothing_else(ask, alice, bob, diana):
    mine, done, of_bob = ask(), ask("Prijs doorgeven"), ask(user=bob)
    ours = ask(department=Department.get_by_id(alice.department_id))
    actions.finish(done.id, "", by=alice)
    assert actions.hand_over(alice.id, diana.id, by=diana) == 1
    users = {one.id: one.user_id for one in FollowUp.select()}
    assert users == {mine.id: diana.id, done.id: alice.id, of_bob.id: bob.id, ours.id: None}
    assert verbs(mine) == ["create", "hand_over"]


def test_handing_over_is_for_administrators_and_to_somebody_else_who_works_here(ask, alice, bob, charlie, diana):
    ask()
    with pytest.raises(Forbidden):
        actions.hand_over(alice.id, bob.id, by=bob)
    for nobody in (alice.id, charlie.id, 999):
        with pytest.raises(Invalid):
            actions.hand_over(alice.id, nobody, by=diana)
    assert FollowUp.get().user_id == alice.id


def test_the_console_may_ask_too(customer, alice, today):
    asked = actions.create(customer.id, Values("Bellen", today, alice.id), by=CONSOLE, today=today)
    assert asked.created_by_id is None


def test_a_note_that_was_deleted_meanwhile_is_no_hindrance(ask, alice):
    asked = ask()
    note = actions.finish(asked.id, "Gebeld.", by=alice)[0].result_id
    interactions.delete(note, by=alice)
    assert actions.reopen(asked.id, by=alice)[0].done_at is None
