"""What may be done with a service and with a signal, in which state, by which role."""

from careplace.casework.workflow.transitions import NEW, Transition, Workflow

TEAM = frozenset(("team_manager", "quality_officer", "commissioner"))
OFFICERS = frozenset(("team_manager", "quality_officer"))
MANAGERS = frozenset(("team_manager",))
CONTRACTS = frozenset(("team_manager", "commissioner"))

SERVICE = Workflow(
    "service",
    {
        "active": "the council places people there",
        "suspended": "no new people are placed there for now",
        "ended": "the contract has ended",
    },
    (
        Transition("add", NEW, "active", TEAM, ("name", "kind")),
        Transition("edit", "active", "active", TEAM, ("name", "kind")),
        Transition("edit", "suspended", "suspended", TEAM, ("name", "kind")),
        Transition("suspend", "active", "suspended", MANAGERS, ("reason",)),
        Transition("resume", "suspended", "active", MANAGERS, ("reason",)),
        Transition("end-contract", "active", "ended", CONTRACTS, ("contract_ended_on",)),
        Transition("end-contract", "suspended", "ended", CONTRACTS, ("contract_ended_on",)),
        Transition("reopen", "ended", "active", CONTRACTS, ("reason",)),
    ),
)

SIGNAL = Workflow(
    "signal",
    {"open": "the team has not dealt with it yet", "closed": "the team has dealt with it"},
    (
        Transition("add", NEW, "open", OFFICERS, ("kind", "happened_on", "source", "text")),
        Transition("close", "open", "closed", OFFICERS, ("outcome",)),
    ),
)
