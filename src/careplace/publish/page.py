"""The report as one HTML page that needs nothing else: no script, no font, no request."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from careplace.claims import FAULTS, check_text
from careplace.figures import Figure
from careplace.publish import assessment, charts, findings, wording
from careplace.publish.checking import Disagreement, ReportRefused, disagreements, exact
from careplace.publish.compiled import compiled
from careplace.publish.content import Content
from careplace.publish.outcomes import part_name
from careplace.publish.template_context import TemplateContext
from careplace.ratings.scale import DOMAINS, KEY_QUESTIONS, LEVELS, slug

LONGEST = 5000
"""More locations than this are left to the CSV file: a page of 32,000 took 32 MB (England, February 2021)."""

# Most of a page is its list of locations, which makes no claim, and of which `disagreements` holds every cell
# against the register: the check of claims passes over it, and takes a third of the time.
_LOCATION_ROW = re.compile(r"<tr data-location=.*?</tr>", re.DOTALL)


def render(
    content: Content,
    downloads: Iterable[tuple[str, str]] = (),
    paper: bool = False,
    template: str = "report.html",
) -> str:
    """The page, every number of it compared with its figure, and its sentences and tables against each other.

    Args:
        content: the report's data.
        downloads: (words, relative address) of the files that stand beside the page.
        paper: dressed for `pdf`, with the same words and numbers.
        template: "report.html" for the whole, "brief.html" for two pages.

    Raises:
        ReportRefused: when a number on the page is not the figure it claims to be, or the checker of public
            statements finds a claim of the page wrong or misleading.
    """
    html = unchecked(content, downloads, paper, template)
    if wrong := [*disagreements(html, content), *faults(html)]:
        raise ReportRefused(wrong)
    return html


def faults(html: str) -> list[Disagreement]:
    """What `careplace check` would find wrong or misleading in the page."""
    return [
        Disagreement(f.position.number, str(f.check), f.quote, f.says)
        for f in check_text(_LOCATION_ROW.sub(lambda row: "\n" * row[0].count("\n"), html))
        if f.grade in FAULTS
    ]


def unchecked(
    content: Content,
    downloads: Iterable[tuple[str, str]] = (),
    paper: bool = False,
    template: str = "report.html",
) -> str:
    """The page before it is checked."""
    page_template = environment().get_template(template)
    return page_template.render(report=content, exhibits=Exhibits(), downloads=list(downloads), paper=paper)


@dataclass
class Exhibits:
    """The charts and tables of one page in the order they stand, for the list at its end."""

    listed: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, kind: str, anchor: str, title: str) -> str:
        """Note a chart or a table; gives its anchor back."""
        self.listed.append((kind, anchor, " ".join(str(title).split())))
        return anchor


def num(figure: Figure | None, form: str = "", part: str = "value", tag: str = "data") -> Markup:
    """A number of the page, marked with the figure it is."""
    if figure is None:
        return escape(wording.ABSENT)
    # Joined by hand and escaped as one text: Markup.format took a third of the time to write a page.
    text, marks = escape(wording.written(figure, form, part)), _marks(figure, form, part)
    if tag == "data":
        raw = escape(exact(getattr(figure, part)))
        return Markup(f'<data {marks} value="{raw}">{text}</data>')  # noqa: S704
    return Markup(f"<{tag} {marks}>{text}</{tag}>")  # noqa: S704


def _marks(figure: Figure, form: str, part: str) -> str:
    # A form and a part are words of our own, of which `written` has just found that it knows them.
    usual = wording.forms(figure.unit, part)[0]
    form_mark = f' data-as="{form}"' if form and form != usual else ""
    part_mark = f' data-part="{part}"' if part != "value" else ""
    return f'data-figure="{escape(figure.id)}"{form_mark}{part_mark}'


def interval(figure: Figure | None, form: str = "") -> Markup:
    """A figure's 95% limits, or words where it has none."""
    if figure is None or None in (figure.lower95, figure.upper95):
        return escape("no interval")
    return num(figure, form, "lower95") + Markup(" to ") + num(figure, form, "upper95")


def day(when: date) -> Markup:
    """A date of the report."""
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), wording.day(when))


def period(figure: Figure, kind: str = "") -> Markup:
    """The period of a figure; `kind` is its measure's period type."""
    return verbatim(wording.period(figure.period, kind))


def verbatim(text: str) -> Markup:
    """Words that came with the data."""
    return Markup(f"<span data-verbatim>{escape(text)}</span>")  # noqa: S704


def fixed(text: str) -> Markup:
    """A number of the method, which is no figure."""
    return Markup("<span data-fixed>{}</span>").format(text)


def traced(figure: Figure) -> Markup:
    """How a reader of the page follows a figure; the site has a page for it instead."""
    return Markup('<p class="trace">To trace a number here: <code>careplace trace {}</code></p>').format(
        verbatim(figure.id)
    )


def plural(figure: Figure | None, singular: str, plural_form: str) -> str:
    """`one` after exactly 1, else `many`."""
    return singular if figure is not None and figure.value == 1 else plural_form


def few(figure: Figure | None) -> bool:
    """Whether a share is of too few to be stated as one."""
    return figure is None or (figure.denominator or 0) < wording.FEW


def known(figure: Figure | None) -> bool:
    """Whether there is a number to print."""
    return figure is not None and figure.value is not None


def held(rows: list[dict], *names: str) -> bool:
    """Whether any row shows something in one of the fields; a dash, which says that it has none, is nothing."""
    return any(wording.cell(row, name).strip("\N{EN DASH}") for row in rows for name in names)


def identifier(text: str) -> bool:
    """Whether a provider is named by an identifier only: "1-101667914", or an NHS code such as "RM3"."""
    return bool(re.fullmatch(r"\d-\d+|[A-Z0-9]*\d[A-Z0-9]*", text))


def beside_each(rows: Iterable[tuple[Figure, list[Figure | None]]]) -> dict[str, list[Figure | None]]:
    """Comparators' figures by the id of the place's."""
    return {figure.id: comparators for figure, comparators in rows}


def lower_first(title: str) -> str:
    """A title inside a sentence: "Adult social care" gives "adult social care", "GP practices" stays."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def address(url: str) -> str:
    """`url` where it is one of the web; anything else (a script, say) leads nowhere."""
    return url if url.startswith(("https://", "http://")) else "#locations"


@cache
def environment() -> Environment:
    """The templates of reports, and the words and numbers that they are written with."""
    templates = Environment(
        loader=PackageLoader("careplace.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled(),
    )
    templates.context_class = TemplateContext
    templates.filters |= {"lower_first": lower_first, "address": address, "file_name": wording.filename}
    templates.globals |= {
        **{
            f.__name__: f
            for f in (
                num,
                interval,
                day,
                traced,
                period,
                verbatim,
                fixed,
                plural,
                few,
                known,
                held,
                identifier,
                part_name,
                beside_each,
            )
        },
        "LONGEST": LONGEST,
        "assessment": assessment,
        "charts": charts,
        "findings": findings,
        "wording": wording,
        "CHANGES": wording.CHANGES,
        "LEVELS": [(level, slug(level), wording.LETTERS[level]) for level in LEVELS],
        "DOMAINS": [(domain, slug(domain)) for domain in DOMAINS],
        "QUESTIONS": [(question, slug(question)) for question in KEY_QUESTIONS],
        "QUESTION_FIELDS": wording.QUESTION_FIELDS,
        "FIELDS": list(zip(KEY_QUESTIONS, wording.QUESTION_FIELDS, strict=True)),
    }
    return templates
