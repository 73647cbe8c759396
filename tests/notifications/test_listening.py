"""Who hears of what is written: names in any text, choices, absence, and who never hears of it."""

from datetime import timedelta

import pytest

from crm import clock, journal
from crm.absences import actions as absences
from crm.absences.actions import Values as AbsenceValues
from crm.accounts.models import CONSOLE, Role, User
from crm.company import actions as company
from crm.customers import actions as customers
from crm.customers.actions import CustomerValues, PersonValues
from crm.followups import actions as followups
from crm.followups import reminding
from crm.followups.models import FollowUp
from crm.interactions import actions as interactions
from crm.interactions.actions import Values
from crm.journal import Change
from crm.notifications.models import Notification
from tests import factories
from tests.notifications.conftest import away, chosen, mention


@pytest.fixture
def berg(app):
    return factories.customer("Kwekerij Van den Berg & Zonen")


def test_who_is_named_in_a_contact_hears_it_with_the_line(told, alice, bob, berg):
    logged = factories.interaction(berg, by=alice, body="Kees belde.\n@Bob de Wit, bel jij hem terug?\nHaast.")
    assert told(bob) == [("mention", "@Bob de Wit, bel jij hem terug?")]
    [one] = Notification.select()
    assert (one.record_kind, one.record, one.customer_id, one.actor_id) == ("interaction", logged.id, berg.id, alice.id)
    assert one.read_at is None and one.instead_of_id is None and one.how == "app"


@pytest.mark.parametrize("place", ["subject", "comment", "followup", "customer", "person"])
def test_names_count_in_every_text(told, alice, bob, berg, place):
    text = "Vraag @Bob naar de maten"
    if place == "subject":
        factories.interaction(berg, by=alice, subject=text)
    elif place == "comment":
        interactions.comment(factories.interaction(berg, by=alice).id, text, by=alice)
    elif place == "followup":
        factories.followup(berg, by=alice, what=text)
    elif place == "customer":
        customers.create(CustomerValues(name="Wasserij Steenbeek", note=text), by=alice)
    else:
        customers.add_person(berg.id, PersonValues(name="Kees van den Berg", note=text), by=alice)
    assert ("mention", text) in told(bob)


def test_a_department_tells_all_who_work_there_and_may_write(told, alice, bob, charlie, diana, berg):
    reader = factories.user("Rita Lezer", department="Binnendienst", role=Role.READER)
    gone = factories.user("Gerard Weg", department="Binnendienst")
    gone.disabled_at = clock.now()
    gone.save()
    factories.interaction(berg, by=alice, body="@binnendienst: wie pakt dit op?")
    heard = {one.user_id for one in Notification.select()}
    assert heard == {bob.id, diana.id} and not {reader.id, gone.id, charlie.id, alice.id} & heard


def test_a_reader_who_is_named_hears_of_it(told, alice, charlie):
    mention(charlie, by=alice)
    assert [kind for kind, _words in told(charlie)] == ["mention"]


def test_nobody_hears_of_their_own_deed(told, alice, berg):
    factories.interaction(berg, by=alice, body="@Alice van den Bosch en @verkoop: onthouden.")
    assert told(alice) == []


def test_who_was_disabled_is_not_told(told, alice, bob):
    bob.disabled_at = clock.now()
    bob.save()
    assert mention(bob, by=alice) is None


def test_who_is_named_twice_and_works_there_hears_once(told, alice, bob, berg):
    factories.interaction(berg, by=alice, subject="Voor @Bob", body="@Bob de Wit en @binnendienst, kijk even.")
    assert len(told(bob)) == 1


def test_an_edit_tells_of_new_names_only(told, alice, bob, diana, berg):
    logged = factories.interaction(berg, by=alice, body="@Bob kijkt hiernaar")
    for body in ("@Bob kijkt hiernaar.", "Nu: @Bob kijkt hiernaar, met @Diana.", "@Diana, met @Bob."):
        interactions.edit(logged.id, Values("phone", "out", body=body), by=alice)
    assert len(told(bob)) == 1 and told(diana) == [("mention", "Nu: @Bob kijkt hiernaar, met @Diana.")]


