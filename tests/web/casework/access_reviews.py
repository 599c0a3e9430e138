"""Who sees the pages of reviews: by role, by part on the team, by state of the review, and before interests are declared.

For a person who is not on the team, each of them is no page at all. Parts of reviews add their pages to PAGES.
"""

from dataclasses import dataclass

from careplace.casework.reviews.states import REVIEW

READERS = frozenset(("review_lead", "reviewer"))
LEADS = frozenset(("review_lead",))
PARTS = ("lead", "reviewer", "panel")
STATES = tuple(REVIEW.states)
UNFINISHED = ("planning", "fieldwork", "judging")
COLLECTING = ("planning", "fieldwork")
FOLLOWED = (*UNFINISHED, "published")
WORKERS = ("lead", "reviewer")

ROWS = {
    "reviews": {"roles": READERS},
    "review-start": {"roles": LEADS, "form": True},
}
"""{page of a place that names no review: the arguments of its `Page`}"""


@dataclass(frozen=True)
class ReviewPage:
    """A page of a review, or of a record in it, whose kind is `of`.

    `parts` of the team see it in `states` of the review; `undeclared` is whether they do before declaring interests.
    """

    roles: frozenset[str] = READERS
    parts: tuple[str, ...] = PARTS
    states: tuple[str, ...] = STATES
    undeclared: bool = False
    form: bool = False
    of: str = "review"

    def sees(self, part: str, state: str, declared: bool) -> bool:
        """Whether a person of the team sees it, who has a role that may."""
        return part in self.parts and state in self.states and (declared or self.undeclared)


def _form(states=UNFINISHED, parts=WORKERS, **more) -> ReviewPage:
    return ReviewPage(parts=parts, states=states, form=True, **more)


def _lead(*states: str, **more) -> ReviewPage:
    return _form(states, ("lead",), roles=LEADS, **more)


PLAN = {
    "review": ReviewPage(undeclared=True),
    "review-edit": _lead(*COLLECTING),
    "review-step begin-fieldwork": _lead("planning"),
    "review-step end-fieldwork": _lead("fieldwork"),
    "review-step reopen-fieldwork": _lead("judging"),
    "review-step close": _lead("published"),
    "review-step reopen": _lead("closed"),
    "review-step abandon": _lead(*UNFINISHED),
    "review-team": ReviewPage(undeclared=True),
    "review-join": _lead(*FOLLOWED),
    "review-leave": _lead(*FOLLOWED, of="member"),
    "review-declare": _form(FOLLOWED, PARTS, undeclared=True),
    "review-timetable": ReviewPage(undeclared=True),
    "review-milestone-add": _form(),
    "review-milestone-move edit": _form(of="milestone"),
    "review-milestone-move finish": _form(of="milestone"),
    "review-milestone-move drop": _form(of="milestone"),
    "review-requests": ReviewPage(),
    "review-request-add": _form(),
    "review-request-move edit": _form(of="request"),
    "review-request-move receive": _form(of="request"),
    "review-request-move withdraw": _form(of="request"),
    "review-coverage": ReviewPage(),
    "review-coverage-csv": ReviewPage(),
    "review-context": ReviewPage(),
}
SOURCES = {
    "review-sources": ReviewPage(),
    "review-source-add": _form(COLLECTING),
    "review-figures": ReviewPage(),
    "review-source": ReviewPage(of="source"),
    "review-source-edit": _form(of="source"),
    "review-source-withdraw": _form(of="source"),
    "review-text-add": _form(COLLECTING, of="bare source"),
    "review-text-edit": _form(of="source"),
    "review-text-redact": _form(of="source"),
}
PAGES = PLAN | SOURCES
"""{page: who sees it}"""
WITHOUT_EDITION = {"review-context-file"}
"""Pages that are there where the edition of the review is."""
