"""Who sees what is shared with providers: rows of the table in access.py, and a table by what the provider has.

A provider's own user sees a page of a record only where they act for its service; test_provider_access.py walks the table
with a user who does, one who acts for another service of the place, and one of another place.
"""

from uuid import UUID, uuid4

from tests.casework.people import member

from careplace.casework.scope.models import Membership

PROVIDER = frozenset(("provider_user",))
TEAM = frozenset(("team_manager", "quality_officer"))
VISIT_READERS = TEAM | {"panel_member", "commissioner"}
ADMINISTRATOR = frozenset(("administrator",))
NOBODY: frozenset[str] = frozenset()

ROWS = {
    "provider-home": {"roles": PROVIDER},
    "provider-invite": {"roles": ADMINISTRATOR, "form": True},
    "provider-services": {"roles": ADMINISTRATOR, "form": True, "id": "provider"},
}
"""{page of a place: the arguments of its `Page`}"""

VISIT_STATES = (
    "planned",
    "recording",
    "accuracy",
    "late",
    "review",
    "final",
    "shared",
    "stopped",
    "cancelled",
)
"""States of a visit as a provider meets them: late is accuracy after its last day, shared and stopped are of the report."""
ACTION_STATES = ("proposed", "agreed", "done", "verified", "moved", "before-final")
"""States of an action; before-final is proposed after a visit whose report is not final."""
FILE_STATES = ("sent", "removed")


def _in(roles: frozenset[str], *states: str) -> dict[str, frozenset[str]]:
    return dict.fromkeys(states, roles)


RECORD_PAGES: dict[str, tuple[str, frozenset[str], bool, dict[str, frozenset[str]]]] = {
    "provider-draft": ("visit", PROVIDER, False, _in(PROVIDER, "accuracy", "late", "review")),
    "provider-challenge": ("visit", PROVIDER, True, _in(PROVIDER, "accuracy")),
    "provider-report": ("visit", PROVIDER, False, _in(PROVIDER, "shared")),
    "provider-plan": ("service", PROVIDER, False, _in(PROVIDER, *ACTION_STATES)),
    "provider-done": ("service", PROVIDER, True, _in(PROVIDER, "agreed")),
    "provider-agree": ("action", PROVIDER, True, _in(PROVIDER, "proposed")),
    "provider-file": ("file", PROVIDER, False, _in(PROVIDER, "sent")),
    "report-sharing": ("visit", TEAM, True, _in(TEAM, "final", "shared", "stopped")),
    "sent-file": ("file", VISIT_READERS, False, _in(VISIT_READERS, "sent")),
    "sent-file-remove": ("file", TEAM, True, _in(TEAM, "sent")),
}
"""{page: (the record of its address, the roles that may ever see it, whether it takes a form, {state: who sees it})}"""

REFUSED = {
    ("provider-challenge", "late"): 403,
    ("provider-challenge", "review"): 403,
    ("provider-done", "proposed"): 403,
    ("provider-done", "done"): 403,
    ("provider-done", "verified"): 403,
    ("provider-done", "moved"): 403,
    ("provider-done", "before-final"): 403,
    ("provider-agree", "agreed"): 403,
    ("provider-agree", "done"): 403,
    ("provider-agree", "verified"): 403,
    ("provider-agree", "moved"): 403,
    ("sent-file", "removed"): 404,
}
"""{(page, state): what people get who may see the page in another state}: 403, with the reason, for what they know of.
Where nothing is said, the team gets 403, and a provider 404: the record is not shared."""


def provider_id(place: str) -> UUID:
    """The role of a provider's own user at a place."""
    person = member("provider_user", place, f"Provider{uuid4().hex} X")
    return UUID(str(Membership.objects.get(user=person).pk))


MAKERS = {"provider": provider_id}
"""{kind of record: makes one at a place}"""
