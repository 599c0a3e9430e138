"""Who sees which page of escalation, the panel and closures: rows of the table in access.py, and a table by state."""

TEAM = frozenset(("team_manager", "quality_officer"))
MANAGER = frozenset(("team_manager",))
PANEL = frozenset(("panel_member",))
WRITERS = TEAM | {"commissioner"}
READERS = WRITERS | PANEL
PANEL_READERS = TEAM | PANEL
NOBODY: frozenset[str] = frozenset()

STATES = {
    "case": ("enhanced", "suspended", "closed"),
    "meeting": ("planned", "held", "final", "correcting", "cancelled"),
    "plan": ("open", "done", "closed"),
}
"""{record: its states}. A case is open at a level, or closed; a plan is open with its first step open or done, or closed."""


def _open(roles: frozenset[str]) -> dict[str, frozenset[str]]:
    return {"active": roles, "suspended": roles, "ended": NOBODY}


AT_PLACE: dict[str, dict] = {
    "cases": {"roles": READERS},
    "meetings": {"roles": PANEL_READERS},
    "meeting-plan": {"roles": TEAM, "form": True},
    "case-open": {"roles": TEAM, "states": _open(TEAM), "form": True, "id": "service"},
    "contingency": {"roles": READERS, "states": _open(READERS) | {"ended": READERS}, "id": "service"},
    "contingency-plan": {"roles": WRITERS, "states": _open(WRITERS), "form": True, "id": "service"},
}
"""{page of a place or of a service: its row}"""


def _in(**states: frozenset[str]) -> dict[str, frozenset[str]]:
    return states


def _always(record: str, roles: frozenset[str]) -> dict[str, frozenset[str]]:
    return dict.fromkeys(STATES[record], roles)


PAGES: dict[str, tuple[str, frozenset[str], dict[str, frozenset[str]]]] = {
    "case": ("case", READERS, _always("case", READERS)),
    "case-step raise": ("case", TEAM, _in(enhanced=MANAGER, suspended=MANAGER)),
    "case-step lower": ("case", TEAM, _in(suspended=MANAGER)),
    "case-step review": ("case", TEAM, _in(enhanced=TEAM, suspended=MANAGER)),
    "case-step close": ("case", TEAM, _in(enhanced=TEAM, suspended=MANAGER)),
    "meeting": ("meeting", PANEL_READERS, _always("meeting", PANEL_READERS)),
    "minutes": ("meeting", PANEL_READERS, _always("meeting", PANEL_READERS)),
    "minutes-pdf": ("meeting", PANEL_READERS, _always("meeting", PANEL_READERS)),
    "meeting-agenda": ("meeting", TEAM, _in(planned=TEAM, held=TEAM)),
    "item-add": ("meeting", TEAM, _in(planned=TEAM, held=TEAM)),
    "meeting-step plan-again": ("meeting", TEAM, _in(planned=TEAM)),
    "meeting-step cancel": ("meeting", TEAM, _in(planned=MANAGER)),
    "meeting-step hold": ("meeting", TEAM, _in(planned=TEAM)),
    "meeting-step finalise": ("meeting", TEAM, _in(held=MANAGER, correcting=MANAGER)),
    "meeting-step correct": ("meeting", TEAM, _in(final=MANAGER)),
    "item-step minute": ("meeting", TEAM, _in(held=TEAM, correcting=TEAM)),
    "item-step withdraw": ("meeting", TEAM, _in(planned=TEAM)),
    "interest-add": ("meeting", PANEL_READERS, _in(planned=PANEL_READERS, held=PANEL_READERS)),
    "decision-add": ("meeting", PANEL, _in(held=PANEL)),
    "contingency-plan-step count": ("plan", WRITERS, _in(open=WRITERS, done=WRITERS)),
    "contingency-plan-step close": ("plan", WRITERS, _in(open=WRITERS, done=WRITERS)),
    "contingency-step-add": ("plan", WRITERS, _in(open=WRITERS, done=WRITERS)),
    "vacancy": ("plan", WRITERS, _in(open=WRITERS, done=WRITERS)),
    "contingency-step assign": ("plan", WRITERS, _in(open=WRITERS)),
    "contingency-step finish": ("plan", WRITERS, _in(open=WRITERS)),
    "contingency-step leave-out": ("plan", WRITERS, _in(open=WRITERS)),
    "contingency-step reopen": ("plan", WRITERS, _in(done=WRITERS)),
}
"""{page: (its record, roles with its permission, {state: who sees it})}; all but FORMLESS take what a form sends."""
FORMLESS = ("case", "meeting", "minutes", "minutes-pdf")
