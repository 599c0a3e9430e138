"""What may be done with a local outcome and its figures."""

from careplace.casework.programmes.states import EVALUATORS
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

DESCRIBED = ("title", "numerator", "unit", "period_type", "design", "source")

LOCAL_MEASURE = Workflow(
    "local outcome",
    {"described": "what is counted is described"},
    (
        Transition("describe", NEW, "described", EVALUATORS, DESCRIBED),
        Transition("edit", "described", "described", EVALUATORS, DESCRIBED),
    ),
)

FIGURES = Workflow(
    "figures of a local outcome",
    {"entered": "the figures of this version stay as they are"},
    (Transition("enter", NEW, "entered", EVALUATORS, ("number", "rows", "sha256")),),
)
