"""Full-text tables: the words of contacts, customers and people. crm/search/fts5.py reads and writes them.

``ascii`` with the underscore splits nothing that our own analysis made into one token:
``unicode61`` knows the letters of 2012 only. The rowid of ``search_interaction`` has the time
in its high bits, so newest first is its order; ``search_position`` tells a changed contact's old one.
"""

import peewee

TOKENS = """content = '', contentless_delete = 1, tokenize = "ascii tokenchars '_'", prefix = '2 3 4'"""


def up(migrator, db):
    if not isinstance(db, peewee.SqliteDatabase):
        return  # PostgreSQL has them from 0004 on
    db.execute_sql(f"CREATE VIRTUAL TABLE search_interaction USING fts5(main, extra, facet, {TOKENS})")
    db.execute_sql(f"CREATE VIRTUAL TABLE search_party USING fts5(name, other, extra, {TOKENS})")
    db.execute_sql("CREATE TABLE search_position (interaction INTEGER PRIMARY KEY, position INTEGER NOT NULL)")
