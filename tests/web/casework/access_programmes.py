"""Who sees which page of programmes: rows of access.py, and the pages of records that test_programmes.py walks."""

EVALUATORS = frozenset(("evaluator",))
NOBODY: frozenset[str] = frozenset()
STATES = ("drafting", "locked", "ended")

PAGES = {
    "programmes": {"roles": EVALUATORS},
    "programme-add": {"roles": EVALUATORS, "form": True},
}
"""{page of a place: fields of its row}"""

_ALWAYS = dict.fromkeys(STATES, EVALUATORS)
_OPEN = {"drafting": EVALUATORS, "locked": EVALUATORS, "ended": NOBODY}
_DRAFT = {"drafting": EVALUATORS, "locked": NOBODY, "ended": NOBODY}
_LOCKED = {"drafting": NOBODY, "locked": EVALUATORS, "ended": NOBODY}
NO_ONE = dict.fromkeys(STATES, NOBODY)
RECORD_PAGES = {
    "programme": _ALWAYS,
    "programme-paper": _ALWAYS,
    "programme-paper-pdf": _ALWAYS,
    "programme-estimate": _ALWAYS,
    "estimate-page": _ALWAYS,
    "programme-paper-publish": {"drafting": NOBODY, "locked": EVALUATORS, "ended": EVALUATORS},
    "programme-paper-correct": _ALWAYS,
    "programme-paper-withdraw": _ALWAYS,
    "programme-survey": _ALWAYS,
    "programme-survey-add": _OPEN,
    "programme-question-add": _OPEN,
    "programme-question-remove": _OPEN,
    "programme-survey-step edit": _OPEN,
    "programme-survey-step open": _OPEN,
    "programme-survey-step withdraw": _OPEN,
    "programme-edit": _DRAFT,
    "programme-lock": _DRAFT,
    "programme-end": _LOCKED,
    "outcome-add": _OPEN,
    "local-outcome-add": _OPEN,
    "local-outcome": _ALWAYS,
    "local-outcome-edit": NO_ONE,
    "local-figures-add": _OPEN,
    "local-figures": {"drafting": NOBODY, "locked": EVALUATORS, "ended": EVALUATORS},
    "local-figures-table": _ALWAYS,
    "estimate-ask": _LOCKED,
    "estimate-ask-all": _LOCKED,
    "programme-part-add milestones": _OPEN,
    "programme-part-add waves": _OPEN,
    "programme-part-add items": _OPEN,
    "programme-part milestone-reach": _OPEN,
    "programme-part milestone-drop": _OPEN,
    "programme-part outcome-drop": _OPEN,
    "programme-part wave-correct": _OPEN,
    "programme-part wave-weight": _OPEN,
    "programme-part wave-withdraw": _OPEN,
    "programme-part item-correct": _OPEN,
    "programme-part item-withdraw": _OPEN,
}
"""{page of a programme or of what belongs to it: {state of the programme: the roles that see it}}"""
