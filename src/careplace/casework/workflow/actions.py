"""Adding and changing records: each in one transaction with its audit event, and none over a change that was not seen."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from careplace.casework.audit.chain import BATCH, Chain, Entry, locked_chain
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.records import Record
from careplace.casework.workflow.transitions import NEW, Transition

R = TypeVar("R", bound=Record)


class Conflict(Exception):
    """Somebody changed the record since the form was opened. `record` is as it is now."""

    def __init__(self, record: Record):
        self.record = record
        super().__init__(
            "This was changed while you wrote. Nothing of either text is lost: compare them, and save again."
        )


@dataclass(frozen=True)
class Changes:
    """A transaction in which one person changes records of one place."""

    chain: Chain
    actor: Actor

    def add(self, record: R, action: str = "add") -> R:
        """Add a record at the place.

        Raises:
            NotAllowed: where the person's roles do not allow it.
            ValidationError: where a field is wrong or missing.
        """
        _check_fields(record, self._begin(record, action))
        record.save(force_insert=True)
        self._note(action, record, {}, record.values())
        return record

    def add_all(self, records: Sequence[R], action: str = "add") -> Sequence[R]:
        """Add records of one kind, in their order: all of them as `add` adds one, or none, in few statements.

        What only the tables can refuse, such as one location in two records, the tables refuse here too. Which record it
        is, and in which words, `add` says. The records that they refer to are not looked for.

        Raises:
            NotAllowed, ValidationError: as `add`, for the first record that is wrong.
        """
        for record in records:
            _check_fields(record, self._begin(record, action), tables=False)
        try:
            with transaction.atomic():
                type(records[0]).objects.bulk_create(records, batch_size=BATCH) if records else None
        except IntegrityError:
            for record in records:
                self.add(record, action)
        else:
            self.chain.append_all(
                _entry(action, record, {}, record.values()) for record in self._of_chain(records)
            )
        return records

    def _begin(self, record: Record, action: str) -> Transition:
        """The transition that adds a record, which is now at the place and in the state that it leads to."""
        transition = record.WORKFLOW.check(NEW, action, self.actor.roles)
        record.place, record.state, record.version = self.actor.place, transition.after, 1
        return transition

    def seen(self, model: type[R], id: UUID, version: int) -> R:
        """A record of the place as the person saw it, which nobody else can change before the transaction ends.

        Raises:
            model.DoesNotExist: for an id of another place, or of none.
            Conflict: when another version is there now.
        """
        record = model.objects.select_for_update().get(pk=id, place=self.actor.place)
        if record.version != version:
            raise Conflict(record)
        return record

    def change(self, model: type[R], id: UUID, action: str, values: Mapping[str, Any], version: int) -> R:
        """Change a record of the place, if it is still as the person saw it.

        Args:
            values: the fields to set; others stay.
            version: the version that the person saw.

        Raises:
            model.DoesNotExist, Conflict: as for `seen`.
            NotAllowed, ValidationError: as for `add`.
        """
        record = self.seen(model, id, version)
        transition = record.WORKFLOW.check(record.state, action, self.actor.roles)
        before = record.values()
        for name, value in values.items():
            setattr(record, name, value)
        record.state = transition.after
        _check_fields(record, transition)
        return self._saved(action, record, before)

    def _saved(self, action: str, record: R, before: dict[str, Any]) -> R:
        after = record.values()
        changed = [name for name in after if after[name] != before[name]]
        if changed:
            record.version += 1
            record.save()
            self._note(action, record, {n: before[n] for n in changed}, {n: after[n] for n in changed})
        return record

    def _note(self, action: str, record: Record, before: dict[str, Any], after: dict[str, Any]) -> None:
        self._of_chain([record])
        self.chain.append_all([_entry(action, record, before, after)])

    def _of_chain(self, records: Sequence[R]) -> Sequence[R]:
        """The records, all of which have their changes in this chain of the audit."""
        for record in records:
            if self.chain.place != record.chain_of(self.actor.place):
                raise ValueError(
                    f"a change of a {record.WORKFLOW.kind} belongs into another chain of the audit"
                )
        return records


def _entry(action: str, record: Record, before: dict[str, Any], after: dict[str, Any]) -> Entry:
    return Entry(action, (record.WORKFLOW.kind, str(record.pk)), before, after, record.PERSONAL)


@contextmanager
def changes(actor: Actor, of: type[Record] = Record) -> Iterator[Changes]:
    """One transaction of changes at the actor's place: all of them are kept, with their audit events, or none.

    Args:
        of: a kind of the records that are changed: those of a team have a chain of their own, apart from the place's.
    """
    with locked_chain(of.chain_of(actor.place), actor.person) as chain:
        yield Changes(chain, actor)


def _check_fields(record: Record, transition: Transition, tables: bool = True) -> None:
    """Raises ValidationError for what is missing or wrong; `tables` is whether the tables are asked too, by queries."""
    missing = {name: "Enter this." for name in transition.demands if not getattr(record, name)}
    if missing:
        raise ValidationError(missing)
    related = [] if tables else [field.name for field in record._meta.fields if field.is_relation]
    record.full_clean(exclude=related, validate_unique=tables, validate_constraints=tables)
