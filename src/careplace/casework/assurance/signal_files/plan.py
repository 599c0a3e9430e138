"""What a file of signals would add, shown before anything is added."""

from dataclasses import dataclass, field, replace

from careplace.casework.assurance.kinds import signal_kinds
from careplace.casework.assurance.signal_files.cells import SERVICE_COLUMNS, Wrong, day_of, values_of
from careplace.casework.assurance.signal_files.identity import Signals
from careplace.casework.assurance.signal_files.items import Item
from careplace.casework.assurance.signal_files.matches import Services, Words, words_of
from careplace.casework.import_file import Row, Sheet
from careplace.casework.scope.actor import Actor
from careplace.casework.table_file import FileRefused
from careplace.sources.contract import Problem

NO_SERVICE = "a service of the list: its location ID, else its contract reference, else exactly its name"
NOT_ENTERED = "a kind that people enter: editions note this one by themselves"


@dataclass
class _Plan:
    """A sheet that is planned row by row."""

    sheet: Sheet
    actor: Actor
    services: Services
    signals: Signals
    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: dict[Words, int] = field(default_factory=dict)
    first_items: dict[str, Item] = field(default_factory=dict)
    """{what a row is known by: the first that is}"""

    def add(self, number: int, row: Row) -> None:
        """Plan a row, or note what is wrong with it."""
        values, wrong = values_of(row, self.actor)
        match = self.services.match(words_of(row))
        if not match.services:
            wrong.append((_service_column(row), NO_SERVICE))
        if not wrong:
            question = self.questions.setdefault(words_of(row), number)
            item = Item(number, "add", values, row.get("reference", ""), match.services, question)
            self.items.append(self._repeated(self._present(item, match.certain)))
            wrong = _contradictions(self.items[-1])
        self.problems += [self.sheet.problem(number, column, expected) for column, expected in wrong]

    def _present(self, item: Item, certain: bool) -> Item:
        """The row with the signal that it is, where it is there already."""
        if item.reference:
            if signal := self.signals.by_reference.get(item.reference):
                return replace(item, action="same" if item.is_signal(signal) else "differs", signal=signal)
        else:
            for service in item.services:
                if signal := self.signals.with_content(service.pk, *item.content):
                    return replace(item, action="same", services=(service,), signal=signal)
        return replace(item, action="add" if certain else "ask")

    def _repeated(self, item: Item) -> Item:
        """The row with the earlier row of the file that it repeats; answers show later whether a question's does."""
        if item.action not in ("add", "ask"):
            return item
        first = self.first_items.setdefault(item.key, item)
        if first is item:
            return item
        if (first.content, first.services) != (item.content, item.services):
            return replace(item, action="differs", same_row=first.number) if item.reference else item
        return replace(item, action="same", same_row=first.number) if item.action == "add" else item


def plan(sheet: Sheet, actor: Actor) -> list[Item]:
    """What the rows would add to the signals of the actor's place, in their order.

    Raises:
        FileRefused: with a problem for every cell that is wrong: also a text that seems to name a resident.
    """
    rows = [row for _number, row in sheet.numbered()]
    days = [day for row in rows if (day := day_of(row["happened_on"]))]
    signals = Signals(actor.place, [row.get("reference", "") for row in rows], days)
    result = _Plan(sheet, actor, Services(actor.place), signals)
    for number, row in sheet.numbered():
        result.add(number, row)
    if result.problems:
        raise FileRefused(result.problems)
    return result.items


def _service_column(row: Row) -> str:
    """The column of a service that is filled; the name's where none is."""
    return next((column for column in SERVICE_COLUMNS if row.get(column)), SERVICE_COLUMNS[-1])


def _contradictions(item: Item) -> Wrong:
    """What is wrong with a row next to what is there, and next to the rows before it."""
    if item.action in ("add", "ask") and item.values["kind"] not in signal_kinds():
        return [("kind", NOT_ENTERED)]
    if item.action == "differs" and item.same_row:
        return [("reference", f"each reference once: row {item.same_row} has it, with other content")]
    return []
