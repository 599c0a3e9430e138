"""Who sees which page of weighing and judgements: rows of access.py, which test_judgements.py walks.

Everybody named here must be on the team of the review too: for other people of the place it does not exist.
"""

TEAM = frozenset(("review_lead", "reviewer"))
NOBODY: frozenset[str] = frozenset()
STATES = ("draft", "proposed", "final")


def _in(*states: str) -> dict[str, frozenset[str]]:
    return {state: TEAM if state in states else NOBODY for state in STATES}


REVIEW_PAGES = {"review-weighing": TEAM, "review-line": TEAM, "judgement-add": TEAM}
"""{page of a review: the roles that see it}"""

JUDGEMENT_PAGES = {
    "judgement-edit": _in("draft"),
    "judgement-dissent": _in(*STATES),
    "judgement-step propose": _in("draft"),
    "judgement-step agree": _in("proposed"),
    "judgement-step send-back": _in("proposed"),
    "judgement-step reopen": _in("final"),
}
"""{page of a judgement: {its state: the roles that see it}}"""

RECORD_PAGES = REVIEW_PAGES | JUDGEMENT_PAGES
