"""Saving a form once, however often it is sent."""

from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from careplace.web.casework.drafts.keeping import DAYS
from careplace.web.casework.submissions.models import Submission


def saved_once(number: str, save: Callable[[], str]) -> str:
    """The address that `save` gives; for a form that was saved already, the address that it gave then.

    Two requests at the same time: the second waits for the first, since both insert one number.

    Args:
        number: that of the form; "" for a form without one, which is saved each time.
    """
    if not number:
        return save()
    try:
        with transaction.atomic():
            Submission.objects.create(number=number)
            address = save()
            Submission.objects.filter(pk=number).update(address=address)
    except IntegrityError:
        earlier = Submission.objects.filter(pk=number).first()
        if earlier is None:
            raise
        return str(earlier.address)
    Submission.objects.filter(saved_at__lt=timezone.now() - timedelta(days=DAYS)).delete()
    return address
