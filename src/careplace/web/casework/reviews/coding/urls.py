"""The addresses of coding, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.reviews.coding import codes, codings, exchange, rounds, search, suggestions, texts


class CodeUse:
    """A change of whether a code is used."""

    regex = "|".join(codes.USES)
    to_python = to_url = staticmethod(str)


class CodingStep:
    """A step of a coding that has a form of its own."""

    regex = "|".join(codings.STEPS)
    to_python = to_url = staticmethod(str)


class RoundStep:
    """A step of a double coding that has a form of its own."""

    regex = "|".join(rounds.STEPS)
    to_python = to_url = staticmethod(str)


register_converter(RoundStep, "round_step")
register_converter(CodeUse, "code_use")
register_converter(CodingStep, "coding_step")

urlpatterns = [
    path("reviews/<uuid:id>/codes/", codes.codes, name="review-codes"),
    path("reviews/<uuid:id>/codes/add/", codes.add, name="review-code-add"),
    path("reviews/<uuid:id>/search/", search.search, name="review-search"),
    path("reviews/<uuid:id>/double-coding/", rounds.rounds_of_review, name="review-rounds"),
    path("reviews/<uuid:id>/double-coding/add/", rounds.add, name="review-round-add"),
    path("review-rounds/<uuid:id>/", rounds.side_by_side, name="review-round"),
    path("review-rounds/<uuid:id>/<round_step:action>/", rounds.step, name="review-round-step"),
    path("reviews/<uuid:id>/exchange/", exchange.exchange, name="review-exchange"),
    path("reviews/<uuid:id>/exchange/comments/", exchange.comments, name="review-comments-import"),
    path("reviews/<uuid:id>/exchange/import/", exchange.project, name="review-project-import"),
    path("reviews/<uuid:id>/exchange/export/", exchange.project_file, name="review-project-export"),
    path("review-codes/<uuid:id>/edit/", codes.edit, name="review-code-edit"),
    path("review-codes/<uuid:id>/<code_use:action>/", codes.use, name="review-code-use"),
    path("review-texts/<uuid:id>/coding/", texts.text, name="text-coding"),
    path("review-texts/<uuid:id>/coding/add/", texts.add, name="coding-add"),
    path("review-texts/<uuid:id>/suggest/", suggestions.suggestions, name="coding-suggest"),
    path("review-codings/<uuid:id>/<coding_step:action>/", codings.step, name="coding-step"),
]
