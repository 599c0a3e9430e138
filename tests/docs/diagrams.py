"""Writes the roles and the diagrams of workflows into the guides of casework: `python -m tests.docs.diagrams`."""

import re
from pathlib import Path

from careplace.casework.scope.roles import roles

FOLDER = Path(__file__).parents[2] / "docs/guide"
GUIDES = tuple(
    sorted(path for path in FOLDER.glob("casework*.md") if "<!-- diagram" in path.read_text("utf-8"))
)


def role_table() -> str:
    """Each role, what a person with it does, and its permissions."""
    rows = [
        f"| {role.title} (`{role.key}`) | {role.does} | {', '.join(sorted(role.may)) or 'none'} |"
        for role in roles().values()
    ]
    return "\n".join(["| role | what the person does | permissions |", "|---|---|---|", *rows])


def ladder_table() -> str:
    """The levels of the example of a ladder: placements, the time to a review, and what moves need."""
    from careplace.casework.assurance.escalation.ladder import default

    rows = [
        f"| {level.title} (`{level.key}`) | {level.placements} | {level.review_within or 'no review'} | "
        f"{', '.join(level.raise_needs) or 'nothing'} | {', '.join(level.lower_needs) or 'nothing more'} |"
        for level in default().levels
    ]
    heads = (
        "| level | placements | review within, working days | raising to it needs | lowering from it needs |"
    )
    return "\n".join([heads, "|---|---|---|---|---|", *rows])


def parts() -> dict[str, str]:
    """{name between the marks of the guide: its text}"""
    import os

    import django
    from tests.web.environment import ENVIRONMENT

    os.environ |= ENVIRONMENT | {"DJANGO_SETTINGS_MODULE": "careplace.web.casework.settings"}
    django.setup()
    from careplace.casework.assurance.campaigns.states import CAMPAIGN
    from careplace.casework.assurance.contingency.states import PLAN, STEP, VACANCY
    from careplace.casework.assurance.escalation.states import CASE
    from careplace.casework.assurance.overrides.states import OVERRIDE
    from careplace.casework.assurance.panels.states import DECISION, INTEREST, ITEM, MEETING, MINUTES
    from careplace.casework.assurance.proof.states import STATEMENT
    from careplace.casework.assurance.states import SERVICE, SIGNAL
    from careplace.casework.assurance.visits.states import ACTION, CHALLENGE, VISIT
    from careplace.casework.consultation.states import CONSULTATION, RESPONSE
    from careplace.casework.programmes.publication.states import BOARD_PAPER
    from careplace.casework.programmes.states import ESTIMATE, PROGRAMME
    from careplace.casework.programmes.survey.states import SURVEY
    from careplace.casework.reviews.closing.states import CLOSURE, TEXT_DELETION
    from careplace.casework.reviews.coding.states import CODE, CODING, ROUND
    from careplace.casework.reviews.judgements.states import JUDGEMENT
    from careplace.casework.reviews.report.states import REPORT
    from careplace.casework.reviews.states import REVIEW, SOURCE
    from careplace.casework.workflow.diagrams import diagram, table

    workflows = {
        f"diagram {workflow.kind}": f"{diagram(workflow)}\n\n{table(workflow)}"
        for workflow in (
            *(PROGRAMME, ESTIMATE, SURVEY, BOARD_PAPER),
            *(SERVICE, SIGNAL, VISIT, CHALLENGE, ACTION, CASE, MEETING, ITEM, INTEREST, DECISION, MINUTES),
            *(PLAN, STEP, VACANCY, CAMPAIGN, STATEMENT, OVERRIDE, CONSULTATION, RESPONSE),
            *(CODE, CODING, ROUND, REVIEW, SOURCE),
            *(JUDGEMENT, REPORT, CLOSURE, TEXT_DELETION),
        )
    }
    return {"roles": role_table(), "ladder": ladder_table()} | workflows


def current(guide: str) -> str:
    """The guide with every part as the code has it."""
    for name, text in parts().items():
        marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
        guide = marks.sub(lambda match, text=text: f"{match[1]}\n{text}\n\n{match[2]}", guide)
    return guide


if __name__ == "__main__":
    for guide in GUIDES:
        guide.write_text(current(guide.read_text(encoding="utf-8")), encoding="utf-8")
