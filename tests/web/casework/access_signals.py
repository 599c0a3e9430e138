"""Who sees which page of signals as files: rows of the table in access.py."""

TEAM = frozenset(("team_manager", "quality_officer"))
READERS = TEAM | {"panel_member", "commissioner"}

PAGES: dict[str, dict] = {
    "signals-import": {"roles": TEAM, "form": True},
    "signals-template": {"roles": TEAM},
    "signals-csv": {"roles": READERS},
}
"""{page of a place: its row}"""
