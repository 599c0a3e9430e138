"""Financial years, by which councils account: 1 April to 31 March."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Year:
    """The financial year that begins on 1 April of `first`."""

    first: int

    @property
    def start(self) -> date:
        """1 April."""
        return date(self.first, 4, 1)

    @property
    def end(self) -> date:
        """31 March."""
        return date(self.first + 1, 3, 31)

    @property
    def before(self) -> "Year":
        """The year before."""
        return Year(self.first - 1)

    @property
    def label(self) -> str:
        """ "2025/26"."""
        return f"{self.first}/{(self.first + 1) % 100:02}"

    def has(self, day: date | None) -> bool:
        """Whether a day is in the year."""
        return day is not None and self.start <= day <= self.end

    def last_day(self, today: date) -> date:
        """The last day of the year that is not after today: 31 March, or today while the year lasts."""
        return min(self.end, today)

    def words(self, today: date) -> str:
        """ "2025/26", or "2025/26 so far" while it lasts."""
        return f"{self.label} so far" if today < self.end else self.label


def year_of(day: date) -> Year:
    """The financial year that a day is in."""
    return Year(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)
