"""What a quotation must meet; each answers what is wrong by the name of the field."""

from datetime import date

from crm.quotations.models import Quotation, Reason, Stage
from crm.words import N_, Text

LONGEST_BODY, LONGEST_REFERENCE, LONGEST_EXPLANATION = 300, 60, 500
DECIDED = (Stage.WON, Stage.LOST)
DAY_OF = {Stage.ASKED: "asked_on", Stage.SENT: "sent_on", Stage.WON: "decided_on", Stage.LOST: "decided_on"}
Wrong = dict[str, Text]


def days_up_to(stage: str) -> list[str]:
    """The days that a quotation at this stage may have: a step that it skipped, it may have made all the same."""
    names = list(dict.fromkeys(DAY_OF.values()))
    return names[: names.index(DAY_OF[Stage(stage)]) + 1]


def about(body: str, reference: str) -> Wrong:
    """What it is for, and its number."""
    wrong = too_long("body", body, LONGEST_BODY) | too_long("reference", reference, LONGEST_REFERENCE)
    return wrong if body else wrong | {"body": N_("Write what the quotation is for, or leave it out.")}


def decision(reason: str, explanation: str) -> Wrong:
    """Why it was won or lost."""
    if reason not in list(Reason):
        return {"reason": N_("Choose what decided it; that is what we learn from.")}
    if reason == Reason.OTHER and not explanation:
        return {"explanation": N_("Write in a sentence what decided it.")}
    return too_long("explanation", explanation, LONGEST_EXPLANATION)


def days(found: Quotation, today: date) -> Wrong:
    """None in the future, none before the one before; only ``valid_until`` may lie ahead. ``today``: the company's."""
    wrong: Wrong = {}
    before: date | None = None
    for name in ("asked_on", "sent_on", "decided_on"):
        day = getattr(found, name)
        if day is None:
            continue
        if day > today:
            wrong[name] = N_("This day is still to come; choose today or earlier.")
        elif before and day < before:
            wrong[name] = N_("This is before the step before it, of %(day)s.", day=f"{before:%d-%m-%Y}")
        before = day
    begun = found.sent_on or found.asked_on
    if found.valid_until and begun and found.valid_until < begun:
        wrong["valid_until"] = N_("This is before the day of the quotation itself, %(day)s.", day=f"{begun:%d-%m-%Y}")
    return wrong


def too_long(name: str, text: str, most: int) -> Wrong:
    """Whether a text fits."""
    return {name: N_("This is too long: at most %(max)d characters.", max=most)} if len(text) > most else {}
