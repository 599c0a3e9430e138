"""What may be done with what is shared with a provider, by which role, in which state."""

from careplace.casework.assurance.states import OFFICERS
from careplace.casework.assurance.visits.states import PROVIDERS
from careplace.casework.workflow.transitions import NEW, Transition, Workflow

ADMINISTRATORS = frozenset(("administrator",))

ACTS_FOR = Workflow(
    "acting for a service",
    {"current": "the person acts for the service", "ended": "the person no longer acts for it"},
    (
        Transition("name", NEW, "current", ADMINISTRATORS, ("email",)),
        Transition("end", "current", "ended", ADMINISTRATORS),
    ),
)

REPORT = Workflow(
    "shared report",
    {"shared": "the provider reads the final report", "stopped": "the provider no longer reads it"},
    (
        Transition("share", NEW, "shared", OFFICERS, ("shared_on",)),
        Transition("share", "stopped", "shared", OFFICERS, ("shared_on",)),
        Transition("stop", "shared", "stopped", OFFICERS),
    ),
)

FIRST_READ = Workflow(
    "reading",
    {"read": "the person opened it"},
    (Transition("read", NEW, "read", PROVIDERS),),
)

FILE = Workflow(
    "provider's file",
    {"sent": "the provider sent it", "removed": "an officer removed what is in it"},
    (
        Transition("send", NEW, "sent", PROVIDERS, ("name", "digest")),
        Transition("remove", "sent", "removed", OFFICERS, ("reason",)),
    ),
)
