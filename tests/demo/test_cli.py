"""flask demo on the console."""

from click.testing import CliRunner
from flask import Flask

from crm.customers.models import Customer
from crm.db import database
from crm.interactions.models import Interaction


def runner(app: Flask) -> CliRunner:
    database.close()  # the command opens its own connection
    return app.test_cli_runner()


def test_it_fills_the_file_and_prints_the_log_ins(app: Flask):
    result = runner(app).invoke(args=["demo", "--customers", "15", "--interactions", "200", "--seed", "3"])
    assert result.exit_code == 0
    assert "joost@vanrijnsbergen.example\tJoost van der Heijden\tstaff\tVerkoop" in result.stdout
    assert len(result.stdout.strip().splitlines()[-1].split()[-1]) == 17  # the password stands last
    assert result.stderr.strip().endswith("100 %")
    with database.connection_context():
        assert Customer.select().count() == 15
        assert Interaction.select().count() == 200


def test_a_second_time_is_refused_in_one_line(app: Flask):
    small = ["demo", "--customers", "2", "--interactions", "10"]
    runner(app).invoke(args=small)
    again = app.test_cli_runner().invoke(args=small)
    assert again.exit_code != 0
    assert len(again.stderr.strip().splitlines()) == 1


def test_silly_sizes_are_refused_in_one_line(app: Flask):
    for arguments in (["--customers", "0"], ["--interactions", "6000000"]):
        result = runner(app).invoke(args=["demo", *arguments])
        assert result.exit_code != 0
        assert len(result.stderr.strip().splitlines()) == 1


def test_a_file_with_old_tables_is_refused_in_one_line(app: Flask):
    database.execute_sql("DELETE FROM schema_migration WHERE name = (SELECT max(name) FROM schema_migration)")
    result = runner(app).invoke(args=["demo"])
    assert result.exit_code != 0
    assert "flask db upgrade" in result.stderr
