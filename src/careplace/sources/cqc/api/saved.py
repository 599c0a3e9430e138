"""What a saved file of payloads is, and the date that it describes."""

import re
from datetime import date

from careplace.engine import sql_text


def sql(name: str) -> str:
    return sql_text("careplace.sources.cqc.api", name)


def dated(name: str, newest: date | None) -> tuple[date, str]:
    """The date that a file describes and what says so: its name's full date, else its newest date.

    A name with a month only ("2025-03") is dated by the newest date when that is in the month, else by the
    month's first day.
    """
    for year, month, day in re.findall(r"(?<!\d)(20\d\d)-(\d\d)(?:-(\d\d))?(?!\d)", name):
        try:
            day_in_name = date(int(year), int(month), int(day or 1))
        except ValueError:  # the 31st of February, or digits that are no date
            continue
        if day or not newest or (newest.year, newest.month) != (day_in_name.year, day_in_name.month):
            return day_in_name, "file name"
        break
    if not newest:
        raise ValueError("no date, neither in the file's name nor in the payloads")
    return newest, "newest publication date"
