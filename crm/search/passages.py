"""Hits as a page shows them: a contact with the found words marked, in its title and in the passage they stand in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from whoosh import query

from crm.attachments import queries as attachments
from crm.interactions import queries as interactions
from crm.interactions.models import Comment
from crm.search.highlight import LONGEST_READ, Marks, marked, snippet


@dataclass(slots=True)
class Hit(interactions.Entry):
    """A contact that was found; ``found_in`` names the file in which the passage stands, if it does."""

    title_html: Markup | str = ""
    snippet: Markup | None = None
    found_in: str = ""


def hits(ids: Sequence[int], tree: query.Query | None) -> list[Hit]:
    """These contacts in this order. Two queries more than the contacts themselves take."""
    marks = Marks.of(tree)
    entries = {entry.id: entry for entry in interactions.by_ids(ids)}
    comments = _comments([entry.id for entry in entries.values() if entry.comment_count])
    found = [_hit(entries[id], marks, comments.get(id, [])) for id in ids if id in entries]
    unmarked = [hit for hit in found if hit.snippet is None and "<mark>" not in hit.title_html]
    texts = attachments.texts_of([hit.id for hit in unmarked], LONGEST_READ) if unmarked else {}
    for hit in unmarked:
        for name, text in texts.get(hit.id, ()):
            passage = snippet(text, marks) or marked(name, marks)
            if "<mark>" in passage:
                hit.snippet, hit.found_in = passage, name
                break
    return found


def _hit(entry: interactions.Entry, marks: Marks, comments: list[str]) -> Hit:
    hit = Hit(**{name: getattr(entry, name) for name in interactions.Entry.__dataclass_fields__})
    hit.title_html = marked(entry.title, marks)
    passages: Iterator[Markup | None] = (snippet(text, marks) for text in (_after_title(entry), *comments))
    hit.snippet = next((passage for passage in passages if passage), None)
    return hit


def _after_title(entry: interactions.Entry) -> str:
    """The text, without the first sentence where that is the title."""
    body = entry.body.strip()
    return body if entry.subject else body.removeprefix(entry.title).lstrip(". ")


def _comments(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Comment.select(Comment.interaction, Comment.body).where(Comment.interaction.in_(ids)).order_by(Comment.id)
    for id, body in rows.tuples():
        found.setdefault(id, []).append(body)
    return found
