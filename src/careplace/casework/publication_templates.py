"""The templates of what casework publishes: reports, plans of action, papers for a board."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from careplace.publish.wording import day


@cache
def environment(package: str) -> Environment:
    """The templates in the folder of a package, escaped, in which a name that is not there is an error."""
    templates = Environment(
        loader=PackageLoader(package, "."),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["day"] = day
    return templates
