"""What may be done with a programme and with what belongs to it, in which state, by which role."""

from careplace.casework.workflow.transitions import NEW, Transition, Workflow

EVALUATORS = frozenset(("evaluator",))
WRITTEN = ("name", "purpose", "starts_on", "event", "protocol")

PROGRAMME = Workflow(
    "programme",
    {
        "drafting": "the protocol is being written; no outcome can be opened",
        "locked": "the protocol is locked, and its outcomes can be opened",
        "ended": "the evaluation has ended",
    },
    (
        Transition("draft", NEW, "drafting", EVALUATORS, WRITTEN),
        Transition("edit", "drafting", "drafting", EVALUATORS, WRITTEN),
        Transition("lock", "drafting", "locked", EVALUATORS, (*WRITTEN, "sha256", "locked_on")),
        Transition("end", "locked", "ended", EVALUATORS, ("reason",)),
    ),
)

MILESTONE = Workflow(
    "milestone",
    {"open": "it is not reached yet", "reached": "it is reached", "dropped": "it was given up"},
    (
        Transition("add", NEW, "open", EVALUATORS, ("text", "due_on")),
        Transition("reach", "open", "reached", EVALUATORS, ("reached_on",)),
        Transition("drop", "open", "dropped", EVALUATORS, ("reason",)),
    ),
)

OUTCOME = Workflow(
    "outcome",
    {
        "listed": "it is an outcome of the programme",
        "dropped": "it is no longer followed, and stays on record",
    },
    (
        Transition("list", NEW, "listed", EVALUATORS, ("measure", "hoped", "theme")),
        Transition("drop", "listed", "dropped", EVALUATORS, ("reason",)),
    ),
)

ESTIMATE = Workflow(
    "estimate",
    {
        "waiting": "it is calculated in the background",
        "done": "it is calculated",
        "refused": "the data cannot be asked this question",
        "stopped": "the calculation stopped before its end, and nothing of it was kept: run it again",
    },
    (
        Transition("ask", NEW, "waiting", EVALUATORS, ("protocol_sha256",)),
        Transition("finish", "waiting", "done", EVALUATORS, ("edition", "sentences")),
        Transition("refuse", "waiting", "refused", EVALUATORS, ("reason",)),
        Transition("stop", "waiting", "stopped", EVALUATORS, ("reason",)),
    ),
)

WAVE = Workflow(
    "survey wave",
    {"entered": "its answers are counted", "withdrawn": "it is not used"},
    (
        Transition("enter", NEW, "entered", EVALUATORS, ("question", "held_on", "scale", "theme")),
        Transition("correct", "entered", "entered", EVALUATORS, ("question", "held_on", "scale", "theme")),
        Transition("weight", "entered", "entered", EVALUATORS),
        Transition("withdraw", "entered", "withdrawn", EVALUATORS, ("reason",)),
    ),
)

ITEM = Workflow(
    "item of money or activity",
    {"entered": "it is counted", "withdrawn": "it is not used"},
    (
        Transition("enter", NEW, "entered", EVALUATORS, ("name", "kind", "source", "theme")),
        Transition("correct", "entered", "entered", EVALUATORS, ("name", "kind", "source", "theme")),
        Transition("withdraw", "entered", "withdrawn", EVALUATORS, ("reason",)),
    ),
)
