"""Years of contacts come in from a CSV file."""

from datetime import UTC, datetime
from itertools import count

import pytest

from crm import journal
from crm.accounts.models import User
from crm.customers.models import Customer, Person
from crm.interactions.models import Interaction
from crm.journal import Change
from crm.search import queries as search
from tests import factories

pytestmark = pytest.mark.usefixtures("two_customers")

HEAD = "customer_number;occurred_at;channel;direction;author_email;person;subject;body;external_id\n"
CALL = "10001;2026-11-20T10:42;telefoon;in;{author};Annelies van den Berg;Pomp lekt;Pomp in kas 3 lekt weer.;oud-1\n"
VISIT = '10002;2026-11-18;bezoek;uit;;;;"Ketel nagekeken.\nKomt volgend jaar terug.";\n'


def contacts(author: str = "") -> str:
    """Two contacts, the first by ``author``."""
    return HEAD + CALL.format(author=author) + VISIT


def test_everything_a_row_says_is_kept(run_import, alice: User) -> None:
    result = run_import("interactions", contacts(alice.email.upper()))

    assert result.exit_code == 0, result.output
    call = Interaction.get(Interaction.external_id == "oud-1")
    assert (call.customer.number, call.channel, call.direction) == ("10001", "phone", "in")
    assert call.occurred_at == datetime(2026, 11, 20, 9, 42, tzinfo=UTC)
    assert (call.author, call.department) == (alice, alice.department)
    assert (call.subject, call.body, call.reached) == ("Pomp lekt", "Pomp in kas 3 lekt weer.", True)
    visit = Interaction.get(Interaction.channel == "visit")
    assert visit.body == "Ketel nagekeken.\nKomt volgend jaar terug."
    assert visit.occurred_at == datetime(2026, 11, 18, 11, tzinfo=UTC)  # noon where we are
    assert (visit.author, visit.department) == (None, None)


def test_a_name_in_a_contact_becomes_a_person_of_that_customer_once(run_import) -> None:
    waard = Person.create(customer=1, name="Kees Smit", sort_name="smit kees", created_at=0, updated_at=0)
    text = (
        HEAD + CALL.format(author="") + CALL.format(author="").replace("oud-1", "oud-2").replace("Annelies", "ANNELIES")
    )
    text += CALL.format(author="").replace("oud-1", "oud-3").replace("Annelies van den Berg", '"kees smit; Cor Vos"')

    result = run_import("interactions", text)

    assert "2 people added who were named in contacts" in result.output
    assert sorted(one.name for one in Person.select()) == ["Annelies van den Berg", "Cor Vos", "Kees Smit"]
    third = Interaction.get(Interaction.external_id == "oud-3")
    assert {one.person.name for one in third.participants} == {waard.name, "Cor Vos"}


def test_an_author_whom_nobody_entered_becomes_a_former_colleague_once(run_import) -> None:
    text = HEAD + "".join(
        CALL.format(author="joke.de.wit@vroeger.example").replace("oud-1", f"oud-{n}") for n in range(1200)
    )

    result = run_import("interactions", text)

    assert "1200 imported" in result.output
    assert "1 former colleague added, who cannot log in: joke.de.wit@vroeger.example" in result.output
    joke = User.get(User.email == "joke.de.wit@vroeger.example")
    assert joke.interactions.count() == 1200
    assert Change.select().where(Change.verb == "interaction.import").count() == 3  # batches of 500


def test_the_same_file_twice_adds_nothing(run_import) -> None:
    text = contacts() + VISIT + VISIT  # three visits that are equal to the letter are three visits
    run_import("interactions", text)

    result = run_import("interactions", text)

    assert "0 imported\n4 were there already\n" in result.output
    assert Interaction.select().count() == 4