def test_one_more_line_for_the_same_colleague_is_news(told, alice, bob, berg):
    values = CustomerValues(name=berg.name, number=berg.number, note="@Bob weet van de korting")
    customers.edit(berg.id, values, by=alice)
    values.note += "\n@Bob weet van de hond"
    customers.edit(berg.id, values, by=alice)
    assert told(bob) == [("mention", "@Bob weet van de korting"), ("mention", "@Bob weet van de hond")]


def test_the_question_in_the_note_on_its_outcome_names_nobody_again(told, alice, bob, diana, berg):
    asked = factories.followup(berg, by=alice, what="Met @Bob de maten nameten")
    followups.finish(asked.id, "Gedaan, @Diana weet er ook van.", by=alice)
    assert [kind for kind, _words in told(bob)] == ["mention"]
    assert ("mention", "Gedaan, @Diana weet er ook van.") in told(diana)


def test_what_is_brought_back_names_nobody_again(told, alice, bob):
    day = clock.now().date() + timedelta(days=3)
    made = absences.add(AbsenceValues(alice.id, day, day, None, "@Bob weet wat er speelt"), by=alice)
    gone = absences.delete(made.id, by=alice)
    absences.undo(gone.id, by=alice)
    assert told(bob) == [("mention", "@Bob weet wat er speelt")]
    assert Change.select().where(Change.verb == "absence.restore").exists()


def test_a_reminder_names_nobody_again(told, alice, bob, berg):
    factories.followup(berg, by=alice, what="Met @Bob de maten nameten")
    FollowUp.update(created_at=clock.now() - timedelta(days=9)).execute()
    reminding.remind_some(clock.now() + timedelta(days=2))
    assert Change.select().where(Change.verb == reminding.VERB).exists()
    assert told(bob) == [("mention", "Met @Bob de maten nameten")]


def test_what_comes_back_by_itself_names_nobody_again(told, alice, bob, berg):
    today = factories.today()
    values = followups.Values("Met @Bob de voorraad tellen", today, alice.id, repeats="week")
    asked = followups.create(berg.id, values, by=alice, today=today)
    followups.finish(asked.id, "", by=alice)
    assert Change.select().where(Change.verb == followups.BACK_AGAIN).exists()
    assert told(bob) == [("mention", "Met @Bob de voorraad tellen")]


def test_what_many_records_at_once_say_is_told_to_nobody(told, alice, bob, berg):
    journal.record_many("interaction.import", [1, 2], by=alice, after={"body": "@Bob de Wit"})
    assert told(bob) == []


def test_a_name_in_a_setting_of_the_company_leads_nowhere(told, bob, diana):
    company.add_channel("@Bob", by=diana)
    assert told(bob) == []


def test_what_is_off_is_not_written_down(told, alice, bob):
    chosen(bob, mention="off")
    assert mention(bob, by=alice) is None


def test_a_choice_counts_for_its_kind_only(told, alice, bob, berg):
    chosen(bob, mention="off")
    mine = factories.interaction(berg, by=bob)
    interactions.comment(mine.id, "@Bob, klopt dit?", by=alice)
    assert told(bob) == [("comment", "@Bob, klopt dit?")]


def test_the_mention_is_told_where_there_is_also_a_comment(told, alice, bob, berg):
    mine = factories.interaction(berg, by=bob)
    interactions.comment(mine.id, "@Bob, klopt dit?", by=alice)
    assert told(bob) == [("mention", "@Bob, klopt dit?")]
    [one] = Notification.select()
    assert (one.record_kind, one.record) == ("interaction", mine.id)


def test_a_comment_is_told_to_who_logged_the_contact_and_who_commented_before(told, alice, bob, diana, berg):
    logged = factories.interaction(berg, by=alice)
    interactions.comment(logged.id, "Gezien.", by=bob)
    interactions.comment(logged.id, "Ik ook.", by=diana)
    assert told(alice) == [("comment", "Gezien."), ("comment", "Ik ook.")]
    assert told(bob) == [("comment", "Ik ook.")] and told(diana) == []


