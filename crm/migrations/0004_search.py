"""What search keeps beside the postings: the words of the file, its own state, saved, recent and missed searches.

On PostgreSQL also the postings themselves, as ``tsvector``; 0002 made them for SQLite, as FTS5.
"""

import peewee


class Table(peewee.Model):
    class Meta:
        legacy_table_names = False


class User(Table):
    pass


class Customer(Table):
    pass


class Interaction(Table):
    customer = peewee.ForeignKeyField(Customer)
    occurred_at = peewee.BigIntegerField()
    pinned_at = peewee.BigIntegerField(null=True)


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
PINNED = Interaction.index(
    Interaction.customer,
    Interaction.occurred_at,
    Interaction.id,
    where=Interaction.pinned_at.is_null(False),
    name="interaction_pinned",
)


def up(migrator, db):
    with db.bind_ctx((User, Customer, Interaction, Attachment, *TABLES)):
        db.execute(PINNED)  # of a customer with 100,000 contacts the few that are good to know
        migrator.migrate(migrator.add_column("attachment", "text", peewee.TextField(null=True)))
        db.create_tables(TABLES, safe=False)
        if not isinstance(db, peewee.SqliteDatabase):
            _postings(db)
        there = db.execute_sql("SELECT 1 FROM customer LIMIT 1").fetchone()
        SearchState.insert(key="version", value="1" if there else "2").execute()


def _postings(db):
    """The time stands in the high bits of ``position``, so newest first is the order of its index.

    PostgreSQL remembers how common 10,000 words are, and not 1,000: whether to walk back in time or to collect every
    hit and sort them hangs on it. What waits to be sorted into the index is read by each search: no more than 1 MB.
    """
    for table in ("search_interaction", "search_party"):
        db.execute_sql(f"CREATE TABLE {table} (position BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL)")
        db.execute_sql(f"ALTER TABLE {table} ALTER COLUMN tokens SET STATISTICS 1000")
        small = "WITH (gin_pending_list_limit = 1024)"
        db.execute_sql(f"CREATE INDEX {table}_tokens ON {table} USING gin (tokens) {small}")
    db.execute_sql("CREATE TABLE search_position (interaction INTEGER PRIMARY KEY, position BIGINT NOT NULL)")
