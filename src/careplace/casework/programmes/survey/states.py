"""What may be done with a survey by link, its questions and its answers, in which state, by which role."""

from careplace.casework.programmes.states import EVALUATORS
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

WRITTEN = ("title", "organisation", "about", "privacy", "asked_of")

SURVEY = Workflow(
    "survey by link",
    {
        "draft": "its questions are being written",
        "open": "people who have its link can answer",
        "closed": "nobody can answer any more, and its answers are not counted yet",
        "counted": "its answers are counted, a survey wave for each question",
        "withdrawn": "it is not used",
    },
    (
        Transition("draft", NEW, "draft", EVALUATORS, WRITTEN),
        Transition("edit", "draft", "draft", EVALUATORS, WRITTEN),
        Transition("open", "draft", "open", EVALUATORS, (*WRITTEN, "opens_on", "closes_on", "key")),
        Transition("close", "open", "closed", EVALUATORS, ("closes_on",)),
        Transition("count", "closed", "counted", EVALUATORS),
        Transition("withdraw", "draft", "withdrawn", EVALUATORS, ("reason",)),
        Transition("withdraw", "open", "withdrawn", EVALUATORS, ("reason",)),
    ),
)

QUESTION = Workflow(
    "question of a survey by link",
    {"asked": "it is asked", "removed": "it is not asked"},
    (
        Transition("add", NEW, "asked", EVALUATORS, ("theme", "question", "scale")),
        Transition("remove", "asked", "removed", EVALUATORS),
        Transition("count", "asked", "asked", EVALUATORS, ("wave",)),
    ),
)

RESPONSE = Workflow(
    "answers to a survey by link",
    {"received": "they came by the link, and are counted when the survey closes"},
    (Transition("receive", NEW, "received", EVALUATORS, ("received_on",)),),
)
