"""What the kinds of follow-ups are called, and what each asks for."""

from crm.followups.models import Kind
from crm.words import N_, Text

WORDS: dict[str, Text] = {
    Kind.TASK: N_("Task"),
    Kind.CALL: N_("Call back"),
    Kind.VISIT: N_("Visit"),
    Kind.QUESTION: N_("Question"),
}
ICONS = {Kind.TASK: "list-todo", Kind.CALL: "phone", Kind.VISIT: "map-pin", Kind.QUESTION: "circle-help"}
AT_A_TIME = (Kind.CALL, Kind.VISIT)  # with whom, and at what time of the day
