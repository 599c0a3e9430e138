"""What may be done with an override of a priority, by which role, in which state."""

from careplace.casework.assurance.states import OFFICERS
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

OVERRIDE = Workflow(
    "override",
    {"active": "it counts until its last day", "ended": "the scheme's own band counts again"},
    (
        Transition("decide", NEW, "active", OFFICERS, ("band", "reason", "until", "decided_by")),
        Transition("review", "active", "active", OFFICERS, ("band", "reason", "until", "decided_by")),
        Transition("end", "active", "ended", OFFICERS, ("end_reason",)),
        Transition("lapse", "active", "ended", OFFICERS),
    ),
)
