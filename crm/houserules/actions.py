"""Everything that writes house rules: managers do. One transaction and one Change each."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Invalid, NotFound, Refused
from crm.houserules.models import HouseRule
from crm.houserules.queries import THERE
from crm.names import fold
from crm.quoting import clean
from crm.words import N_

LONGEST = {"title": 140, "body": 600, "words": 300}  # characters
MOST_WORDS = 12  # of one rule
TELLING = re.compile(r"[^\W_].*[^\W_]|\d\W|\W\d")  # two letters or digits, or a sign with a digit: "8%"
MOST = 60  # rules: more than that nobody reads, and each is looked for in what is typed


@dataclass
class Values:
    """A line, why (may stay empty), whether we do it, and its words with commas between them."""

    title: str
    body: str
    does: bool
    words: str


def create(values: Values, *, by: User | Console) -> HouseRule:
    """Add a rule at the end of its list. The same one again, as from a form that is sent twice, adds nothing.

    Raises Invalid, Forbidden, Refused.
    """
    require(by, Role.MANAGER)
    check(values)
    now = clock.now()
    with transaction():
        twin = _same_title(values.title)
        if twin and twin.created_by_id == by.id and snapshot(twin) == snapshot_of(values):
            return twin
        _refuse_twin(twin)
        _refuse_too_many()
        made = HouseRule.create(
            **vars(values), position=_end_of(values.does), created_by=by.id, created_at=now, updated_at=now
        )
        journal.record("houserule.create", made, by=by, after=snapshot(made))
        return made


def edit(rule_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> HouseRule:
    """Change it; one that goes to the other list goes to its end. ``seen``: see ``journal.revision``."""
    require(by, Role.MANAGER)
    check(values)
    with transaction():
        journal.refuse_if_changed("houserule", rule_id, seen)
        found = get(rule_id)
        if found.deleted_at:
            raise Refused(N_("This rule was removed; bring it back before you change it."))
        twin = _same_title(values.title)
        _refuse_twin(None if twin is None or twin.id == rule_id else twin)
        before = snapshot(found)
        if found.does != values.does:
            found.position = _end_of(values.does)
        for name, value in vars(values).items():
            setattr(found, name, value)
        if snapshot(found) != before:
            found.updated_at = max(clock.now(), found.created_at + timedelta(seconds=1))
            found.save()
            journal.record("houserule.edit", found, by=by, before=before, after=snapshot(found))
    return found


def move(rule_id: int, *, up: bool, by: User | Console) -> HouseRule:
    """One place up or down in its own list; at its end it stays where it is."""
    require(by, Role.MANAGER)
    with transaction():
        found = get(rule_id)
        if found.deleted_at:
            raise Refused(N_("This rule was removed; bring it back before you change it."))
        listed = _in_order(found.does)
        ids = [one.id for one in listed]
        at = ids.index(rule_id)
        to = at - 1 if up else at + 1
        if 0 <= to < len(listed):
            listed[at], listed[to] = listed[to], listed[at]
            for position, one in enumerate(listed):
                if one.position != position:
                    one.position = position
                    one.save(only=[HouseRule.position])
            journal.record("houserule.move", found, by=by, before={"position": at}, after={"position": to})
    return get(rule_id)


def delete(rule_id: int, *, by: User | Console) -> HouseRule:
    """We no longer say this."""
    return _set_deleted(rule_id, True, by=by)


def restore(rule_id: int, *, by: User | Console) -> HouseRule:
    """We say it again, where it stood. Raises Refused where there are as many as there may be."""
    return _set_deleted(rule_id, False, by=by)


def get(rule_id: int) -> HouseRule:
    """The row, removed or not. Raises NotFound."""
    found = HouseRule.get_or_none(HouseRule.id == rule_id)
    if found is None:
        raise NotFound(N_("This house rule is not there."))
    return found


def check(values: Values) -> None:
    """Raise Invalid with everything that is wrong; tidies the texts, and leaves out words that are there twice."""
    for name in ("title", "body"):
        setattr(values, name, clean(getattr(values, name)))
    first: dict[str, str] = {}
    for one in values.words.replace("\n", ",").split(","):
        if word := clean(one):
            first.setdefault(fold(word), word)
    kept = list(first.values())
    values.words = ", ".join(kept)
    wrong = {
        name: N_("This is too long: at most %(max)d characters.", max=longest)
        for name, longest in LONGEST.items()
        if len(getattr(values, name)) > longest
    }
    if not values.title:
        wrong["title"] = N_("Write the rule in one line.")
    if short := next((one for one in kept if not TELLING.search(one)), None):
        wrong["words"] = N_("“%(word)s” tells nothing: write words of at least two letters or digits.", word=short)
    if len(kept) > MOST_WORDS:
        wrong["words"] = N_("Choose at most %(max)d words: those by which somebody needs this rule.", max=MOST_WORDS)
    if wrong:
        raise Invalid(**wrong)


def snapshot(found: HouseRule) -> dict[str, Any]:
    """Everything known of a rule, for the journal."""
    return {"title": found.title, "body": found.body, "does": bool(found.does), "words": found.words}


def snapshot_of(values: Values) -> dict[str, Any]:
    """The same of what is not a rule yet."""
    return vars(values).copy()


def _set_deleted(rule_id: int, gone: bool, *, by: User | Console) -> HouseRule:
    require(by, Role.MANAGER)
    with transaction():
        found = get(rule_id)
        if (found.deleted_at is not None) != gone:
            if not gone:
                _refuse_twin(_same_title(found.title))
                _refuse_too_many()
            found.deleted_at = clock.now() if gone else None
            found.save(only=[HouseRule.deleted_at])
            journal.record(f"houserule.{'delete' if gone else 'restore'}", found, by=by, after=snapshot(found))
    return found


def _in_order(does: bool) -> list[HouseRule]:
    mine = HouseRule.select().where(THERE & (HouseRule.does == does))
    return list(mine.order_by(HouseRule.position, HouseRule.id))


def _end_of(does: bool) -> int:
    listed = _in_order(does)
    return listed[-1].position + 1 if listed else 0


def _same_title(title: str) -> HouseRule | None:
    return next((one for one in HouseRule.select().where(THERE) if fold(one.title) == fold(title)), None)


def _refuse_twin(twin: HouseRule | None) -> None:
    if twin:
        raise Invalid(title=N_("This rule is there already."))


def _refuse_too_many() -> None:
    if HouseRule.select().where(THERE).count() >= MOST:
        raise Refused(N_("There are %(max)d rules already, and nobody reads more. Remove one first.", max=MOST))
