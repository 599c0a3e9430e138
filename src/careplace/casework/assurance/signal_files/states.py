"""What may be done with the reference of a signal: it is noted with the signal, and never changed."""

from careplace.casework.assurance.states import OFFICERS
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

REFERENCE = Workflow(
    "signal-reference",
    {"noted": "the signal came from a file that gave its reference"},
    (Transition("note", NEW, "noted", OFFICERS, ("reference",)),),
)
