"""Who sees which page of consultations: rows of access.py, and the pages of records that test_consultation.py walks."""

RUNNERS = frozenset(("team_manager", "review_lead"))
NOBODY: frozenset[str] = frozenset()

PAGES = {
    "consultations": {"roles": RUNNERS},
    "consultation-add": {"roles": RUNNERS, "form": True},
}
"""{page of a place: fields of its row}"""

STATES = ("draft", "open", "closed", "reported")


def _in(*states: str) -> dict[str, frozenset[str]]:
    return {state: RUNNERS if state in states else NOBODY for state in STATES}


EVERY, TAKING = _in(*STATES), _in("open", "closed")
CONSULTATION_PAGES = {
    "consultation": EVERY,
    "question-add": _in("draft"),
    "questions-import": _in("draft"),
    "theme-add": EVERY,
    "responses": EVERY,
    "response-add": TAKING,
    "responses-import": TAKING,
    "responses-accept": _in("draft", "open", "closed"),
    "responses-alike": EVERY,
    "consultation-results": EVERY,
    "consultation-results-csv": EVERY,
    "consultation-step edit": _in("draft"),
    "consultation-step open": _in("draft"),
    "consultation-step close": _in("open"),
    "consultation-step write-report": _in("closed"),
    "consultation-step publish": _in("closed"),
    "consultation-step correct": _in("reported"),
}
"""{page of a consultation: {its state: the roles that see it}}"""
READ_ONLY = {
    "consultation",
    "responses",
    "responses-alike",
    "consultation-results",
    "consultation-results-csv",
    "response",
}
"""Pages that take no form."""
PART_PAGES = {
    "question-change edit": _in("draft"),
    "question-change remove": _in("draft"),
    "theme-change edit": EVERY,
    "theme-change remove": EVERY,
    "response": EVERY,
    "response-decision accept": _in("draft", "open", "closed"),
    "response-decision set-aside": _in("draft", "open", "closed"),
    "response-decision reconsider": NOBODY,
    "response-repeat": _in("draft", "open", "closed"),
    "answer-read": EVERY,
    "original": EVERY,
    "response-file": TAKING,
    "response-file-discard": EVERY,
}
"""{page of a part of a consultation, in its first state: {the consultation's state: the roles that see it}}"""
RECORD_PAGES = CONSULTATION_PAGES | PART_PAGES
