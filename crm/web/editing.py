"""Two people with the same form open: the second is told, sees both texts, and loses nothing of what they typed.

A form that edits carries two hidden things: ``seen``, the revision it was made from, and ``was``, a mark of each field
as it stood then. With the marks three texts can be told apart: what it was, what a colleague made of it, and what this
person made of it. Where they left a field alone, the colleague's version goes into the form by itself; where both
wrote, both are shown. A button takes the colleague's version of one field, another puts the own one back; both send
the form, so that they work without scripts.
"""

import hashlib
import json
from collections.abc import Callable, Collection
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, Form, HiddenField, SelectField, SelectMultipleField

from crm import diff, journal
from crm.accounts.models import User
from crm.journal import Change
from crm.web.language import say
from crm.words import Text

THEIRS, MINE = "take_theirs", "take_mine"  # buttons; their value is the name of the field
LONGEST = 400_000  # characters of one field as it was sent, kept while the colleague's version stands in the form
Pairs = list[tuple[str, str]]
Skip = Callable[[Form], Collection[str]]


@dataclass(frozen=True)
class Beside:
    """A field that a colleague changed, beside what this person made of it.

    ``pieces`` lead from what stands in the form to the other version. ``mine`` is not empty where the colleague's
    version was taken: what this person had sent, to be put back.
    """

    name: str
    label: Text | str
    pieces: list[diff.Piece]
    mine: str = ""


@dataclass
class Both:
    """All such fields. ``merged`` names those this person had left alone: there the colleague's version stands now."""

    who: str
    at: datetime | None
    fields: list[Beside] = field(default_factory=list)
    merged: list[Text | str] = field(default_factory=list)


def seen() -> int | None:
    """The revision that the form was made from."""
    return request.form.get("seen", type=int)


def context(kind: str, record_id: int, outdated: bool = False) -> dict[str, Any]:
    """For the form's template: ``outdated`` says what happened, and saving again then replaces the other's version."""
    kept = seen() if request.method == "POST" and not outdated else None
    return {"seen": journal.revision(kind, record_id) if kept is None else kept, "outdated": outdated}


def wants_to_save() -> bool:
    """Whether the form was sent to be saved, and not to take one of two versions of a field."""
    return THEIRS not in request.form and MINE not in request.form


def beside(
    kind: str,
    record_id: int,
    form: Form,
    now: Callable[[], Form],
    outdated: bool = False,
    skip: Skip = lambda _theirs: (),
) -> dict[str, Any]:
    """For the form's template: what a colleague made of each field since it was made, and what was asked of it.

    ``now`` makes the form anew from what is kept; it is called after ``context()`` with ``outdated``, so that what is
    changed later is noticed. ``skip`` names fields that mean nothing in that form. Puts versions into ``form``.
    """
    if request.method != "POST":
        return {"was": _marks(form), "both": None}
    about = {"was": request.form.get("was", ""), "both": None, "as_sent": not wants_to_save()}
    if outdated or "since_revision" in request.form:
        since = request.form.get("since_revision", seen() or 0, type=int)
        about |= {"since": since, "both": _both(kind, record_id, since, form, now(), skip)}
    return about


def _both(kind: str, record_id: int, since: int, form: Form, theirs: Form, skip: Skip) -> Both | None:
    found = _last_change(kind, record_id, since)
    if found is None:
        return None
    both, left_out = Both(*found), skip(theirs)
    was = dict(one.split(":", 1) for one in request.form.get("was", "").split(" ") if ":" in one)
    for mine in form:
        other = theirs._fields.get(mine.name)
        if other is None or mine.name in left_out or isinstance(mine, HiddenField):
            continue
        _compare(both, mine, other, was.get(mine.name))
    return both


def _compare(both: Both, mine: Field, other: Field, was: str | None) -> None:
    name, label, theirs, typed = mine.name, mine.label.text, _mark(other), _mark(mine)
    kept = request.form.get(f"mine-{name}", "")[:LONGEST]
    if theirs == was:
        return
    if typed == was and not kept:
        mine.process(None, other.data)
        both.merged.append(label)
    elif request.form.get(MINE) == name and kept:
        mine.process(MultiDict(_read(kept, name)))
        both.fields.append(Beside(name, label, diff.words(_said(mine), _said(other))))
    elif request.form.get(THEIRS) == name and typed != theirs:
        pieces = diff.words(_said(other), _said(mine))
        mine.process(None, other.data)
        both.fields.append(Beside(name, label, pieces, json.dumps(_sent(name), ensure_ascii=False)))
    elif typed != theirs:
        both.fields.append(Beside(name, label, diff.words(_said(mine), _said(other))))
    elif kept and (pieces := diff.words(_said(other), _said_of(mine, kept))):
        both.fields.append(Beside(name, label, pieces, kept))


def _last_change(kind: str, record_id: int, since: int) -> tuple[str, datetime | None] | None:
    """Who changed it last after that revision, and when."""
    newest = journal.revision(kind, record_id)
    if newest <= since:
        return None
    change = Change.get_by_id(newest)
    user = User.get_or_none(User.id == change.user)
    return (user.name if user else _("The system"), change.at)


def _sent(name: str) -> Pairs:
    """What was sent for a field, with what belongs to its rows."""
    return [one for one in request.form.items(multi=True) if one[0] == name or one[0].startswith(f"{name}-")]


def _read(kept: str, name: str) -> Pairs:
    """The same, out of what the form carried along; whatever else somebody put there is nothing."""
    try:
        pairs = json.loads(kept)
        return [(str(key), str(value)) for key, value in pairs if key == name or str(key).startswith(f"{name}-")]
    except (ValueError, TypeError, RecursionError):
        return []


def _said_of(mine: Field, kept: str) -> str:
    """What somebody had sent for this field, as they would read it; the field stays as it is."""
    twin = copy(mine)
    twin.process(MultiDict(_read(kept, mine.name)))
    return _said(twin)


def _marks(form: Form) -> str:
    return " ".join(f"{one.name}:{_mark(one)}" for one in form if not isinstance(one, HiddenField))


def _mark(of: Field) -> str:
    return hashlib.blake2s(repr(_plain(of)).encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def _plain(of: Field) -> Any:
    """What a browser would send for it, whatever it was made from."""
    if isinstance(of, SelectMultipleField):
        return sorted(str(one) for one in of.data or ())
    if isinstance(of, SelectField):
        offered = [str(value) for value, *_rest in of.iter_choices()] if of.choices else []
        chosen = "" if of.data is None else str(of.data)
        return chosen if chosen in offered or not offered else offered[0]
    if isinstance(of, FieldList):
        return [[_plain(one) for one in row] for row in of if _filled(row)]
    return str(of.data or "").replace("\r\n", "\n").strip()


def _filled(row: Any) -> bool:
    """Whether anything was typed in this row."""
    return any(one.data and one.data != one.default for one in row if not isinstance(one, SelectField))


def _said(of: Field) -> str:
    """The field's content as its reader would say it."""
    if isinstance(of, FieldList):
        return "\n".join(", ".join(filter(None, map(_said, row))) for row in of if _filled(row))
    if not isinstance(of, SelectField) or not of.choices:
        return str(of.data or "")
    multiple = isinstance(of, SelectMultipleField)
    chosen = {str(one) for one in (of.data or ())} if multiple else {_plain(of)}
    return ", ".join(say(choice[1]) for choice in of.iter_choices() if str(choice[0]) in chosen)
