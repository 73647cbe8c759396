"""What search keeps beside the postings: the words of the file, its own state, and searches worth keeping."""

import peewee

from crm.accounts.models import User
from crm.db import Model, MomentField


class SearchWord(Model):
    """A word as it stands in the file, folded, and in about how many contacts.

    Only what was added counts: words of what is changed or deleted go at the next rebuild.
    """

    word = peewee.CharField(64, primary_key=True)
    length = peewee.SmallIntegerField()
    documents = peewee.IntegerField()
    learnt = peewee.BooleanField(default=False)  # known as a part of compounds from this file alone

    class Meta:
        indexes = ((("length", "word"), False),)


class SearchState(Model):
    """What the index is: made by which version of the analysis, and how far a rebuild got."""

    key = peewee.CharField(40, primary_key=True)
    value = peewee.TextField()


class SavedSearch(Model):
    """A search that a colleague keeps. ``seen_id``: the newest contact there was when they last looked."""

    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    name = peewee.CharField(80)
    query = peewee.CharField(400)
    seen_id = peewee.BigIntegerField(default=0)
    created_at = MomentField()

    class Meta:
        indexes = ((("user", "query"), True),)


class RecentSearch(Model):
    """What a colleague searched for lately; nobody else sees it."""

    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    query = peewee.CharField(400)
    at = MomentField()

    class Meta:
        indexes = ((("user", "query"), True), (("user", "at"), False))


class MissedSearch(Model):
    """What people expected to find and did not: per month and without who."""

    month = peewee.CharField(7)  # 2026-11
    words = peewee.CharField(200)
    times = peewee.IntegerField()

    class Meta:
        indexes = ((("month", "words"), True),)
