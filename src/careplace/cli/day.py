"""A day on the command line, as 2021-02-01."""

from datetime import date

import click


class Day(click.ParamType):
    """A day; the command gets a `date`."""

    name = "YYYY-MM-DD"

    def convert(self, value, param, ctx) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date: write one as 2021-02-01, year first", param, ctx)


DAY = Day()
