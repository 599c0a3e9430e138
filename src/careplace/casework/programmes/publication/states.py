"""What may be done with a published paper, in which state, by which role."""

from careplace.casework.programmes.states import EVALUATORS
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

RELEASED = ("published_version", "published_on")

BOARD_PAPER = Workflow(
    "paper for the board",
    {"published": "it is on the public site", "withdrawn": "it was withdrawn from the public site"},
    (
        Transition("publish", NEW, "published", EVALUATORS, RELEASED),
        Transition("correct", "published", "published", EVALUATORS, (*RELEASED, "note")),
        Transition("withdraw", "published", "withdrawn", EVALUATORS, ("reason",)),
        Transition("correct", "withdrawn", "published", EVALUATORS, (*RELEASED, "note")),
    ),
)
