"""A workflow as a diagram and as a table, in Markdown: the documentation is written from the table that the code obeys."""

from careplace.casework.scope.roles import roles
from careplace.casework.workflow.transitions import NEW, Transition, Workflow


def diagram(workflow: Workflow) -> str:
    """The states and their transitions in Mermaid, which forges show as a drawing."""
    arrows = [f"    {_state(t.before)} --> {_state(t.after)}: {t.action}" for t in workflow.transitions]
    return "\n".join(["```mermaid", "stateDiagram-v2", *arrows, "```"])


def table(workflow: Workflow) -> str:
    """The same as a table, with who may do it and what it demands."""
    rows = [_row(workflow, transition) for transition in workflow.transitions]
    return "\n".join(
        ["| state | action | next state | who | what it demands |", "|---|---|---|---|---|", *rows]
    )


def _row(workflow: Workflow, transition: Transition) -> str:
    people = ", ".join(role.title for key, role in roles().items() if key in transition.roles)
    demands = ", ".join(transition.demands) or "nothing more"
    before = transition.before or "not there yet"
    return f"| {before} | {transition.action} | {transition.after} | {people} | {demands} |"


def _state(state: str) -> str:
    return "[*]" if state == NEW else state.replace("-", "_")
