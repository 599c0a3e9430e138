"""What may be done with recommendations, actions and progress, in which state, by which role."""

from careplace.casework.reviews.states import LEADS, TEAM
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

RECOMMENDATION = Workflow(
    "recommendation",
    {"made": "the review makes it", "withdrawn": "the review no longer makes it"},
    (
        Transition("make", NEW, "made", TEAM, ("text", "line", "organisation")),
        Transition("edit", "made", "made", TEAM, ("text", "line", "organisation")),
        Transition("withdraw", "made", "withdrawn", LEADS, ("reason",)),
    ),
)

ACTION = Workflow(
    "action on a recommendation",
    {
        "open": "its owner works on it",
        "done": "its owner says that it is done",
        "closed": "the team has seen the evidence, and it is closed",
        "transferred": "it is followed elsewhere",
    },
    (
        Transition("add", NEW, "open", TEAM, ("text", "owner", "due_on")),
        Transition("edit", "open", "open", TEAM, ("text", "owner", "due_on")),
        Transition("report-done", "open", "done", TEAM, ("evidence",)),
        Transition("not-enough", "done", "open", TEAM, ("reason",)),
        Transition("close", "done", "closed", LEADS, ("evidence",)),
        Transition("transfer", "open", "transferred", LEADS, ("transferred_to", "reason")),
        Transition("reopen", "closed", "open", LEADS, ("reason",)),
        Transition("reopen", "transferred", "open", LEADS, ("reason",)),
    ),
)

PROGRESS = Workflow(
    "progress of an action",
    {"noted": "it is told to the board"},
    (
        Transition("note", NEW, "noted", TEAM, ("board_on", "says", "status")),
        Transition("correct", "noted", "noted", TEAM, ("board_on", "says", "status")),
    ),
)
