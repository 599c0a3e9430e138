"""The pages of a review, in the order of its front page: each part of reviews adds a line."""

PAGES = [
    ("review-team", "Team and interests", True),
    ("review-timetable", "Timetable", True),
    ("review-requests", "Requests for documents", False),
    ("review-sources", "Sources", False),
    ("review-codes", "Code book and coding", False),
    ("review-search", "Search the texts", False),
    ("review-rounds", "Double coding", False),
    ("review-exchange", "Import and export of coding", False),
    ("review-coverage", "Who was heard, and who was not", False),
    ("review-figures", "Figures of the edition", False),
    ("review-context", "Context pack", False),
    ("review-weighing", "What the sources say, and judgements", False),
    ("review-report", "Report", False),
    ("review-followup", "Recommendations and follow-up", False),
    ("review-summits", "Summit", False),
    ("review-regulator", "The regulator’s follow-up visit", False),
    ("review-closing", "Closing the review", False),
    ("review-retention", "How long texts are kept", False),
]
"""(name of the page, words, whether it is also for people who have not declared their interests)"""
