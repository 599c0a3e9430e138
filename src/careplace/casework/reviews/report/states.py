"""What may be done with a report, its sections and the comments on them, in which state, by which role."""

from careplace.casework.reviews.states import LEADS, TEAM
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

REPORT = Workflow(
    "report of a review",
    {
        "draft": "the team writes it",
        "accuracy": "the organisations of the place check its facts",
        "panel": "the quality panel reads it",
        "ready": "the quality panel agreed, and it can be published",
        "published": "it is on the public site",
        "withdrawn": "it was withdrawn from the public site",
    },
    (
        Transition("begin", NEW, "draft", TEAM),
        Transition("send-out", "draft", "accuracy", LEADS),
        Transition("end-accuracy", "accuracy", "panel", LEADS),
        Transition("send-back", "accuracy", "draft", LEADS, ("reason",)),
        Transition("send-back", "panel", "draft", TEAM, ("reason",)),
        Transition("send-back", "ready", "draft", LEADS, ("reason",)),
        Transition("judgement-opened", "panel", "draft", TEAM, ("reason",)),
        Transition("judgement-opened", "ready", "draft", TEAM, ("reason",)),
        Transition("agree", "panel", "ready", TEAM, ("panel_member",)),
        Transition("publish", "ready", "published", LEADS, ("published_version", "published_on")),
        Transition("revise", "published", "draft", LEADS, ("note",)),
        Transition("withdraw", "published", "withdrawn", LEADS, ("reason",)),
        Transition("withdraw", "draft", "withdrawn", LEADS, ("reason", "published_version")),
        Transition("revise", "withdrawn", "draft", LEADS, ("note",)),
    ),
)

SECTION = Workflow(
    "section of a report",
    {"written": "it is a part of the report"},
    (Transition("add", NEW, "written", TEAM), Transition("edit", "written", "written", TEAM)),
)

COMMENT = Workflow(
    "comment on a report",
    {"open": "the team has not answered it", "answered": "the team answered it"},
    (
        Transition("note", NEW, "open", TEAM, ("organisation", "passage", "says")),
        Transition("answer", "open", "answered", TEAM, ("decision", "answer")),
        Transition("answer-again", "answered", "answered", TEAM, ("decision", "answer")),
    ),
)
