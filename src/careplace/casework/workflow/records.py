"""What every record of casework has: an id, a place, a state, and a version that rises with each change."""

import uuid
from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from careplace.casework.audit.chain import team_chain
from careplace.casework.scope.models import place_field
from careplace.casework.workflow.transitions import Workflow


class RecordQuery(models.QuerySet):
    """Records by their place."""

    def at(self, place: str) -> "RecordQuery":
        """The records of a place: those of another do not exist for its people."""
        return self.filter(place=place)


class Record(models.Model):
    """A record of casework. It is changed by `workflow.actions` only, which keep its history."""

    WORKFLOW: ClassVar[Workflow]
    FIELDS: ClassVar[tuple[str, ...]]
    """The fields that people write: what forms have, and the audit keeps."""
    PERSONAL: ClassVar[Collection[str]] = ()
    """Those of them whose text may be about a person."""
    TEAM_ONLY: ClassVar[bool] = False
    """Whether only a team within the place reads it: no page, file or search of the whole place has it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = place_field("The council whose record it is.")
    state = models.CharField(max_length=20, help_text="Its state, one of its workflow's.")
    version = models.PositiveIntegerField(
        default=1, help_text="How often it was written; a form names the one it changes."
    )
    created_at = models.DateTimeField(auto_now_add=True, help_text="When it was first written.")
    changed_at = models.DateTimeField(auto_now=True, help_text="When it was last written.")

    objects = RecordQuery.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def chain_of(cls, place: str) -> str:
        """The chain of the audit that has the changes of these records."""
        return team_chain(place) if cls.TEAM_ONLY else place

    def values(self) -> dict[str, Any]:
        """Its state and the fields that people write, as they are."""
        return {name: getattr(self, name) for name in ("state", *self.FIELDS)}


def state_check(workflow: Workflow, name: str) -> models.CheckConstraint:
    """The database's own check that a record is in a state that there is."""
    return models.CheckConstraint(condition=Q(state__in=list(workflow.states)), name=name)
