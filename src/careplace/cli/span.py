"""A span of time on the command line, as 12m or 5y."""

import click

from careplace.publish.spans import months_of


class Span(click.ParamType):
    """A span; the command gets a number of months."""

    name = "12m or 5y"

    def convert(self, value, param, ctx) -> int:
        if isinstance(value, int):
            return value
        try:
            return months_of(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


SPAN = Span()
