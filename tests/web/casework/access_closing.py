"""Who sees which page of what ends a review: rows of access.py, which test_closing.py walks.

Everybody named here must be on the team of the review too: for other people of the place it does not exist.
"""

TEAM = frozenset(("review_lead", "reviewer"))
LEAD = frozenset(("review_lead",))
NOBODY: frozenset[str] = frozenset()
STATES = ("judging", "published", "closed")


def _in(roles: frozenset[str], *states: str) -> dict[str, frozenset[str]]:
    return {state: roles if state in states else NOBODY for state in STATES}


REVIEW_PAGES = {
    "review-summits": _in(TEAM, *STATES),
    "review-regulator": _in(TEAM, *STATES),
    "review-closing": _in(TEAM, *STATES),
    "review-retention": _in(TEAM, *STATES),
    "review-retention-step propose": _in(TEAM, "closed"),
    "review-retention-step delete": _in(NOBODY),
    "review-retention-step send-back": _in(NOBODY),
    "summit-add": _in(TEAM, "judging", "published"),
    "regulator-visit-add": _in(TEAM, "published"),
}
"""{page of a review: {its state: the roles that see it}}"""
SUMMIT_PAGES = dict.fromkeys(("summit-edit", "summit-agreement-add"), _in(TEAM, "judging", "published"))
AGREEMENT_PAGES = {"summit-agreement-edit": _in(TEAM, "judging", "published")}
VISIT_PAGES = dict.fromkeys(("regulator-visit-edit", "regulator-finding-add"), _in(TEAM, "published"))
FINDING_PAGES = {"regulator-finding-edit": _in(TEAM, "published")}
RECOMMENDATION_PAGES = {"recommendation-close": _in(LEAD, "published")}
CLOSURE_PAGES = {"recommendation-reopen": _in(LEAD, "published")}

RECORD_PAGES: dict[str, object] = {
    **REVIEW_PAGES,
    **SUMMIT_PAGES,
    **AGREEMENT_PAGES,
    **VISIT_PAGES,
    **FINDING_PAGES,
    **RECOMMENDATION_PAGES,
    **CLOSURE_PAGES,
}
