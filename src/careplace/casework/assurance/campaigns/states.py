"""What may be done with a campaign, its sites and steps, and what was measured, in which state, by which role."""

from careplace.casework.assurance.states import MANAGERS, OFFICERS
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

CAMPAIGN = Workflow(
    "campaign",
    {
        "planned": "the campaign is being prepared",
        "running": "the campaign runs at some site",
        "ended": "the campaign has ended",
    },
    (
        Transition(
            "plan", NEW, "planned", OFFICERS, ("name", "aim", "measure", "unit", "polarity", "starts_on")
        ),
        Transition(
            "edit",
            "planned",
            "planned",
            OFFICERS,
            ("name", "aim", "measure", "unit", "polarity", "starts_on"),
        ),
        Transition("begin", "planned", "running", MANAGERS, ("lead",)),
        Transition(
            "edit",
            "running",
            "running",
            OFFICERS,
            ("name", "aim", "measure", "unit", "polarity", "starts_on"),
        ),
        Transition("end", "running", "ended", MANAGERS, ("ends_on", "reason")),
    ),
)

SITE = Workflow(
    "campaign site",
    {"listed": "the service is a site of the campaign", "removed": "the service is no longer a site"},
    (
        Transition("add", NEW, "listed", OFFICERS, ("service",)),
        Transition("edit", "listed", "listed", OFFICERS),
        Transition("remove", "listed", "removed", OFFICERS, ("reason",)),
    ),
)

STEP = Workflow(
    "campaign step",
    {"open": "it is not done yet", "done": "it is done"},
    (
        Transition("add", NEW, "open", OFFICERS, ("text",)),
        Transition("finish", "open", "done", OFFICERS, ("done_on",)),
    ),
)

ACCREDITATION = Workflow(
    "accreditation",
    {"awarded": "the site has the level"},
    (
        Transition("award", NEW, "awarded", OFFICERS, ("level", "awarded_on")),
        Transition("correct", "awarded", "awarded", OFFICERS, ("level", "awarded_on")),
    ),
)

MEASUREMENT = Workflow(
    "measurement",
    {"entered": "the value is in the chart"},
    (
        Transition("enter", NEW, "entered", OFFICERS, ("month",)),
        Transition("correct", "entered", "entered", OFFICERS, ("month",)),
    ),
)
