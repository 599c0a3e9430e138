"""What may be done with a deletion and with a hold, by which role."""

from careplace.casework.workflow.transitions import NEW, Transition, Workflow

KEEPERS = frozenset(("administrator", "team_manager"))
"""Roles that decide what is deleted."""

DELETION = Workflow(
    "deletion",
    {
        "due": "a rule does not keep the record any longer",
        "proposed": "one person wants it deleted, and another has to agree",
        "deleted": "it is deleted",
        "withdrawn": "the record changed or is held, and is kept",
    },
    (
        Transition("fall-due", NEW, "due", KEEPERS, ("subject_kind", "subject_id", "rule", "due_on")),
        Transition("fall-due", "withdrawn", "due", KEEPERS, ("rule", "due_on")),
        Transition("propose", "due", "proposed", KEEPERS, ("proposed_by",)),
        Transition("send-back", "proposed", "due", KEEPERS, ("reason",)),
        Transition("withdraw", "due", "withdrawn", KEEPERS),
        Transition("withdraw", "proposed", "withdrawn", KEEPERS),
        Transition("delete", "proposed", "deleted", KEEPERS, ("approved_by",)),
    ),
)

HOLD = Workflow(
    "hold",
    {"active": "nothing about the service is deleted", "lifted": "the rules decide again"},
    (
        Transition("place", NEW, "active", KEEPERS, ("service", "reason")),
        Transition("lift", "active", "lifted", KEEPERS, ("reason",)),
    ),
)
