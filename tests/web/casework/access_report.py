"""Who sees which page of a review's report: rows of access.py, which test_review_report.py walks.

Everybody named here must be on the team of the review too: for other people of the place it does not exist. `STEPS` are for
parts of the team.
"""

TEAM = frozenset(("review_lead", "reviewer"))
STATES = ("draft", "accuracy", "panel", "ready", "published", "withdrawn")
REVIEW_PAGES = {"review-report": TEAM, "report-begin": TEAM}
SECTION_PAGES = {"report-section": ("draft", "accuracy"), "report-comment": ("accuracy",)}
"""{page of a section: states of the report in which it is there}"""
STEPS = {
    "report-step send-out": {"lead": ("draft",)},
    "report-step end-accuracy": {"lead": ("accuracy",)},
    "report-step send-back": {"lead": ("accuracy", "panel", "ready"), "panel": ("panel",)},
    "report-step agree": {"panel": ("panel",)},
    "report-step publish": {"lead": ("ready",)},
    "report-step revise": {"lead": ("published", "withdrawn")},
    "report-step withdraw": {"lead": ("published",)},
}
"""{step: {part of the team: states of the report}}"""
RECORD_PAGES = dict.fromkeys((*REVIEW_PAGES, *SECTION_PAGES, *STEPS, "report-answer"), TEAM)
