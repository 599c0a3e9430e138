"""What may be done with what a plan is made from, by which role."""

from careplace.casework.assurance.states import MANAGERS, OFFICERS
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

OFFICER_TIME = Workflow(
    "officer-time",
    {"active": "the person makes visits of the plan", "ended": "the person makes none any more"},
    (
        Transition("add", NEW, "active", MANAGERS, ("officer",)),
        Transition("edit", "active", "active", MANAGERS),
        Transition("end", "active", "ended", MANAGERS),
        Transition("edit", "ended", "active", MANAGERS),
    ),
)

LEAVE = Workflow(
    "leave",
    {"entered": "the person is away on these days", "removed": "the person is not away after all"},
    (
        Transition("enter", NEW, "entered", OFFICERS, ("officer", "first_on", "last_on")),
        Transition("remove", "entered", "removed", OFFICERS),
    ),
)

PLAN_RULES = Workflow(
    "plan-rules",
    {"active": "visits are planned by these rules"},
    (
        Transition("add", NEW, "active", MANAGERS, ("starts_on", "ends_on")),
        Transition("edit", "active", "active", MANAGERS, ("starts_on", "ends_on")),
    ),
)

SERVICE_DISTRICT = Workflow(
    "service-district",
    {"active": "the service is in this district"},
    (
        Transition("add", NEW, "active", MANAGERS),
        Transition("edit", "active", "active", MANAGERS),
    ),
)
