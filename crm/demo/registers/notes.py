"""Facts for all customers without a story, read from what colleagues wrote in their notes.

Whoever writes "Toegezegd dat …" agreed something; "Klacht: …" is a complaint; a quotation that was sent is won where
the same number is ordered later. How it ended is left to chance where the notes do not say it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from crm import quoting
from crm.agreements.models import Agreement, Kind, Side, State
from crm.complaints.models import Complaint
from crm.complaints.models import State as Progress
from crm.compliments.models import Compliment, ComplimentUser
from crm.db import Model
from crm.demo import when
from crm.demo.colleagues import NAMED
from crm.demo.plan import Plan
from crm.demo.registers import after, hung
from crm.demo.registers.stories import cause
from crm.interactions.models import Interaction
from crm.quotations.models import Quotation, Reason, Stage
from crm.refusals.models import Refusal
from crm.satisfaction.models import Rating, Source

PERIOD = timedelta(weeks=60)  # back from now
AT_ONCE = 500  # rows in a statement
LONGEST = 140  # characters of a sentence that is an agreement
NUMBER = re.compile(r"\b\d\d-\d{4}\b")
PROMISED = re.compile(r"\b(beloofd|toegezegd|afgesproken|zou .* komen|terug ?bellen)\b", re.I)
THEIRS = re.compile(r"(komt er .* op terug|bespreekt het met|laat het .*weten|beslissing na)", re.I)
PRAISE = re.compile(r"\b(tevreden over|bedankt|netjes|blij met|compliment|handdruk)\b", re.I)
NO = re.compile(r"\b(nee gezegd|doen wij niet|niet mogelijk)\b", re.I)
NOT_ONE = re.compile(  # says that, but no line of what
    r"staat niet|er is niets|wie een datum|daar weet|doorberekend|later dan|aanmaning|mobiel van|had \d|^ik heb"
    r"|(beloofd|afgesproken)\.?$|^(beloofd |afgesproken )?(ma|di|wo|do|vr)",
    re.I,
)
QUOTED = re.compile(r"^de offerte (.*) in (zijn|haar) mail zit$")
PAID = re.compile(r"^het (.*) overgemaakt wordt$")
ORDERED = re.compile(r"^(\d+x [^,]+), order (V[\d-]+), beloofd .*$")
TO_CALL = re.compile(r"^(\w+) zat in gesprek, terugbellen (.*)$")
PREFIX = re.compile(r"^(beloofd|toegezegd|afgesproken)( dat)?:? ", re.I)
WON = re.compile(r"\b(akkoord|order|opdracht|besteld)\b", re.I)
LOST = re.compile(r"\b(niet door|verloren|afgewezen|nee op|elders|ander besteld)\b", re.I)
WHY_LOST = (
    (re.compile("levertijd|te lang", re.I), Reason.TIME),
    (re.compile("scheelde|boven|duur", re.I), Reason.PRICE),
)
MARK_OF = 0.05  # of visits and calls where somebody was spoken to
SCORES = (9, 8, 8, 8, 7, 7, 7, 8, 9, 6, 6, 10, 5, 4)
SENTENCES = (
    "",
    "",
    "Snel geholpen.",
    "Duidelijke uitleg.",
    "Had eerder gemogen.",
    "Fijne monteur.",
    "Prima.",
    "Beter bereikbaar graag.",
)


@dataclass
class _Kept:
    """Rows of one register, and what was named with them."""

    model: type[Model]
    rows: list[dict[str, Any]]


def write(plan: Plan, told: dict[str, list[Model]]) -> dict[str, list[Model]]:
    """All of it, where no story told something of the same contact. Inside a transaction."""
    stories = len(plan.stories)
    known = {one.interaction_id for made in told.values() for one in made}
    rng = Random(plan.seed + 9)  # noqa: S311 - stories, not secrets
    notes = [one for one in _notes(plan) if one.customer_id > stories and one.id not in known]
    return {
        "agreement.demo": _insert(Agreement, list(_agreements(plan, rng, notes))),
        "complaint.demo": _insert(Complaint, list(_complaints(plan, rng, notes))),
        "compliment.demo": _compliments(plan, rng, notes),
        "refusal.demo": _insert(Refusal, list(_refusals(plan, notes))),
        "quotation.demo": _insert(Quotation, list(_quotations(plan, notes))),
        "rating.demo": _insert(Rating, list(_ratings(plan, rng, notes))),
    }


def _notes(plan: Plan) -> Iterator[Interaction]:
    since = when.at(plan.days.now) - PERIOD
    query = Interaction.select().where((Interaction.occurred_at >= since) & Interaction.author.is_null(False))
    return query.order_by(Interaction.occurred_at, Interaction.id).iterator()


def _agreements(plan: Plan, rng: Random, notes: Sequence[Interaction]) -> Iterator[dict[str, Any]]:
    for contact in notes:
        theirs = _sentence(THEIRS, contact.body)
        said = theirs or _sentence(PROMISED, contact.body)
        if (
            not said
            or len(said) > LONGEST
            or NOT_ONE.search(said)
            or len(_line(said).split()) < 4
            or rng.random() < 0.2
        ):
            continue
        side = Side.THEY if theirs else Side.WE
        made_on = contact.occurred_at.date()
        due_on = made_on + timedelta(days=rng.choice((1, 2, 3, 5, 7, 7, 10, 14, 21)))
        kind = Kind.DELIVERY if re.search("lever|komt|monteur", said, re.I) else Kind.TERM
        yield {
            **hung.on(plan, contact),
            **{"side": side, "kind": kind, "body": _line(said), "due_on": due_on},
            **_ended(plan, rng, due_on, made_on),
        }


def _line(said: str) -> str:
    """What was agreed, after "Wij:"."""
    text = PREFIX.sub("", said).rstrip(".")
    text = PAID.sub(r"geld overmaken, \1", QUOTED.sub(r"offerte mailen, \1", text))
    text = TO_CALL.sub(r"\1 belt terug, \2", ORDERED.sub(r"\1 leveren, order \2", text))
    if TO_CALL.match(said):
        return text  # it begins with a name
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _ended(plan: Plan, rng: Random, due_on: Any, made_on: Any) -> dict[str, Any]:
    today, chance = when.today(plan), rng.random()
    late = due_on + timedelta(days=rng.choice((1, 2, 4, 8)))
    if chance < 0.8:
        state, on = State.KEPT, max(made_on, due_on - timedelta(days=rng.choice((0, 0, 1))))
    elif chance < 0.92:
        state, on = State.KEPT, late
    elif chance < 0.97:
        state, on = State.BROKEN, late
    else:
        state, on = State.WITHDRAWN, due_on
    if on > today or (due_on > today - timedelta(days=6) and chance > 0.6):
        return {"state": State.OPEN, "settled_on": None}
    return {"state": state, "settled_on": on}


def _complaints(plan: Plan, rng: Random, notes: Sequence[Interaction]) -> Iterator[dict[str, Any]]:
    for contact in notes:
        if contact.direction != "in" or not after.ABOUT.match(contact.subject):
            continue
        name, remedy, lesson = after.why(contact.body)
        moments = _moments(plan, rng, contact.occurred_at)
        done = sum(at is not None for at in moments)
        yield {
            **hung.on(plan, contact),
            **{"body": _first(contact) or contact.subject, "cause": cause(name)},
            **{"owner": contact.author_id, "received_at": contact.occurred_at, "state": [*Progress][done]},
            **dict(zip(("answered_at", "solved_at", "learnt_at"), moments, strict=True)),
            **{"due_on": contact.occurred_at.date() + timedelta(days=3)},
            **{"remedy": remedy if done > 1 else "", "lesson": lesson if done > 2 else ""},
            "cost_cents": rng.choice((None, 0, 4_500, 8_500, 12_500)) if done > 1 else None,
        }


def _moments(plan: Plan, rng: Random, received: datetime) -> list[datetime | None]:
    """Answered, solved and learnt, as far as that has come: each after the one before, within office hours."""
    now, at, found = when.at(plan.days.now), received, []
    for hours in (rng.choice((2, 3, 20, 26, 50, 95)), rng.choice((24, 48, 70, 120, 240)), rng.choice((24, 72, 168))):
        at = at + timedelta(hours=hours) if at else None
        at = at if at and at <= now and rng.random() > 0.06 else None
        found.append(at)
    return found


def _compliments(plan: Plan, rng: Random, notes: Sequence[Interaction]) -> list[Model]:
    rows, named = [], []
    for contact in notes:
        said = _sentence(PRAISE, contact.body)
        if said and contact.direction != "internal" and rng.random() < 0.3:
            rows.append({**hung.on(plan, contact), "body": said})
            named.append([NAMED[name] + 1 for name in NAMED if re.search(rf"\b{name}\b", said)])
    made = _insert(Compliment, rows)
    pairs = [{"compliment": one.id, "user": who} for one, some in zip(made, named, strict=True) for who in some]
    for start in range(0, len(pairs), AT_ONCE):
        ComplimentUser.insert_many(pairs[start : start + AT_ONCE]).execute()
    return made


def _refusals(plan: Plan, notes: Sequence[Interaction]) -> Iterator[dict[str, Any]]:
    for contact in notes:
        said = _sentence(NO, contact.body)
        if said and contact.direction != "internal":
            yield {**hung.on(plan, contact), "body": contact.subject or said[:LONGEST], "reason": said}


def _quotations(plan: Plan, notes: Sequence[Interaction]) -> Iterator[dict[str, Any]]:
    """One of each number, from the contact in which it was sent; later contacts with that number say how it ended."""
    numbered: dict[tuple[int, str], list[Interaction]] = {}
    for contact in notes:
        if found := NUMBER.search(f"{contact.subject} {contact.body}"):
            numbered.setdefault((contact.customer_id, found[0]), []).append(contact)
    for (_customer, number), (sent, *rest) in numbered.items():
        if sent.direction != "out" or "fferte" not in f"{sent.subject} {sent.body}":
            continue
        end = next((one for one in rest if LOST.search(one.subject) or WON.search(f"{one.subject} {one.body}")), None)
        lost = end is not None and bool(LOST.search(f"{end.subject} {end.body}"))
        sent_on = sent.occurred_at.date()
        yield {
            **hung.on(plan, sent),
            **{"body": _first(sent) or f"offerte {number}", "reference": number, "department": sent.department_id},
            **{"stage": Stage.SENT if end is None else Stage.LOST if lost else Stage.WON, "sent_on": sent_on},
            **{"valid_until": sent_on + timedelta(days=30), "sent_in": sent.id, "decided_in": end and end.id},
            **{"decided_on": end and end.occurred_at.date(), "reason": _why(end.body) if lost else ""},
            "explanation": _explanation(end) if lost else "",
        }


def _first(contact: Interaction) -> str:
    """The first sentence of a note."""
    return (quoting.sentences(contact.body) or [""])[0][:250].rstrip(".")


def _explanation(contact: Interaction) -> str:
    """Its first sentence that says more than "Reden: levertijd.", which the reason beside it says already."""
    said = (one.strip() for one in quoting.sentences(contact.body))
    return next((one for one in said if one and not one.startswith("Reden:")), "")[:250].rstrip(".")


def _why(body: str) -> str:
    return next((reason for pattern, reason in WHY_LOST if pattern.search(body)), Reason.NEED)


def _ratings(plan: Plan, rng: Random, notes: Sequence[Interaction]) -> Iterator[dict[str, Any]]:
    for contact in notes:
        if contact.channel in ("visit", "phone") and contact.reached and rng.random() < MARK_OF:
            score, link = rng.choice(SCORES), rng.random() < 0.4
            common = hung.on(plan, contact) | ({"created_by": None} if link else {})
            body = rng.choice(SENTENCES) if score > 5 else "Te lang op antwoord gewacht."
            yield {**common, "score": score, "body": body, "source": Source.LINK if link else Source.LOGGED}


def _sentence(pattern: re.Pattern, text: str) -> str:
    """The first sentence in which it occurs."""
    if not pattern.search(text):
        return ""
    return next((one.strip() for one in quoting.sentences(text) if pattern.search(one)), "")


def _insert(model: type[Model], rows: list[dict[str, Any]]) -> list[Model]:
    last = model.select(model.id).order_by(model.id.desc()).limit(1).scalar() or 0
    for start in range(0, len(rows), AT_ONCE):
        model.insert_many(rows[start : start + AT_ONCE]).execute()
    return list(model.select(model.id, model.interaction).where(model.id > last).order_by(model.id))
