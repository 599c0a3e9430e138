"""What may be done with the start of a contract and with a statement, in which state, by which role."""

from careplace.casework.assurance.states import CONTRACTS, MANAGERS, OFFICERS
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

CONTRACT = Workflow(
    "start of a contract",
    {"noted": "the team noted when the contract began"},
    (
        Transition("note", NEW, "noted", CONTRACTS, ("began_on", "source")),
        Transition("correct", "noted", "noted", CONTRACTS, ("began_on", "source")),
    ),
)

STATEMENT = Workflow(
    "statement",
    {
        "draft": "it is written",
        "reviewed": "a second person has reviewed it",
        "published": "it is on the public site",
        "withdrawn": "it was withdrawn from the public site",
    },
    (
        Transition("write", NEW, "draft", OFFICERS, ("text", "author")),
        Transition("rewrite", "draft", "draft", OFFICERS, ("text", "author")),
        Transition("review", "draft", "reviewed", MANAGERS, ("reviewer",)),
        Transition("send-back", "reviewed", "draft", MANAGERS, ("reason",)),
        Transition("publish", "reviewed", "published", MANAGERS, ("published_version", "published_on")),
        Transition("revise", "published", "draft", OFFICERS, ("text", "author", "note")),
        Transition("withdraw", "published", "withdrawn", MANAGERS, ("reason",)),
        Transition("withdraw", "draft", "withdrawn", MANAGERS, ("reason", "published_version")),
        Transition("withdraw", "reviewed", "withdrawn", MANAGERS, ("reason", "published_version")),
        Transition("revise", "withdrawn", "draft", OFFICERS, ("text", "author", "note")),
    ),
)
