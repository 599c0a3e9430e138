"""A fictional provider's user in casework: a draft to check, and an action to do."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from careplace.casework.accounts.models import User
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.sharing import access
from careplace.casework.assurance.visits import actions
from careplace.casework.assurance.visits.template import default
from careplace.casework.scope.actor import Actor

SEEN = (
    "Records of three people were read. They were up to date.",
    "Staff said that they are trained each year. One was due in March.",
    "Relatives said that calls are answered.",
)
USES = default().uses_of_one_evidence


def share_with_provider(
    administrator: Actor, officer: Actor, email: str, services: Sequence[Service], today: date
) -> None:
    """Let the person of an address act for services; send the draft of a visit to the first, and ask it for an action."""
    access.name_services(administrator, email, [service.pk for service in services])
    service, visited = services[0], today - timedelta(days=9)
    visit = actions.plan(officer, service.pk, {"kind": "planned", "planned_on": visited})
    with actions.seen(officer, visit.pk, visit.version) as now:
        visit = now.change("start", visited_on=visited, officer_id=User.objects.get(pk=officer.person).pk)
    visit = actions.record(officer, visit.pk, visit.version, _record())
    actions.send_draft(officer, visit.pk, visit.version, today - timedelta(days=2))
    asked = actions.propose(
        officer, service.pk, {"asked_by": "council", "issue": "One staff file has no training record."}
    )
    step = {
        "step": "Check every staff file",
        "responsible": "Registered manager",
        "due_on": today + timedelta(days=30),
    }
    actions.move_action(officer, asked.pk, "agree", asked.version, step)


def _record() -> dict[str, Any]:
    """A record without a gap: each piece of evidence supports as many standards as it may."""
    keys = list(default().standards)
    groups = [keys[start : start + USES] for start in range(0, len(keys), USES)]
    evidence = [
        {"id": str(uuid4()), "kind": "record", "text": SEEN[n % len(SEEN)], "standards": group}
        for n, group in enumerate(groups)
    ]
    return {"evidence": evidence, "grades": dict.fromkeys(keys, "good"), "not_looked_at": {}}
