"""What colleagues hear of contacts at once: a new one at a customer of theirs, and a comment on one of theirs."""

from crm.customers.following import concerned
from crm.interactions.models import Comment, Interaction
from crm.interactions.queries import title_of
from crm.journal import Change
from crm.news import Notice


def of_contact(change: Change) -> list[Notice]:
    """A new contact, for who owns or follows its customer."""
    if change.verb != "interaction.log":
        return []
    written = change.values["after"]
    record, users = ("interaction", change.record), concerned(change.customer)
    return [Notice("contact", record, change.customer, users, words=title_of(written["subject"], written["body"]))]


def of_comment(change: Change) -> list[Notice]:
    """A comment, for who logged the contact and who commented on it earlier."""
    if change.verb != "comment.add":
        return []
    contact = Comment.select(Comment.interaction).where(Comment.id == change.record)
    earlier = Comment.select(Comment.author).where(Comment.interaction.in_(contact))
    author = Interaction.select(Interaction.author).where(Interaction.id.in_(contact))
    users = frozenset(user for (user,) in (earlier | author).tuples() if user)
    words = change.values["after"]["body"]
    return [Notice("comment", ("comment", change.record), change.customer, users, words=words)]
