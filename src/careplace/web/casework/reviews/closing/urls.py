"""The addresses of what ends a review, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.reviews.closing import changes, retention, views


class RetentionStep:
    """A step of the deletion of a review's texts."""

    regex = "|".join(retention.STEPS)
    to_python = to_url = staticmethod(str)


register_converter(RetentionStep, "review_retention_step")

urlpatterns = [
    path("reviews/<uuid:id>/summits/", views.summits, name="review-summits"),
    path("reviews/<uuid:id>/regulator/", views.visits, name="review-regulator"),
    path("reviews/<uuid:id>/closing/", views.closing, name="review-closing"),
    path("reviews/<uuid:id>/retention/", retention.kept, name="review-retention"),
    path(
        "reviews/<uuid:id>/retention/<review_retention_step:action>/",
        retention.step,
        name="review-retention-step",
    ),
    path("recommendations/<uuid:id>/close/", changes.close_recommendation, name="recommendation-close"),
    path(
        "closed-recommendations/<uuid:id>/reopen/",
        changes.reopen_recommendation,
        name="recommendation-reopen",
    ),
]

for kind, meeting, entry in (
    (changes.SUMMIT, "summit", "summit-agreement"),
    (changes.VISIT, "regulator-visit", "regulator-finding"),
):
    parts = {"kind": kind}
    urlpatterns += [
        path(f"reviews/<uuid:id>/{meeting}s/add/", changes.add, parts, name=f"{meeting}-add"),
        path(f"{meeting}s/<uuid:id>/edit/", changes.edit, parts, name=f"{meeting}-edit"),
        path(f"{meeting}s/<uuid:id>/note/", changes.note, parts, name=f"{entry}-add"),
        path(f"{entry}s/<uuid:id>/edit/", changes.correct, parts, name=f"{entry}-edit"),
    ]
