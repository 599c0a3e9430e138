"""Who sees which page of campaigns: rows of access.py, and the pages of records that test_campaigns.py walks."""

TEAM = frozenset(("team_manager", "quality_officer"))
MANAGER = frozenset(("team_manager",))
READERS = TEAM | {"panel_member", "commissioner"}
NOBODY: frozenset[str] = frozenset()
STATES = ("planned", "running", "ended")

PAGES = {"campaigns": {"roles": READERS}, "campaign-add": {"roles": TEAM, "form": True}}
"""{page of a place: fields of its row}"""

_ALWAYS = dict.fromkeys(STATES, READERS)
_OPEN = {"planned": TEAM, "running": TEAM, "ended": NOBODY}
RECORD_PAGES = {
    "campaign": _ALWAYS,
    "campaign-site": _ALWAYS,
    "measurements-csv": _ALWAYS,
    "campaign-edit": _OPEN,
    "campaign-step begin": {"planned": MANAGER, "running": NOBODY, "ended": NOBODY},
    "campaign-step end": {"planned": NOBODY, "running": MANAGER, "ended": NOBODY},
    "campaign-site-add": _OPEN,
    "campaign-step-add": _OPEN,
    "measurements-import": _OPEN,
    "campaign-step-finish": _OPEN,
    "campaign-site-edit": _OPEN,
    "campaign-site-remove": _OPEN,
    "accreditation-add": _OPEN,
    "measurement-add": _OPEN,
    "accreditation": _OPEN,
    "measurement": _OPEN,
}
"""{page of a campaign or of what belongs to it: {state of the campaign: the roles that see it}}"""
