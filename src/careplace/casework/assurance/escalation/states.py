"""What may be done with a case of escalation; which levels a move goes between, and what it needs, the ladder says."""

from careplace.casework.assurance.states import OFFICERS
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

CASE = Workflow(
    "escalation case",
    {
        "open": "the service is above the first level of the ladder",
        "closed": "the service is at the first level of the ladder again",
    },
    (
        Transition("open", NEW, "open", OFFICERS, ("owner", "reason")),
        Transition("raise", "open", "open", OFFICERS, ("owner", "reason")),
        Transition("lower", "open", "open", OFFICERS, ("owner", "reason")),
        Transition("review", "open", "open", OFFICERS, ("owner", "finding", "review_on")),
        Transition("close", "open", "closed", OFFICERS, ("reason", "closed_on")),
    ),
)

MOVE = Workflow(
    "escalation move",
    {"made": "it stays as it was written"},
    (Transition("move", NEW, "made", OFFICERS, ("reason",)),),
)
