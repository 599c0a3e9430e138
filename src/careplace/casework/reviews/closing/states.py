"""What may be done with summits, follow-up visits and what ends a recommendation, in which state, by which role."""

from careplace.casework.reviews.states import LEADS, TEAM
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

HELD = ("held_on", "venue", "attendance", "agreed")
VISITED = ("visited_on", "visitors", "looked_at")

SUMMIT = Workflow(
    "summit",
    {"noted": "it is part of what followed the review"},
    (
        Transition("add", NEW, "noted", TEAM, HELD),
        Transition("edit", "noted", "noted", TEAM, HELD),
    ),
)

AGREEMENT = Workflow(
    "agreement of a summit",
    {"noted": "it is what the summit agreed about a recommendation"},
    (
        Transition("note", NEW, "noted", TEAM, ("decision", "text")),
        Transition("correct", "noted", "noted", TEAM, ("decision", "text")),
    ),
)

FOLLOW_UP_VISIT = Workflow(
    "follow-up visit",
    {"noted": "it is part of what followed the review"},
    (
        Transition("add", NEW, "noted", TEAM, VISITED),
        Transition("edit", "noted", "noted", TEAM, VISITED),
    ),
)

FINDING = Workflow(
    "finding of a follow-up visit",
    {"noted": "it is what the visit found about a recommendation"},
    (
        Transition("note", NEW, "noted", TEAM, ("verdict", "evidence")),
        Transition("correct", "noted", "noted", TEAM, ("verdict", "evidence")),
    ),
)

CLOSURE = Workflow(
    "closure of a recommendation",
    {"closed": "the recommendation is not followed any more", "reopened": "the recommendation is followed"},
    (
        Transition("close", NEW, "closed", LEADS, ("reason", "evidence")),
        Transition("close", "reopened", "closed", LEADS, ("reason", "evidence")),
        Transition("reopen", "closed", "reopened", LEADS, ("reason",)),
    ),
)

TEXT_DELETION = Workflow(
    "deletion of a review's texts",
    {
        "proposed": "one person of the team wants the texts deleted, and another has to agree",
        "withdrawn": "the texts are kept for now",
        "deleted": "the texts are deleted",
    },
    (
        Transition("propose", NEW, "proposed", TEAM, ("rule", "due_on", "proposed_by")),
        Transition("propose", "withdrawn", "proposed", TEAM, ("rule", "due_on", "proposed_by")),
        Transition("send-back", "proposed", "withdrawn", TEAM, ("reason",)),
        Transition("delete", "proposed", "deleted", TEAM, ("approved_by",)),
    ),
)
