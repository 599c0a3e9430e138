"""What may be done with codes and codings, in which state, by which role."""

from careplace.casework.reviews.states import LEADS, TEAM
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

CODE = Workflow(
    "code",
    {"used": "people code with it", "retired": "it is no longer used; what has it keeps it"},
    (
        Transition("add", NEW, "used", TEAM, ("name",)),
        Transition("edit", "used", "used", TEAM, ("name",)),
        Transition("retire", "used", "retired", LEADS, ("reason",)),
        Transition("use-again", "retired", "used", LEADS),
    ),
)

CODING = Workflow(
    "coding",
    {
        "suggested": "it was suggested by likeness; it counts for nothing until a person accepts it",
        "blind": "one of two coders gave it; it counts once the two are reconciled",
        "coded": "it is evidence",
        "unsure": "its words changed; a person must look at it",
        "removed": "it was taken back",
    },
    (
        Transition("code", NEW, "coded", TEAM, ("code", "direction")),
        Transition("code-blind", NEW, "blind", TEAM, ("code", "direction")),
        Transition("suggest", NEW, "suggested", TEAM, ("code",)),
        Transition("import", NEW, "unsure", TEAM, ("code", "doubt")),
        Transition("accept", "suggested", "coded", TEAM, ("direction",)),
        Transition("reconcile", "blind", "coded", TEAM, ("direction",)),
        Transition("edit", "coded", "coded", TEAM, ("code", "direction")),
        Transition("move", "coded", "coded", TEAM),
        Transition("move", "blind", "blind", TEAM),
        Transition("move", "suggested", "suggested", TEAM),
        Transition("move", "unsure", "unsure", TEAM),
        Transition("doubt", "coded", "unsure", TEAM, ("doubt",)),
        Transition("doubt", "blind", "unsure", TEAM, ("doubt",)),
        Transition("doubt", "unsure", "unsure", TEAM, ("doubt",)),
        Transition("confirm", "unsure", "coded", TEAM, ("direction",)),
        Transition("confirm-blind", "unsure", "blind", TEAM, ("direction",)),
        Transition("edit", "blind", "blind", TEAM, ("code", "direction")),
        Transition("remove", "suggested", "removed", TEAM),
        Transition("remove", "blind", "removed", TEAM),
        Transition("remove", "coded", "removed", TEAM),
        Transition("remove", "unsure", "removed", TEAM),
    ),
)

ROUND = Workflow(
    "double coding",
    {
        "open": "two people code the texts apart; each sees only what they gave themselves",
        "comparing": "both are done: what they gave is compared and reconciled",
        "reconciled": "every coding of the two was kept or taken back",
        "abandoned": "it was given up",
    },
    (
        Transition("begin", NEW, "open", LEADS, ("title", "sources")),
        Transition("say-done", "open", "open", TEAM),
        Transition("compare", "open", "comparing", TEAM),
        Transition("finish", "comparing", "reconciled", TEAM),
        Transition("abandon", "open", "abandoned", LEADS, ("reason",)),
    ),
)
