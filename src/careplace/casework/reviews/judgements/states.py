"""What may be done with judgements and dissents, in which state, by which role."""

from careplace.casework.reviews.states import TEAM
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

JUDGEMENT = Workflow(
    "judgement",
    {
        "draft": "its judge writes it",
        "proposed": "a second person must look at it",
        "final": "it is the review's judgement on its key line",
    },
    (
        Transition("write", NEW, "draft", TEAM, ("line", "statement", "direction", "confidence")),
        Transition("edit", "draft", "draft", TEAM, ("statement", "direction", "confidence")),
        Transition("propose", "draft", "proposed", TEAM, ("statement", "direction", "confidence")),
        Transition("send-back", "proposed", "draft", TEAM, ("reason_back",)),
        Transition("agree", "proposed", "final", TEAM, ("reviewer",)),
        Transition("reopen", "final", "draft", TEAM, ("reason_back",)),
    ),
)

DISSENT = Workflow(
    "dissent",
    {"kept": "it is kept for as long as the judgement"},
    (Transition("dissent", NEW, "kept", TEAM, ("text",)),),
)
