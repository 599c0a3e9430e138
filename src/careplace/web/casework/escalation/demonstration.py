"""Two cases and two meetings of the panel for the fictional team, one of them held; and a plan for a closure."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from django.contrib.auth import get_user_model

from careplace.casework.assurance.contingency.actions import make_plan
from careplace.casework.assurance.escalation import actions
from careplace.casework.assurance.escalation.agenda import agenda_entries
from careplace.casework.assurance.escalation.papers import as_json, papers
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.panels import actions as panels
from careplace.casework.assurance.panels.models import Decision
from careplace.casework.clocks import Clock
from careplace.casework.scope.actor import Actor

WEEK = timedelta(days=7)


def make_cases(home: Path, manager: Actor, panel: Actor, services: Sequence[Service], today: date) -> None:
    """A case at enhanced monitoring, one whose placements the panel suspended a week ago, and the next meeting."""
    first, second = services[:2]
    owner = get_user_model().objects.get(pk=manager.person)
    given = {"owner": owner, "reason": "The registered manager has left, and shifts at night were short."}
    later = given | {"to": "enhanced", "review_on": Clock(today, 8).due()}
    actions.open_case(manager, first.pk, later, today - WEEK)
    decision = _decided(home, manager, panel, second, today - WEEK)
    given["reason"] = "Medicines are not given as prescribed."
    soon = given | {"to": "suspended", "review_on": Clock(today, 1).due(), "decision": decision}
    actions.open_case(manager, second.pk, soon, today - WEEK)
    make_plan(manager, second.pk, "Placements are suspended, and the provider has not answered.", today)
    values = {"held_on": today + WEEK, "chair": owner}
    panels.plan(manager, values, agenda_entries(manager.place, values["held_on"]))


def _decided(home: Path, manager: Actor, panel: Actor, service: Service, held_on: date) -> Decision:
    chair = get_user_model().objects.get(pk=manager.person)
    entry = (service, "A pharmacist found gaps in the records of medicines.")
    meeting = panels.plan(manager, {"held_on": held_on, "chair": chair}, [entry])
    attended = {"attendees": [manager.person, panel.person], "guests": "A pharmacist of the NHS"}
    facts = papers(manager, home, [service], "Routine monitoring", held_on)
    kept = {id: as_json(paper) for id, paper in facts.items()}
    panels.hold(manager, meeting.pk, meeting.version, attended, kept, held_on)
    item = meeting.items.get()
    minutes = {"minutes": "The panel heard the pharmacist. The provider did not attend."}
    panels.change_item(manager, item.pk, "minute", minutes, item.version)
    text = "Suspend placements until an audit of medicines shows no gap for two weeks."
    return panels.decide(panel, item.pk, {"level": "suspended", "text": text, "deciders": [panel.person]})
