"""The addresses of a review's plan."""

from django.urls import path, register_converter

from careplace.web.casework.reviews import context_pack, coverage, entries, plan, team


class ReviewStep:
    """A step of a review that has a form of its own."""

    regex = "|".join(plan.STEPS)
    to_python = to_url = staticmethod(str)


class RequestMove:
    """A change of a request for a document."""

    regex = "|".join(entries.REQUESTS.moves)
    to_python = to_url = staticmethod(str)


class MilestoneMove:
    """A change of a day of the timetable."""

    regex = "|".join(entries.TIMETABLE.moves)
    to_python = to_url = staticmethod(str)


class PackFile:
    """A file of the context pack."""

    regex = "|".join(context_pack.FILES)
    to_python = to_url = staticmethod(str)


register_converter(ReviewStep, "review_step")
register_converter(RequestMove, "review_request_move")
register_converter(MilestoneMove, "review_milestone_move")
register_converter(PackFile, "review_pack_file")

urlpatterns = [
    path("reviews/", plan.reviews, name="reviews"),
    path("reviews/start/", plan.start, name="review-start"),
    path("reviews/<uuid:id>/", plan.review, name="review"),
    path("reviews/<uuid:id>/edit/", plan.edit, name="review-edit"),
    path("reviews/<uuid:id>/<review_step:action>/", plan.step, name="review-step"),
    path("reviews/<uuid:id>/team/", team.team, name="review-team"),
    path("reviews/<uuid:id>/team/add/", team.join, name="review-join"),
    path("reviews/<uuid:id>/declare/", team.declare, name="review-declare"),
    path("review-members/<uuid:id>/leave/", team.leave, name="review-leave"),
    path("reviews/<uuid:id>/timetable/", entries.timetable, name="review-timetable"),
    path("reviews/<uuid:id>/timetable/add/", entries.timetable_add, name="review-milestone-add"),
    path(
        "review-milestones/<uuid:id>/<review_milestone_move:action>/",
        entries.timetable_move,
        name="review-milestone-move",
    ),
    path("reviews/<uuid:id>/requests/", entries.requests, name="review-requests"),
    path("reviews/<uuid:id>/requests/add/", entries.requests_add, name="review-request-add"),
    path(
        "review-requests/<uuid:id>/<review_request_move:action>/",
        entries.requests_move,
        name="review-request-move",
    ),
    path("reviews/<uuid:id>/coverage/", coverage.coverage, name="review-coverage"),
    path("reviews/<uuid:id>/coverage.csv", coverage.coverage_csv, name="review-coverage-csv"),
    path("reviews/<uuid:id>/context/", context_pack.pack, name="review-context"),
    path(
        "reviews/<uuid:id>/context/<review_pack_file:name>.html",
        context_pack.file,
        name="review-context-file",
    ),
]
