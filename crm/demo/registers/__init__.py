"""What the demo company promised, heard and learnt: told by hand for the stories, read from the notes for the rest."""

from collections.abc import Callable

from crm.db import Model
from crm.demo.plan import Plan
from crm.demo.registers import departures, goals, house, notes, stories, votes
from crm.interactions.models import Interaction

ContactAt = Callable[[int, int], Interaction | None]


def write(plan: Plan, contact_at: ContactAt) -> dict[str, list[Model]]:
    """Write all of it; answers what was made by its verb in the journal. Inside a transaction."""
    made = stories.write(plan, contact_at)
    for verb, more in notes.write(plan, made).items():
        made.setdefault(verb, []).extend(more)
    made["houserule.demo"] = house.write(plan)
    made["departure.demo"] = departures.write(plan)
    made["nomination.demo"] = votes.write(plan)
    made["goal.demo"] = goals.write(plan)
    return made
