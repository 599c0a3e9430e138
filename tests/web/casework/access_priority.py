"""Who sees which page of priorities and overrides: rows of the table in access.py."""

TEAM = frozenset(("team_manager", "quality_officer"))
READERS = TEAM | {"administrator", "panel_member", "commissioner", "partner_reader", "auditor"}
NOBODY: frozenset[str] = frozenset()

AT_PLACE: dict[str, dict] = {
    "service-priority": {
        "roles": READERS,
        "states": {"active": READERS, "suspended": READERS, "ended": READERS},
        "id": "service",
    },
    "override-add": {
        "roles": TEAM,
        "states": {"active": TEAM, "suspended": TEAM, "ended": NOBODY},
        "form": True,
        "id": "service",
    },
    "priority-backtest": {"roles": READERS},
    "override-review": {"roles": TEAM, "form": True, "id": "override"},
    "override-end": {"roles": TEAM, "form": True, "id": "override"},
}
"""{page of a place or of a service: its row}"""
