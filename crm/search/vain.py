"""Whether somebody searched for a contact and did not get it."""

from datetime import datetime

from whoosh import query

from crm.interactions.models import Interaction
from crm.search import analysis, language, postings, recent, spelling, tokens
from crm.search.engines import NotUnderstood
from crm.search.fields import understood
from crm.search.models import RecentSearch
from crm.search.queries import NOBODY

MOST_WORDS = 8  # of one search


def searched(user_id: int, contact: Interaction, after: datetime, until: datetime) -> bool:
    """Whether ``user_id`` searched, later than ``after`` and up to ``until``, with a word that leads to ``contact``
    (one of its own, or of its customer's name), and yet it was not among the hits at this customer.
    """
    mine = (RecentSearch.user == user_id) & (RecentSearch.at > after) & (RecentSearch.at <= until)
    asked = RecentSearch.select(RecentSearch.query).where(mine).order_by(RecentSearch.at.desc()).limit(recent.MOST)
    questions = [q for (q,) in asked.tuples()]
    if questions:
        analysis.stay_up_to_date()
    return any(_in_vain(language.read(q, today=NOBODY.today), contact) for q in questions)


def _in_vain(question: language.Question, contact: Interaction) -> bool:
    if set(question.text.lower().split()) <= language.LITTLE_WORDS:  # they stand in every note, and lead nowhere
        return False
    words = list(language.wanted(question.tree))[:MOST_WORDS]
    try:
        if not any(_leads(word, contact) for word in words) or _finds(question, contact):
            return False
        return not _finds(spelling.corrected(question)[0], contact)
    except NotUnderstood:  # whoever asked it was told so
        return False


def _finds(question: language.Question, contact: Interaction) -> bool:
    asked = understood(question, NOBODY.today, NOBODY.zone)
    return asked.tree is not None and _leads(asked.tree, contact, **asked.positions())


def _leads(tree: query.Query, contact: Interaction, low: int = 0, high: int = postings.HIGHEST) -> bool:
    """Whether the contact is among the hits; of all positions only its own is looked at."""
    at = postings.position(int(contact.occurred_at.timestamp()), contact.id)
    here = query.Term("any", tokens.customer(contact.customer_id))
    only = postings.newest(postings.all_of([here, tree]), 1, low=at, high=at + 1)
    return low <= at < high and only == [at]
