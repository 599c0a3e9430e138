"""The addresses of programmes, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.programmes import edit, local_pages, papers, survey_pages, views


class ProgrammePart:
    """What can be added to a programme."""

    regex = "|".join(edit.PARTS)
    to_python = to_url = staticmethod(str)


class ProgrammeMove:
    """A step of a part of a programme."""

    regex = "|".join(edit.MOVES)
    to_python = to_url = staticmethod(str)


class SurveyStep:
    """A step of a survey by link."""

    regex = "|".join(survey_pages.STEPS)
    to_python = to_url = staticmethod(str)


register_converter(SurveyStep, "survey_step")
register_converter(ProgrammePart, "programme_part")
register_converter(ProgrammeMove, "programme_move")

urlpatterns = [
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/add/", edit.add, name="programme-add"),
    path("programmes/<uuid:id>/", views.programme, name="programme"),
    path("programmes/<uuid:id>/edit/", edit.edit, name="programme-edit"),
    path("programmes/<uuid:id>/lock/", edit.lock, name="programme-lock"),
    path("programmes/<uuid:id>/end/", edit.end, name="programme-end"),
    path("programmes/<uuid:id>/paper/", papers.board_paper, name="programme-paper"),
    path("programmes/<uuid:id>/paper.pdf", papers.board_paper_pdf, name="programme-paper-pdf"),
    path("programmes/<uuid:id>/paper/publish/", papers.publish, name="programme-paper-publish"),
    path("programme-papers/<uuid:id>/correct/", papers.correct, name="programme-paper-correct"),
    path("programme-papers/<uuid:id>/withdraw/", papers.take_back, name="programme-paper-withdraw"),
    path("programmes/<uuid:id>/surveys/add/", survey_pages.add, name="programme-survey-add"),
    path("programme-surveys/<uuid:id>/", survey_pages.survey, name="programme-survey"),
    path(
        "programme-surveys/<uuid:id>/questions/add/", survey_pages.question_add, name="programme-question-add"
    ),
    path("programme-surveys/<uuid:id>/<survey_step:step>/", survey_pages.step, name="programme-survey-step"),
    path(
        "programme-questions/<uuid:id>/remove/",
        survey_pages.question_remove,
        name="programme-question-remove",
    ),
    path("programmes/<uuid:id>/outcomes/add/", edit.outcome_add, name="outcome-add"),
    path("programmes/<uuid:id>/local-outcomes/add/", local_pages.describe, name="local-outcome-add"),
    path("programme-local/<uuid:id>/", local_pages.local_outcome, name="local-outcome"),
    path("programme-local/<uuid:id>/edit/", local_pages.edit, name="local-outcome-edit"),
    path("programme-local/<uuid:id>/figures/add/", local_pages.enter, name="local-figures-add"),
    path("programme-local/<uuid:id>/figures.csv", local_pages.table_csv, name="local-figures-table"),
    path("programme-figures/<uuid:id>.csv", local_pages.figures_csv, name="local-figures"),
    path("programmes/<uuid:id>/<programme_part:part>/add/", edit.part_add, name="programme-part-add"),
    path("programme-outcomes/<uuid:id>/open/", edit.estimate_ask, name="estimate-ask"),
    path("programmes/<uuid:id>/open/", edit.estimate_ask_all, name="estimate-ask-all"),
    path("programme-estimates/<uuid:id>/", views.estimate, name="programme-estimate"),
    path("programme-estimates/<uuid:id>/page.html", views.estimate_page, name="estimate-page"),
    path("programme-parts/<uuid:id>/<programme_move:move>/", edit.part_move, name="programme-part"),
]
