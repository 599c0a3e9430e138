"""What a provider's user does: each by the same action as officers use for it, within the services that they act for."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from careplace.casework.assurance.sharing import boundary
from careplace.casework.assurance.sharing.files import CheckedFile
from careplace.casework.assurance.sharing.models import ProviderFile
from careplace.casework.assurance.visits import actions
from careplace.casework.assurance.visits.models import Action, Challenge, Visit
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import changes
from careplace.publish.wording import day

MOST_FILES = 500
"""Files of a service that are kept: 2.5 GB at most, in the database and in each of its backups."""


def check_time_left(visit: Visit, today: date) -> None:
    """Raises NotAllowed where the provider's days to check a draft are over."""
    actions.check_with_provider(visit)
    if visit.accuracy_due_on and today > visit.accuracy_due_on:
        raise NotAllowed(f"The time to check the draft ended on {day(visit.accuracy_due_on)}.")


def challenge(
    actor: Actor, id: UUID, values: Mapping[str, Any], file: CheckedFile | None, today: date
) -> Challenge:
    """Say that a sentence of a draft is wrong, with a file as evidence where there is one.

    Raises:
        Visit.DoesNotExist: for a visit whose draft is not shared with the person.
        NotAllowed, ValidationError: as for `actions.challenge`, and after the last day.
    """
    with transaction.atomic():
        visit = boundary.visits_with_provider(actor).get(pk=id)
        check_time_left(visit, today)
        said = actions.challenge(actor, visit.pk, values)
        if file is not None:
            _keep(actor, file, service_id=visit.service_id, challenge=said)
    return said


def agree(actor: Actor, id: UUID, version: int, values: Mapping[str, Any]) -> Action:
    """Say what will be done, who does it and by when.

    Raises:
        Action.DoesNotExist: for an action that is not asked of the person's services.
        Conflict, NotAllowed, ValidationError: as for `actions.move_action`.
    """
    action = boundary.own_actions(actor).get(pk=id)
    return actions.move_action(actor, action.pk, "agree", version, values)


def report_done(
    actor: Actor, service: UUID, versions: Mapping[UUID, int], proof: str, file: CheckedFile | None
) -> None:
    """Say that actions of one service are done, with one proof for all of them: all are noted, or none.

    Args:
        versions: {action: the version that the person saw}.

    Raises:
        ValidationError: for no action, or one that is not asked of the service.
        Conflict, NotAllowed: as for `actions.move_action`.
    """
    own = boundary.own_actions(actor).filter(service=service, pk__in=versions)
    if not versions or own.count() != len(versions):
        raise ValidationError({"actions": "Choose one or more actions of this service."})
    with transaction.atomic():
        for id in sorted(versions, key=str):
            actions.move_action(actor, id, "report-done", versions[id], {"proof": proof})
        if file is not None:
            _keep(actor, file, service_id=service, actions=sorted(map(str, versions)))


def remove_file(actor: Actor, id: UUID, version: int, reason: str) -> ProviderFile:
    """Remove the content of a file, such as one that names people; its digest and its history stay.

    Raises:
        ProviderFile.DoesNotExist: for a file of another place.
        Conflict, NotAllowed: as for every change.
    """
    with changes(actor) as at_once:
        values = {"content": b"", "reason": reason}
        return at_once.change(ProviderFile, id, "remove", values, version)


def files_of(place: str, services: Collection[UUID]) -> dict[str, list[ProviderFile]]:
    """{id of an action or of a challenge: its files, without their content} of services of a place."""
    rows = ProviderFile.objects.at(place).filter(service__in=services, state="sent").defer("content")
    by_record: dict[str, list[ProviderFile]] = {}
    for file in rows:
        for record in [str(file.challenge_id)] if file.challenge_id else file.actions:
            by_record.setdefault(record, []).append(file)
    return by_record


def _keep(actor: Actor, file: CheckedFile, **about: Any) -> None:
    with changes(actor) as at_once:
        sent = ProviderFile.objects.at(actor.place).filter(service=about["service_id"], state="sent")
        if sent.count() >= MOST_FILES:
            raise ValidationError({"file": "This service has sent as many files as are kept. Ask the team."})
        kept = ProviderFile(name=file.name, digest=file.digest, content=file.content, **about)
        at_once.add(kept, "send")
