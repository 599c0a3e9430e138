"""A person's choice about the daily mail."""

from careplace.casework.scope.roles import roles
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

EVERYBODY = frozenset(roles())

CHOICE = Workflow(
    "digest-choice",
    {"off": "the person gets no daily mail about the place", "on": "the person gets it"},
    (
        Transition("stop", NEW, "off", EVERYBODY),
        Transition("resume", "off", "on", EVERYBODY),
        Transition("stop", "on", "off", EVERYBODY),
    ),
)
