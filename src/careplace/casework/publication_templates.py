"""The templates of documents that casework writes: reports, plans of action, papers for a board, model cards."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from careplace.publish.wording import day


@cache
def environment(package: str) -> Environment:
    """The templates in the folder of a package, escaped, in which a name that is not there is an error."""
    return _strict(package, escaped=True)


@cache
def markdown_environment(package: str) -> Environment:
    """The same for Markdown, unescaped: HTML in it stays text where the Markdown is read."""
    return _strict(package, escaped=False)


def _strict(package: str, escaped: bool) -> Environment:
    templates = Environment(
        loader=PackageLoader(package, "."),
        undefined=StrictUndefined,
        autoescape=escaped,  # noqa: S701 (unescaped for Markdown alone)
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["day"] = day
    return templates
