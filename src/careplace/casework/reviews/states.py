"""What may be done with a review, its team, its requests and its sources, in which state, by which role."""

from careplace.casework.workflow.transitions import NEW, Transition, Workflow

LEADS = frozenset(("review_lead",))
TEAM = frozenset(("review_lead", "reviewer"))
PLANNED = ("title", "framework", "edition", "scope", "starts_on", "ends_on")

REVIEW = Workflow(
    "review",
    {
        "planning": "the team plans what it will ask, and of which people",
        "fieldwork": "the team collects and codes sources",
        "judging": "fieldwork is over: the team weighs, judges and writes",
        "published": "the report is published, and its recommendations are followed",
        "closed": "the review is closed",
        "abandoned": "the review was given up before it was published",
    },
    (
        Transition("plan", NEW, "planning", LEADS, PLANNED),
        Transition("edit", "planning", "planning", LEADS, PLANNED),
        Transition("edit", "fieldwork", "fieldwork", LEADS, PLANNED),
        Transition("begin-fieldwork", "planning", "fieldwork", LEADS, PLANNED),
        Transition("end-fieldwork", "fieldwork", "judging", LEADS),
        Transition("reopen-fieldwork", "judging", "fieldwork", LEADS, ("reason",)),
        Transition("publish", "judging", "published", LEADS),
        Transition("close", "published", "closed", LEADS, ("reason",)),
        Transition("reopen", "closed", "published", LEADS, ("reason",)),
        Transition("abandon", "planning", "abandoned", LEADS, ("reason",)),
        Transition("abandon", "fieldwork", "abandoned", LEADS, ("reason",)),
        Transition("abandon", "judging", "abandoned", LEADS, ("reason",)),
    ),
)

MEMBER = Workflow(
    "member of a review",
    {"member": "the person is on the review's team", "left": "the person left the team"},
    (
        Transition("join", NEW, "member", LEADS, ("person", "part")),
        Transition("declare", "member", "member", TEAM, ("interests", "declared_on")),
        Transition("leave", "member", "left", LEADS, ("reason",)),
    ),
)

MILESTONE = Workflow(
    "day of a timetable",
    {"open": "it is to be done", "done": "it is done", "dropped": "it is no longer needed"},
    (
        Transition("add", NEW, "open", TEAM, ("title", "due_on")),
        Transition("edit", "open", "open", TEAM, ("title", "due_on")),
        Transition("finish", "open", "done", TEAM, ("done_on",)),
        Transition("drop", "open", "dropped", TEAM, ("reason",)),
    ),
)

REQUEST = Workflow(
    "request for a document",
    {"open": "it was asked for", "received": "it arrived", "withdrawn": "it is no longer needed"},
    (
        Transition("ask", NEW, "open", TEAM, ("document", "organisation", "due_on")),
        Transition("edit", "open", "open", TEAM, ("document", "organisation", "due_on")),
        Transition("receive", "open", "received", TEAM, ("received_on",)),
        Transition("withdraw", "open", "withdrawn", TEAM, ("reason",)),
    ),
)

SOURCE = Workflow(
    "source",
    {
        "used": "it is evidence of the review",
        "withdrawn": "it is not used, such as where consent was taken back",
    },
    (
        Transition("add", NEW, "used", TEAM, ("title", "category", "organisation", "held_on", "consent")),
        Transition("edit", "used", "used", TEAM, ("title", "category", "organisation", "held_on", "consent")),
        Transition("withdraw", "used", "withdrawn", TEAM, ("reason",)),
    ),
)

TEXT = Workflow(
    "text",
    {
        "current": "it is the text of its source",
        "replaced": "a later text is in its place",
        "erased": "its words were erased, since they could identify somebody",
    },
    (
        Transition("add", NEW, "current", TEAM, ("content", "why")),
        Transition("replace", "current", "replaced", TEAM),
        Transition("erase", "replaced", "erased", TEAM),
        Transition("erase", "current", "erased", TEAM),
    ),
)