def test_new_contacts_are_told_to_owner_and_followers_who_asked_for_that(told, alice, bob, diana):
    hers = factories.customer(owner=alice)
    customers.follow(hers.id, by=bob)
    customers.follow(hers.id, by=diana)
    chosen(alice, contact="app")
    chosen(bob, contact="app")
    factories.interaction(hers, by=diana, subject="Pomp lekt")
    factories.interaction(hers, by=alice, subject="Teruggebeld")
    assert told(alice) == [("contact", "Pomp lekt")]
    assert told(bob) == [("contact", "Pomp lekt"), ("contact", "Teruggebeld")] and told(diana) == []


def test_long_words_are_cut_and_signs_that_deceive_are_left_out(told, alice, bob, berg):
    mine = factories.interaction(berg, by=bob)
    interactions.comment(mine.id, "<script>alert(1)</script> \u202e" + "lekkage " * 200, by=alice)
    [(_kind, words)] = told(bob)
    assert words.startswith("<script>alert(1)</script> lekkage") and len(words) <= 300 and words.endswith(" …")


def test_who_stands_in_gets_a_copy_that_says_for_whom(told, alice, bob, diana):
    away(bob, diana)
    mention(bob, by=alice)
    assert len(told(bob)) == 1
    [copy] = Notification.select().where(Notification.user == diana)
    assert copy.instead_of_id == bob.id and copy.kind == "mention"


def test_a_copy_goes_along_the_chain_to_who_is_there(told, alice, bob, diana):
    emma = factories.user("Emma Visser", department="Verkoop")
    away(bob, diana)
    away(diana, emma)
    mention(bob, by=alice)
    assert told(diana) == [] and len(told(emma)) == 1


@pytest.mark.parametrize("why", ["named too", "did it", "nobody stands in", "reads only", "is gone"])
def test_there_is_no_copy_for_a_stand_in_who(told, alice, bob, diana, why):
    berg = factories.customer()
    away(bob, None if why == "nobody stands in" else diana)
    if why == "reads only":
        User.update(role=Role.READER).where(User.id == diana.id).execute()
    if why == "is gone":
        User.update(disabled_at=clock.now()).where(User.id == diana.id).execute()
    body = "@Bob en @Diana, kijk even" if why == "named too" else "@Bob, kijk even"
    factories.interaction(berg, by=diana if why == "did it" else alice, body=body)
    assert len(told(bob)) == 1
    assert not Notification.select().where(Notification.instead_of.is_null(False)).exists()


def test_a_stand_in_hears_what_the_absent_one_would_whatever_they_chose_for_themselves(told, alice, bob, diana):
    away(bob, diana)
    chosen(diana, mention="off")
    mention(bob, by=alice)
    assert [one.how for one in Notification.select().where(Notification.user == diana)] == ["app"]
    chosen(bob, mention="off")
    mention(bob, by=alice)
    assert len(told(diana)) == 1


def test_one_stand_in_of_several_hears_once(told, alice, bob, diana, berg):
    emma = factories.user("Emma Visser", department="Binnendienst")
    away(bob, diana)
    away(emma, diana)
    factories.interaction(berg, by=alice, body="@Bob en @Emma, kijk even")
    assert len(told(diana)) == 1


def test_what_is_purged_takes_its_words_along(told, alice, bob):
    one = mention(bob, by=alice)
    journal.record_many("interaction.purge", [one.record], by=CONSOLE)
    assert told(bob) == []


def test_it_costs_as_many_queries_for_fifty_as_for_two(alice, bob, diana, berg, query_count):
    def ask(body: str) -> int:
        with query_count() as count:
            interactions.log(berg.id, Values("phone", "out", body=body), by=alice)
        return count()

    away(bob, diana)
    ask("@binnendienst: kijk even")
    few = ask("@binnendienst: kijk even")
    for number in range(50):
        factories.user(f"Collega{number} de Vries", department="Binnendienst")
    names = " ".join(f"@Collega{number}" for number in range(50))
    assert ask(f"@binnendienst: kijk even {names}") == few
    assert Notification.select().count() > 50
