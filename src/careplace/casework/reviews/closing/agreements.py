"""What summits agreed, for the plan of action."""

from careplace.casework.reviews.closing.models import Agreement
from careplace.casework.reviews.followup.models import Recommendation


def agreed_about(recommendation: Recommendation) -> str:
    """What the latest summit that accepted a recommendation agreed about it; "" where there was none."""
    rows = Agreement.objects.filter(recommendation=recommendation, decision__in=("accepted", "partly"))
    latest = rows.order_by("-summit__held_on", "-created_at").first()
    return latest.text if latest else ""
