"""The model card as Markdown, with its charts as files next to it (Mitchell et al 2019)."""

from jinja2 import Template

from careplace.casework.assurance.warning import charts, sentences
from careplace.casework.assurance.warning.fitted import Fitted
from careplace.casework.assurance.warning.store import FILE
from careplace.casework.publication_templates import markdown_environment
from careplace.measures.warning.terms import left_out, terms
from careplace.measures.warning.validation import TITLES, WINDOWS


def files(model: Fitted) -> dict[str, str]:
    """{name: text} of the card, its charts, and the numbers of both as JSON."""
    pictures = {
        "calibration.svg": charts.calibration(model),
        "precision-recall.svg": charts.precision_recall(model),
        "lift.svg": charts.lift(model),
    }
    return pictures | {"card.md": card(model), FILE: model.model_dump_json(indent=1)}


def context(model: Fitted) -> dict:
    """What the card says, as Markdown and as a page."""
    return {
        "model": model,
        "terms": terms(),
        "left_out": left_out(),
        "titles": TITLES,
        "windows": {window: "all years before" if window > 20 else f"{window} years" for window in WINDOWS},
        "sentences": sentences,
        "share": model.tried_below / model.tried_reports,
    }


def card(model: Fitted) -> str:
    """The card in Markdown."""
    return _template().render(**context(model)).strip() + "\n"


def _template() -> Template:
    return markdown_environment("careplace.casework.assurance.warning").get_template("card.md.jinja")
