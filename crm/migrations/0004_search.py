"""What search keeps beside the postings: the words of the file, its own state, saved, recent and missed searches.

On PostgreSQL also the postings themselves, as ``tsvector``; 0002 made them for SQLite, as FTS5.
"""

import peewee


class Table(peewee.Model):
    class Meta:
        legacy_table_names = False


class User(Table):
    pass


class Attachment(Table):
    text = peewee.TextField(null=True)


class SearchWord(Table):
    word = peewee.CharField(64, primary_key=True)
    length = peewee.SmallIntegerField()
    documents = peewee.IntegerField()
    learnt = peewee.BooleanField(default=False)

    class Meta:
        indexes = ((("length", "word"), False),)


class SearchState(Table):
    key = peewee.CharField(40, primary_key=True)
    value = peewee.TextField()


class SavedSearch(Table):
    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    name = peewee.CharField(80)
    query = peewee.CharField(400)
    seen_id = peewee.BigIntegerField(default=0)
    created_at = peewee.BigIntegerField()

    class Meta:
        indexes = ((("user", "query"), True),)


class RecentSearch(Table):
    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    query = peewee.CharField(400)
    at = peewee.BigIntegerField()

    class Meta:
        indexes = ((("user", "query"), True), (("user", "at"), False))


class MissedSearch(Table):
    month = peewee.CharField(7)
    words = peewee.CharField(200)
    times = peewee.IntegerField()

    class Meta:
        indexes = ((("month", "words"), True),)


TABLES = (SearchWord, SearchState, SavedSearch, RecentSearch, MissedSearch)


def up(migrator, db):
    with db.bind_ctx((User, Attachment, *TABLES)):
        migrator.migrate(migrator.add_column("attachment", "text", peewee.TextField(null=True)))
        db.create_tables(TABLES, safe=False)
        if not isinstance(db, peewee.SqliteDatabase):
            _postings(db)
        there = db.execute_sql("SELECT 1 FROM customer LIMIT 1").fetchone()
        SearchState.insert(key="version", value="1" if there else "2").execute()


def _postings(db):
    """The time stands in the high bits of ``position``, so newest first is the order of its index."""
    db.execute_sql("CREATE TABLE search_interaction (position BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL)")
    db.execute_sql("CREATE INDEX search_interaction_tokens ON search_interaction USING gin (tokens)")
    db.execute_sql("CREATE TABLE search_party (position BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL)")
    db.execute_sql("CREATE INDEX search_party_tokens ON search_party USING gin (tokens)")
    db.execute_sql("CREATE TABLE search_position (interaction INTEGER PRIMARY KEY, position BIGINT NOT NULL)")
