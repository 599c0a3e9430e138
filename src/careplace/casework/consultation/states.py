"""What may be done with a consultation, a response, an answer and the rest, in which state, by which role."""

from careplace.casework.workflow.transitions import NEW, Transition, Workflow

RUNNERS = frozenset(("team_manager", "review_lead"))
"""Roles that run consultations."""

CONSULTATION = Workflow(
    "consultation",
    {
        "draft": "the questions are being written",
        "open": "people can respond",
        "closed": "nobody can respond any more, and the report is being written",
        "reported": "the report is published",
    },
    (
        Transition("plan", NEW, "draft", RUNNERS, ("title", "about", "privacy")),
        Transition("edit", "draft", "draft", RUNNERS, ("title", "about", "privacy")),
        Transition("open", "draft", "open", RUNNERS, ("publication", "opens_on", "closes_on")),
        Transition("close", "open", "closed", RUNNERS, ("reason",)),
        Transition("write-report", "closed", "closed", RUNNERS, ("introduction",)),
        Transition("publish", "closed", "reported", RUNNERS, ("introduction", "results")),
        Transition("correct", "reported", "reported", RUNNERS, ("introduction", "note")),
    ),
)

QUESTION = Workflow(
    "question",
    {"asked": "it is part of the consultation", "removed": "it is not asked"},
    (
        Transition("add", NEW, "asked", RUNNERS, ("words", "kind")),
        Transition("edit", "asked", "asked", RUNNERS, ("words", "kind")),
        Transition("remove", "asked", "removed", RUNNERS),
    ),
)

RESPONSE = Workflow(
    "response",
    {
        "received": "nobody has decided yet whether it counts",
        "accepted": "it counts as a person",
        "repeat": "the same person responded before, and counts once",
        "set-aside": "it does not count",
    },
    (
        Transition("receive", NEW, "received", RUNNERS, ("channel", "received_on")),
        Transition("accept", "received", "accepted", RUNNERS),
        Transition("repeat", "received", "repeat", RUNNERS, ("same_as",)),
        Transition("repeat", "accepted", "repeat", RUNNERS, ("same_as",)),
        Transition("set-aside", "received", "set-aside", RUNNERS, ("reason",)),
        Transition("set-aside", "accepted", "set-aside", RUNNERS, ("reason",)),
        Transition("reconsider", "accepted", "received", RUNNERS, ("reason",)),
        Transition("reconsider", "repeat", "received", RUNNERS, ("reason",)),
        Transition("reconsider", "set-aside", "received", RUNNERS, ("reason",)),
    ),
)

ANSWER = Workflow(
    "answer",
    {"unread": "nobody has read it yet", "read": "a person has read it, and taken out what may not be shown"},
    (
        Transition("receive", NEW, "unread", RUNNERS),
        Transition("read", "unread", "read", RUNNERS),
        Transition("read", "read", "read", RUNNERS),
    ),
)

ORIGINAL = Workflow(
    "original",
    {"sealed": "it is read with a reason only, until its retention ends"},
    (Transition("seal", NEW, "sealed", RUNNERS),),
)

BATCH = Workflow(
    "response-file",
    {
        "uploaded": "nobody has said yet which column answers which question",
        "imported": "its responses are here",
        "discarded": "nothing of it is here",
    },
    (
        Transition("upload", NEW, "uploaded", RUNNERS),
        Transition("import", "uploaded", "imported", RUNNERS),
        Transition("discard", "uploaded", "discarded", RUNNERS),
    ),
)

THEME = Workflow(
    "theme",
    {"written": "it is part of the report", "removed": "it is not part of the report"},
    (
        Transition("write", NEW, "written", RUNNERS, ("statement", "outcome")),
        Transition("edit", "written", "written", RUNNERS, ("statement", "outcome")),
        Transition("remove", "written", "removed", RUNNERS),
    ),
)
