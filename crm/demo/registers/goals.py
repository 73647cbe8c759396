"""What the departments aim at."""

from crm.accounts.models import Department
from crm.demo.colleagues import NAMED
from crm.demo.plan import Plan
from crm.demo.when import at
from crm.teamwork.models import Goal

MONTHS = 92 * 86_400  # seconds ago that they were set
GOALS = (
    ("consulted", "Verkoop", 75),
    ("consulted", None, 70),
    ("agreements", None, 90),
    ("followups", None, 85),
)


def write(plan: Plan) -> list[Goal]:
    """The goals. Inside a transaction."""
    set_at, by = at(max(plan.days.now - MONTHS, plan.days.starts[0])), NAMED["Daniëlle"] + 1
    numbers = {name: id for id, name in Department.select(Department.id, Department.name).tuples()}
    return [
        Goal.create(
            figure=figure,
            department=numbers[department] if department else None,
            target=target,
            created_by=by,
            created_at=set_at,
            updated_at=set_at,
        )
        for figure, department, target in GOALS
    ]
