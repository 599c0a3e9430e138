"""The minutes of a meeting as they are frozen: with the names and roles of that day, and the papers that the panel had."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from careplace.casework.assurance.escalation.current import level_title
from careplace.casework.assurance.panels.models import Item, Meeting
from careplace.casework.scope.models import Membership
from careplace.casework.scope.roles import roles


def content_of(meeting: Meeting, on: date) -> dict[str, Any]:
    """The whole minutes as JSON: dates as ISO text, people as their names."""
    items = list(
        meeting.items.select_related("service")
        .prefetch_related("interests", "decisions")
        .order_by("created_at")
    )
    names, titles = names_of(people_of(meeting, items)), role_titles(meeting)
    return {
        "held_on": meeting.held_on.isoformat(),
        "final_on": on.isoformat(),
        "chair": names[str(meeting.chair_id)],
        "attendees": [{"name": names[id], "role": titles.get(id, "")} for id in meeting.attendees],
        "guests": meeting.guests,
        "items": [_item(item, names) for item in items if item.state == "listed"],
    }


def people_of(meeting: Meeting, items: Iterable[Item]) -> set[str]:
    """The ids of everybody that the minutes name; the items' interests and decisions are fetched."""
    people = {str(meeting.chair_id), *meeting.attendees}
    for item in items:
        people |= {str(interest.member_id) for interest in item.interests.all()}
        people |= {id for decision in item.decisions.all() for id in decision.deciders}
    return people


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """{id of a user: the user's name}"""
    listed = list(ids)
    users = get_user_model().objects.filter(pk__in=listed) if listed else ()
    return {str(user.pk): user.name for user in users}


def role_titles(meeting: Meeting) -> dict[str, str]:
    """{id of a person who attended: the titles of the roles at the place now}"""
    if not meeting.attendees:
        return {}
    members = Membership.objects.current().filter(place=meeting.place, user_id__in=meeting.attendees)
    titles: dict[str, list[str]] = {}
    for id, role in members.order_by("role").values_list("user_id", "role"):
        titles.setdefault(str(id), []).append(roles()[role].title)
    return {id: ", ".join(listed) for id, listed in titles.items()}


def _item(item: Item, names: dict[str, str]) -> dict[str, Any]:
    return {
        "title": item.title,
        "service": item.service.name if item.service else "",
        "why": item.why,
        "paper": item.paper,
        "minutes": item.minutes,
        "interests": [
            {"member": names[str(interest.member_id)], "interest": interest.interest}
            for interest in item.interests.all()
        ],
        "decisions": [
            {
                "level": level_title(decision.level) if decision.level else "",
                "text": decision.text,
                "deciders": [names[id] for id in decision.deciders],
                "decided_on": decision.decided_on.isoformat(),
            }
            for decision in item.decisions.all()
        ],
    }