def test_a_file_that_was_cut_off_by_a_crash_goes_on_where_it_stopped(run_import, monkeypatch) -> None:
    text = HEAD + "".join(CALL.format(author="").replace("oud-1", f"oud-{n}") for n in range(1300))
    batches = count(1)

    def falls_over_in_the_third_batch(change: journal.Change, _ids: list[int]) -> None:
        if change.kind == "interaction" and next(batches) == 3:
            raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "_subscribers", [*journal._subscribers, falls_over_in_the_third_batch])
        assert "1000 imported" in run_import("interactions", text).output
    assert Interaction.select().count() == 1000

    result = run_import("interactions", text)

    assert "300 imported\n1000 were there already\n" in result.output
    assert Interaction.select().count() == 1300


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        (("10001;", "99999;"), "customer_number", "No customer has number 99999."),
        (("2026-11-20T10:42", "vorige week"), "occurred_at", "“vorige week” is not a moment"),
        (("2026-11-20T10:42", "2031-01-01"), "occurred_at", "future"),
        (("2026-11-20T10:42", "1823-01-01"), "occurred_at", "1900"),
        (("telefoon", "postduif"), "channel", "“postduif” is not known here"),
        (("telefoon", ""), "channel", "cannot be empty"),
        ((";in;", ";;"), "direction", "cannot be empty"),
        (("Pomp lekt;Pomp in kas 3 lekt weer.", ";"), "body", "both empty"),
        (("oud-1", "x" * 101), "external_id", "at most 100"),
        (("Annelies", "A" * 200), "person", "at most 120"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_with_its_reason(run_import, rejects, change, column, reason) -> None:
    result = run_import("interactions", HEAD + CALL.format(author="").replace(*change) + VISIT)

    assert "1 imported" in result.output
    line, where, why, *_cells = rejects().splitlines()[1].split(";")
    assert (line, where) == ("2", column)
    assert reason in rejects() if '"' in why else reason in why


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("2026-07-01T10:42", "2026-07-01T08:42:00"),
        ("2026-07-01T10:42:07Z", "2026-07-01T10:42:07"),
        ("2026-07-01 10:42+05:30", "2026-07-01T05:12:00"),
        ("1-7-2026 10:42", "2026-07-01T08:42:00"),  # a spreadsheet saved it
        ("1-7-2026", "2026-07-01T10:00:00"),
    ],
)
def test_moments_are_on_the_companys_clock_unless_they_say_otherwise(run_import, typed: str, utc: str) -> None:
    run_import("interactions", HEAD + CALL.format(author="").replace("2026-11-20T10:42", typed))

    assert Interaction.get().occurred_at == datetime.fromisoformat(f"{utc}+00:00")


def test_a_note_needs_no_direction(run_import) -> None:
    run_import("interactions", HEAD + CALL.format(author="").replace("telefoon;in", "notitie;"))

    assert Interaction.get().direction == "internal"


def test_a_subject_that_is_too_long_opens_the_text_so_that_nothing_is_lost(run_import) -> None:
    subject = "Over de levering van de pompen " * 20

    run_import("interactions", HEAD + CALL.format(author="").replace("Pomp lekt", subject))

    interaction = Interaction.get()
    assert len(interaction.subject) <= 200
    assert interaction.body.startswith(subject.strip())


def test_what_came_in_is_found_by_the_very_next_search(run_import) -> None:
    run_import("interactions", contacts())

    assert search.interaction_ids("lekkende") == [Interaction.get(Interaction.external_id == "oud-1").id]


def test_twice_as_many_rows_in_a_batch_cost_no_more_queries(run_import, query_count, monkeypatch) -> None:
    monkeypatch.setattr(journal, "_subscribers", [])  # search runs one statement many times, each of which is counted

    def queries(rows: int, mark: str) -> int:
        text = HEAD + "".join(CALL.format(author="").replace("oud-1", f"{mark}-{n}") for n in range(rows))
        with query_count() as count:
            run_import("interactions", text)
        return count()

    queries(10, "warm")
    assert queries(100, "a") == queries(200, "b")


def test_a_dry_run_counts_the_same_and_writes_nothing(run_import) -> None:
    text = contacts("joke.de.wit@vroeger.example") + CALL.format(author="").replace("2026-11-20T10:42", "?")

    tried = run_import("interactions", text, "--dry-run")
    assert (Interaction.select().count(), Person.select().count(), User.select().count()) == (0, 0, 0)
    done = run_import("interactions", text)

    assert tried.output == done.output + "This was a dry run: nothing was written.\n"
    assert Interaction.select().count() == 2


def test_a_contact_that_a_colleague_changed_stays_changed(run_import, alice: User) -> None:
    run_import("interactions", contacts(alice.email))
    Interaction.update(body="Verbeterd").where(Interaction.external_id == "oud-1").execute()

    run_import("interactions", contacts(alice.email))

    assert Interaction.get(Interaction.external_id == "oud-1").body == "Verbeterd"


def test_contacts_of_colleagues_and_of_the_file_stand_side_by_side(run_import, alice: User) -> None:
    factories.interaction(Customer.get(Customer.number == "10001"), by=alice)
    run_import("interactions", contacts())

    assert Interaction.select().count() == 3
