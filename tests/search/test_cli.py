"""flask search check and rebuild."""

from crm.db import database, transaction
from tests import factories


def test_check_and_rebuild(app, alice):
    factories.interaction(factories.customer(), by=alice, body="Pomp lekt")
    with transaction():
        database.execute_sql("DELETE FROM search_position")
    database.close()
    run = app.test_cli_runner().invoke

    broken = run(args=["search", "check"])
    assert broken.exit_code == 1
    assert "run flask search rebuild" in broken.output

    rebuilt = run(args=["search", "rebuild"])
    assert rebuilt.exit_code == 0, rebuilt.output
    assert "up to date" in rebuilt.output

    assert run(args=["search", "check"]).exit_code == 0
