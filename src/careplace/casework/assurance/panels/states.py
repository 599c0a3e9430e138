"""What may be done with a meeting of the panel and what is in it, by which role, in which state."""

from careplace.casework.assurance.states import MANAGERS, OFFICERS
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

DECIDERS = frozenset(("panel_member",))
"""Officers and managers propose and carry out; only members of the panel decide."""

MEETING = Workflow(
    "meeting",
    {
        "planned": "the agenda is being prepared",
        "held": "the panel has met, and its minutes are being written",
        "final": "the minutes are final",
        "correcting": "the final minutes are being corrected",
        "cancelled": "the meeting will not take place",
    },
    (
        Transition("plan", NEW, "planned", OFFICERS, ("held_on", "chair")),
        Transition("plan-again", "planned", "planned", OFFICERS, ("held_on", "chair")),
        Transition("cancel", "planned", "cancelled", MANAGERS, ("reason",)),
        Transition("hold", "planned", "held", OFFICERS, ("attendees",)),
        Transition("finalise", "held", "final", MANAGERS),
        Transition("correct", "final", "correcting", MANAGERS, ("reason",)),
        Transition("finalise", "correcting", "final", MANAGERS),
    ),
)
HAS_MET = ("held", "final", "correcting")
"""States of a meeting that took place."""

ITEM = Workflow(
    "agenda item",
    {"listed": "it is on the agenda", "withdrawn": "it was taken off the agenda"},
    (
        Transition("list", NEW, "listed", OFFICERS, ("title", "why")),
        Transition("brief", "listed", "listed", OFFICERS),
        Transition("minute", "listed", "listed", OFFICERS, ("minutes",)),
        Transition("withdraw", "listed", "withdrawn", OFFICERS, ("reason",)),
    ),
)

INTEREST = Workflow(
    "interest",
    {"declared": "the member does not decide the item"},
    (Transition("declare", NEW, "declared", OFFICERS | DECIDERS, ("member", "interest")),),
)

DECISION = Workflow(
    "decision",
    {"made": "the panel has decided"},
    (Transition("decide", NEW, "made", DECIDERS, ("text", "deciders")),),
)

MINUTES = Workflow(
    "minutes",
    {"final": "this version does not change"},
    (Transition("freeze", NEW, "final", MANAGERS, ("content",)),),
)
