"""`python -m tests.search.relevance`: the figures and every miss, on a file of its own."""

from tempfile import TemporaryDirectory

from crm import db
from crm.app import create_app
from crm.settings import Settings
from tests.search.relevance import measuring, notes, queries


def main() -> None:
    """Fill, ask, print."""
    with TemporaryDirectory() as folder:
        db.connect_to(f"sqlite:///{folder}/crm.db")
        with db.database.connection_context():
            db.upgrade()
        create_app(Settings.load({"CRM_DATA_DIR": folder, "CRM_SECRET_KEY": "only-for-measuring-" * 3}))
        with db.database.connection_context():
            answers = measuring.ask(queries.cases(), notes.log_all())
    print(*filter(None, (answer.fault for answer in answers)), measuring.table(answers), sep="\n")


if __name__ == "__main__":
    main()
