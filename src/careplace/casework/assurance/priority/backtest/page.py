"""docs/priority-backtest.md from the results."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from careplace.casework.assurance.priority.backtest.ranking import Area
from careplace.casework.assurance.priority.backtest.results import ORDERS, Comparison, Result
from careplace.casework.assurance.priority.scheme import Scheme


def page(scheme: Scheme, inspections: Sequence[Comparison], registers: Sequence[Comparison] = ()) -> str:
    """The page in Markdown; without registers their section is left out."""
    context = {"scheme": scheme, "inspections": inspections, "registers": registers, "orders": ORDERS}
    return _template().render(context).strip() + "\n"


def verdict(result: Result) -> str:
    """Whether the scheme orders better than rating and age, and than chance, in a sentence."""
    scheme = result.orders[ORDERS[0]].area
    return f"{_against_other(result.against)} {_against_chance(scheme)}"


def _against_other(difference: Area) -> str:
    if difference.lower > 0:
        return f"The scheme orders better than rating and its age, by {_interval(difference)}."
    if difference.upper < 0:
        return f"The scheme orders worse than rating and its age: difference {_interval(difference)}."
    return "No clear difference between the scheme and rating and its age."


def _against_chance(area: Area) -> str:
    if area.lower > 0.5:
        return "It is better than chance."
    if area.upper < 0.5:
        return "It is **worse than chance**."
    return "No clear difference from chance."


def _interval(area: Area) -> str:
    return (
        f"{area.value:.3f} ({area.lower:.3f} to {area.upper:.3f})" if area.value == area.value else "too few"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%" if share == share else "none"


@cache
def _template() -> Template:
    environment = Environment(  # noqa: S701 (Markdown of our own numbers, no HTML)
        loader=PackageLoader("careplace.casework.assurance.priority.backtest", "."),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"interval": _interval, "percent": _percent, "verdict": verdict}
    return environment.get_template("page.md.jinja")
