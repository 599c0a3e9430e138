"""The templates of the site for responses: those of every site, with forms."""

from typing import Any

from jinja2 import Environment

from careplace.web.shell import components, templating


def environment(**_options: Any) -> Environment:
    """The templates of this package first, then those of every site."""
    site = templating.environment("careplace.web.consultation")
    site.globals |= {
        "component": components.component,
        "field": components.field,
        "error_summary": components.error_summary,
    }
    return site
