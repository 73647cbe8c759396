"""flask db move: all of it comes over, it is findable, and what cannot be done is refused with one line."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from crm import db
from crm.accounts.models import CONSOLE, User
from crm.customers.models import Customer
from crm.errors import Forbidden
from crm.interactions.models import Interaction
from crm.move import actions, copying, tables
from crm.search import queries as searching
from tests import factories
from tests.move.conftest import ask_for_password, found_in, rows_in

KINDS = ["postgresql", "sqlite"]


@pytest.fixture
def moved(command):
    """``moved(old, new)``: run the command on the database at ``old``."""

    def run(old: str, new: str) -> Result:
        with db.elsewhere(old):
            return command("db", "move", "--to", new)

    return run


@pytest.fixture
def refused(moved, company):
    """``refused(new)``: the one line that refuses it."""

    def run(new: str, old: str = company) -> str:
        answer = moved(old, new)
        assert answer.exit_code == 1 and isinstance(answer.exception, SystemExit), answer.output
        lines = [line for line in answer.stderr.splitlines() if line.startswith("Error: ")]
        assert len(lines) == 1 and answer.stderr.endswith(f"{lines[0]}\n") and answer.stdout == "", answer.output
        return lines[0]

    return run


def test_there_and_back_it_is_the_same_row_for_row_and_is_found_the_same(moved, company, new, monkeypatch):
    monkeypatch.setattr(copying, "BATCH", 7)  # so that most tables take several
    there, back = new("postgresql"), new("sqlite")
    rows, found = rows_in(company), found_in(company)
    assert len(rows["interaction"]) >= 90 and rows["follow_up"] and sum(map(bool, found.values())) == len(found)
    for old, address in ((company, there), (there, back)):
        done = moved(old, address)
        assert done.exit_code == 0, done.output
        assert f"{len(rows['interaction']):>10}  interaction\n" in done.stdout
        assert rows_in(address) == rows == rows_in(company)
        assert found_in(address) == found
        with db.elsewhere(address):
            assert db.pending_migrations() == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_there_afterwards_gets_new_numbers_and_is_found(moved, company, new, kind):
    address = new(kind)
    moved(company, address)
    with db.elsewhere(address):
        newest = Interaction.select(db.peewee.fn.MAX(Interaction.id)).scalar()
        alice = factories.user("Alice van den Bosch")
        customer = factories.customer("Loonbedrijf Zeegers", owner=alice)
        logged = factories.interaction(customer, by=alice, body="De knikarmlader staat te roesten")
        assert logged.id == newest + 1
        assert [one.id for one in searching.search("knikarmlader").interactions] == [logged.id]


def test_every_table_is_copied_or_made_anew(app):
    """Who adds a table need not think of this."""
    left = {"schema_migration", *(model._meta.table_name for model in tables.MADE_ANEW)}
    postings = {name for name in db.database.get_tables() if name.startswith(("search_int", "search_pa", "search_po"))}
    assert {*db.database.get_tables()} == {*tables.names()} | left | postings


@pytest.mark.parametrize("kind", KINDS)
def test_a_database_that_is_in_use_stays_as_it_is(moved, refused, company, new, kind):
    address = new(kind)
    assert moved(company, address).exit_code == 0
    before = rows_in(address)
    assert "moet leeg zijn: er staan rijen in de tabel" in refused(address)
    assert rows_in(address) == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_of_another_program_is_not_written_beside(refused, new, kind):
    address = new(kind)
    with db.elsewhere(address) as other:
        other.execute_sql("CREATE TABLE factuur (id INTEGER)")
        other.execute_sql("INSERT INTO factuur VALUES (1)")
    assert "factuur" in refused(address)
    with db.elsewhere(address) as other:
        assert other.get_tables() == ["factuur"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda url: url.replace("/move_", "/bestaat_niet_"), "bestaat_niet_"),
        (lambda url: url.replace("host=", "host=/nergens"), "/nergens"),
        (lambda url: "postgresql://crm@127.0.0.1:1/crm", "127.0.0.1"),
        (lambda url: url.replace("user=crm", "user=niemand"), "niemand"),
        (lambda url: "mysql://crm@localhost/crm", "mysql"),
        (lambda url: "postgresql://geheim@:x", "--to"),
        (lambda url: "", "--to"),
        (lambda url: "sqlite:////nergens/crm.db", "/nergens"),
        (lambda url: f"sqlite:///{Path(__file__).parent}", "directory"),
        (lambda url: f"sqlite:///{__file__}", "not a database"),
    ],
)
def test_a_place_that_cannot_be_is_told_in_one_line(refused, new, change, words):
    assert words in refused(change(new("postgresql")))


def test_a_wrong_password_is_told_and_not_shown(refused, new):
    address = new("postgresql")
    with db.elsewhere(address) as server:
        ask_for_password(server, "streng", "het-echte")
    said = refused(address.replace("user=crm", "user=streng&password=het-verkeerde"))
    assert "streng" in said and "het-verkeerde" not in said


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM schema_migration WHERE name = '0004_search'", "flask db upgrade"),
        ("INSERT INTO schema_migration(name, applied) VALUES ('0999_later', '2030-01-01')", "0999_later"),
        ("CREATE TABLE eigen (id INTEGER)", "eigen"),
    ],
)
def test_a_file_that_would_not_come_over_whole_stays_where_it_is(refused, company, new, statement, words):
    address = new("sqlite")
    with db.elsewhere(company) as file:
        file.execute_sql(statement)
    assert words in refused(address)
    assert not Path(address.removeprefix("sqlite:///")).exists()


def test_a_row_that_did_not_come_over_is_noticed_and_nothing_is_moved(refused, company, new):
    address = new("sqlite")
    with db.elsewhere(address) as target:
        db.upgrade()
        target.execute_sql(
            "CREATE TRIGGER eet BEFORE INSERT ON comment WHEN new.id = 3 BEGIN SELECT RAISE(IGNORE); END"
        )
    assert "comment" in refused(address)
    with db.elsewhere(address) as target:
        assert copying.counts(target) == dict.fromkeys(tables.names(), 0)


def test_signs_that_postgresql_does_not_keep_are_left_out(moved, company, new):
    """Older versions let U+0000 into a file."""
    address = new("postgresql")
    with db.elsewhere(company) as file:
        file.connection().execute("UPDATE comment SET body = ?1", ["Bel\0 terug \N{SNOWMAN}"])
    done = moved(company, address)
    assert done.exit_code == 0, done.output
    with db.elsewhere(address) as there:
        assert {body for (body,) in there.execute_sql("SELECT body FROM comment")} == {"Bel terug \N{SNOWMAN}"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_colleague_does_meanwhile_stays_behind_whole_and_is_told(company, new, kind):
    address, written = new(kind), []

    @contextmanager
    def stage(name, _total):
        if str(name) == "Copying":  # the moment was chosen; none of the rows is over
            with db.elsewhere(company):
                written.append(factories.customer("Loonbedrijf Zeegers").id)
        yield lambda _done: None

    before = rows_in(company)
    with db.elsewhere(company):
        done = actions.move(address, by=CONSOLE, stage=stage)
    assert done.left_behind == 1 and len(written) == 1
    assert rows_in(address) == before
    with db.elsewhere(address):
        assert not Customer.select().where(Customer.name == "Loonbedrijf Zeegers").exists()


def test_only_an_administrator_may(alice: User):
    with pytest.raises(Forbidden):
        actions.move("sqlite:///x.db", by=alice, stage=None)
