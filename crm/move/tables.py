"""Which tables there are to copy, and in what order."""

import peewee
from playhouse.migrations import Runner

from crm.db import MIGRATIONS, Model, tables
from crm.errors import Refused
from crm.search.models import SearchState, SearchWord
from crm.words import N_

MADE_ANEW = (SearchState, SearchWord)  # by crm.search.upkeep.rebuild, as are the postings beside them
INDEX = "search_"
OWN = (INDEX, "schema_migration", "sqlite_")  # what our names for a thing never begin with


def ours() -> list[type[Model]]:
    """Every table that is copied; what others point at comes before them."""
    return peewee.sort_models([model for model in tables() if model not in MADE_ANEW])


def names() -> list[str]:
    """What these tables are called."""
    return [model._meta.table_name for model in ours()]


def of_index(database: peewee.Database) -> list[str]:
    """The tables that search keeps for itself; those inside FTS5 come and go with them."""
    return [name for name in database.get_tables() if name.startswith(INDEX)]


def others(database: peewee.Database) -> list[str]:
    """Every table that holds what people entered: ours, and any that are not ours."""
    return [name for name in database.get_tables() if not name.startswith(OWN)]


def refuse_strange(database: peewee.Database) -> None:
    """Raise Refused where something would be left behind: a table that is not ours, or what a newer version added."""
    known = {file.stem for file in MIGRATIONS.glob("[0-9]*.py")}
    if newer := sorted(set(Runner(database, directory=str(MIGRATIONS)).applied()) - known):
        raise Refused(
            N_("This database is of a newer Rechterhand (%(first)s): install that first.", first=newer[0]),
        )
    if strange := sorted(set(others(database)) - set(names())):
        raise Refused(N_("The table %(name)s is not one of Rechterhand’s; take it out first.", name=strange[0]))
