"""What may be done with a plan for a closure, its steps and the vacancies that homes nearby report, by which role."""

from careplace.casework.assurance.states import TEAM
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

PLAN = Workflow(
    "contingency plan",
    {"open": "the plan is in use", "closed": "the plan is over"},
    (
        Transition("plan", NEW, "open", TEAM, ("reason",)),
        Transition("count", "open", "open", TEAM, ("counted_on",)),
        Transition("close", "open", "closed", TEAM, ("reason",)),
    ),
)

STEP = Workflow(
    "contingency step",
    {"open": "it is not done yet", "done": "it is done", "left-out": "it is not needed here"},
    (
        Transition("add", NEW, "open", TEAM, ("title", "due_on")),
        Transition("assign", "open", "open", TEAM, ("owner", "due_on")),
        Transition("finish", "open", "done", TEAM, ("done_on",)),
        Transition("leave-out", "open", "left-out", TEAM, ("note",)),
        Transition("reopen", "done", "open", TEAM),
        Transition("reopen", "left-out", "open", TEAM),
    ),
)

VACANCY = Workflow(
    "vacancies",
    {"known": "somebody of the team was told"},
    (
        Transition("note", NEW, "known", TEAM, ("known_on", "source")),
        Transition("note-again", "known", "known", TEAM, ("known_on", "source")),
    ),
)
