"""Who sees which page of what happens after a review: rows of access.py, which test_followup.py walks.

Everybody named here must be on the team of the review too: for other people of the place it does not exist.
"""

TEAM = frozenset(("review_lead", "reviewer"))
LEAD = frozenset(("review_lead",))
NOBODY: frozenset[str] = frozenset()
STATES = ("open", "done", "closed", "transferred")

REVIEW_PAGES = {
    "review-followup": TEAM,
    "followup-publish": LEAD,
    "board-paper": TEAM,
    "recommendation-add": TEAM,
}
"""{page of a review: the roles that see it}"""

RECOMMENDATION_PAGES = {
    "recommendation-step edit": TEAM,
    "recommendation-step withdraw": LEAD,
    "plan-action-add": TEAM,
}
"""{page of a recommendation that is made: the roles that see it}"""


def _in(roles: frozenset[str], *states: str) -> dict[str, frozenset[str]]:
    return {state: roles if state in states else NOBODY for state in STATES}


ACTION_PAGES = {
    "progress-add": _in(TEAM, *STATES),
    "plan-action-step edit": _in(TEAM, "open"),
    "plan-action-step report-done": _in(TEAM, "open"),
    "plan-action-step not-enough": _in(TEAM, "done"),
    "plan-action-step close": _in(LEAD, "done"),
    "plan-action-step transfer": _in(LEAD, "open"),
    "plan-action-step reopen": _in(LEAD, "closed", "transferred"),
}
"""{page of an action: {its state: the roles that see it}}"""

RECORD_PAGES = REVIEW_PAGES | RECOMMENDATION_PAGES | ACTION_PAGES | {"progress-correct": TEAM}
