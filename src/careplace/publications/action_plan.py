"""The file in which an action plan is published: casework writes it, and the public site reads it.

`recommendations` has what was recommended; `endings` how each of them ended, in the same order; `summits` and
`follow_up_visits` what was said of them since. `review` is the id of the publication that they are from.
"""

FILE = "action-plan.json"
SCHEMA = 1
ENDINGS = {
    "done": "done, with evidence",
    "transferred": "followed elsewhere",
    "closed": "closed, with the reason and evidence",
    "open": "still followed",
}
"""{key: how a recommendation ended}"""
VERDICTS = {"met": "Met", "partly": "Partly met", "not-met": "Not met"}
"""{key: what a follow-up visit found about a recommendation}"""
