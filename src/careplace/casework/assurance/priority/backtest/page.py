"""docs/priority-backtest.md from the results."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Template

from careplace.casework.assurance.priority.backtest.results import ORDERS, Comparison, Result
from careplace.casework.assurance.priority.backtest.sentences import interval, verdict
from careplace.casework.assurance.priority.scheme import Scheme
from careplace.casework.publication_templates import markdown_environment


def page(scheme: Scheme, inspections: Sequence[Comparison], registers: Sequence[Comparison] = ()) -> str:
    """The page in Markdown; without registers their section is left out."""
    context = {"scheme": scheme, "inspections": inspections, "registers": registers, "orders": ORDERS}
    return _template().render(context).strip() + "\n"


def _verdict(result: Result) -> str:
    return verdict(result).replace("worse than chance", "**worse than chance**")


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%" if share == share else "none"


@cache
def _template() -> Template:
    templates = markdown_environment("careplace.casework.assurance.priority.backtest")
    templates.filters |= {"interval": interval, "percent": _percent, "verdict": _verdict}
    return templates.get_template("page.md.jinja")
