"""What may be done with a visit, a challenge to its draft, and an action that follows, by which role, in which state."""

from careplace.casework.assurance.states import MANAGERS, OFFICERS
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

PROVIDERS = frozenset(("provider_user",))
"""Providers' own users, who get to a record through what is shared with them (sharing/boundary.py)."""

VISIT = Workflow(
    "visit",
    {
        "planned": "the visit is planned",
        "recording": "officers write what they found",
        "accuracy": "the provider checks the facts of the draft",
        "review": "a senior colleague checks the draft",
        "final": "the report is final",
        "cancelled": "the visit will not take place",
    },
    (
        Transition("plan", NEW, "planned", OFFICERS, ("planned_on", "kind")),
        Transition("plan-again", "planned", "planned", OFFICERS, ("planned_on", "kind")),
        Transition("cancel", "planned", "cancelled", MANAGERS, ("reason",)),
        Transition("start", "planned", "recording", OFFICERS, ("visited_on", "officer")),
        Transition("record", "recording", "recording", OFFICERS),
        Transition("send-draft", "recording", "accuracy", OFFICERS, ("draft_sent_on",)),
        Transition("end-accuracy", "accuracy", "review", OFFICERS),
        Transition("record", "review", "review", OFFICERS),
        Transition("send-back", "review", "recording", MANAGERS, ("reason",)),
        Transition("finalise", "review", "final", MANAGERS, ("grade", "final_on")),
    ),
)

CHALLENGE = Workflow(
    "challenge",
    {"open": "the team has not answered yet", "answered": "the team has answered"},
    (
        Transition("challenge", NEW, "open", OFFICERS | PROVIDERS, ("sentence", "says")),
        Transition("answer", "open", "answered", OFFICERS, ("decision", "reply")),
    ),
)

ACTION = Workflow(
    "action",
    {
        "proposed": "the provider has not agreed to it yet",
        "agreed": "the provider has agreed to do it by a date",
        "done": "the provider says that it is done",
        "verified": "an officer has seen the proof",
        "moved": "it is followed elsewhere",
    },
    (
        Transition("propose", NEW, "proposed", OFFICERS, ("issue", "asked_by")),
        Transition("edit", "proposed", "proposed", OFFICERS, ("issue", "asked_by")),
        Transition("agree", "proposed", "agreed", OFFICERS | PROVIDERS, ("step", "responsible", "due_on")),
        Transition("edit", "agreed", "agreed", OFFICERS, ("step", "responsible", "due_on")),
        Transition("report-done", "agreed", "done", OFFICERS | PROVIDERS, ("proof",)),
        Transition("not-enough", "done", "agreed", OFFICERS, ("reason", "due_on")),
        Transition("verify", "done", "verified", OFFICERS, ("verified_on",)),
        Transition("move", "proposed", "moved", MANAGERS, ("reason",)),
        Transition("move", "agreed", "moved", MANAGERS, ("reason",)),
    ),
)
