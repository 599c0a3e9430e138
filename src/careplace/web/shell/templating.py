"""The site's templates: Jinja2, since the sentences, tables and charts of reports are Jinja2 macros.

A number is printed by the same `num` as in a report, marked with the figure that it is, so that the same walk
(`publish.checking.disagreements`) finds a number on the site that is not its figure.
"""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, urlencode

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

import careplace
from careplace.figures import Figure
from careplace.publish import page


def environment(pages: str, **_options) -> Environment:
    """The templates of the package `pages` first, then those of every site, then those of reports, with their words."""
    reports = page.environment()
    loaders = [PackageLoader(pages), PackageLoader("careplace.web.shell"), reports.loader]
    site = Environment(
        loader=ChoiceLoader([loader for loader in loaders if loader]),
        autoescape=True,
        undefined=reports.undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=reports.bytecode_cache,
    )
    site.context_class = reports.context_class
    site.filters |= reports.filters
    site.globals |= reports.globals | {
        "address_of": address_of,
        "asset": static,
        "contact": settings.CAREPLACE.contact,
        "contact_about": contact_about,
        "figure_address": figure_address,
        "paper": False,
        "query": query,
        "traced": traced,
        "version": careplace.__version__,
    }
    return site


def address_of(name: str, args: Iterable[object] = ()) -> str:
    """The address of a page by its name in the urlconf."""
    return _address(name, tuple(args))


# A page has some sixty addresses, most of them those of the page before: made again they took a tenth of its words.
_address = lru_cache(4096)(lambda name, args: reverse(name, args=args))


def figure_address(figure: Figure) -> str:
    """Where a figure tells of its origin."""
    return address_of("figure", args=(figure.id,))


def traced(figure: Figure) -> Markup:
    """The link under a table that leads to where its first figure comes from."""
    return Markup(
        '<p class="trace"><a class="govuk-link" href="{}" rel="nofollow">Where does this come from?</a></p>'
    ).format(figure_address(figure))


def contact_about(subject: str) -> str:
    """Where a reader reports an error: the configured address, a mail with its subject written; "" without one."""
    contact = settings.CAREPLACE.contact
    return f"{contact}?subject={quote(subject)}" if contact.startswith("mailto:") else contact


def query(**parameters) -> str:
    """ "?a=b" of the parameters that have a value, in their order; "" when none has."""
    present = {name: value for name, value in parameters.items() if value not in (None, "", ())}
    return f"?{urlencode(present, doseq=True, safe=',=', quote_via=quote)}" if present else ""
