"""Who sees which page of coding: rows of access.py, walked by test_coding_access.py. People outside the team see none."""

TEAM = frozenset(("review_lead", "reviewer"))
LEAD = frozenset(("review_lead",))

PAGES = {
    "review-codes": ("review", TEAM),
    "review-code-add": ("review", TEAM),
    "review-code-edit": ("code", TEAM),
    "review-code-use retire": ("code", LEAD),
    "review-search": ("review", TEAM),
    "text-coding": ("text", TEAM),
    "coding-add": ("text", TEAM),
    "coding-suggest": ("text", TEAM),
    "coding-step edit": ("coding", TEAM),
    "coding-step remove": ("coding", TEAM),
    "review-rounds": ("review", TEAM),
    "review-round-add": ("review", LEAD),
    "review-exchange": ("review", TEAM),
    "review-comments-import": ("review", TEAM),
    "review-project-import": ("review", TEAM),
    "review-project-export": ("review", LEAD),
    "review-round": ("round", TEAM),
    "review-round-step say-done": ("round", TEAM),
    "review-round-step abandon": ("round", LEAD),
}
"""{page, with its step: (the record that its address names, the roles that see it)}"""
NOT_NOW = {
    "review-code-use use-again": "code",
    "coding-step accept": "coding",
    "coding-step confirm": "coding",
}
"""{step that the state of the record does not allow: the record}"""
EVERY = {*PAGES, *NOT_NOW}
