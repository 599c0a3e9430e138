"""The addresses of programmes, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.programmes import edit, views


class ProgrammePart:
    """What can be added to a programme."""

    regex = "|".join(edit.PARTS)
    to_python = to_url = staticmethod(str)


class ProgrammeMove:
    """A step of a part of a programme."""

    regex = "|".join(edit.MOVES)
    to_python = to_url = staticmethod(str)


register_converter(ProgrammePart, "programme_part")
register_converter(ProgrammeMove, "programme_move")

urlpatterns = [
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/add/", edit.add, name="programme-add"),
    path("programmes/<uuid:id>/", views.programme, name="programme"),
    path("programmes/<uuid:id>/edit/", edit.edit, name="programme-edit"),
    path("programmes/<uuid:id>/lock/", edit.lock, name="programme-lock"),
    path("programmes/<uuid:id>/end/", edit.end, name="programme-end"),
    path("programmes/<uuid:id>/paper/", views.board_paper, name="programme-paper"),
    path("programmes/<uuid:id>/paper.pdf", views.board_paper_pdf, name="programme-paper-pdf"),
    path("programmes/<uuid:id>/outcomes/add/", edit.outcome_add, name="outcome-add"),
    path("programmes/<uuid:id>/<programme_part:part>/add/", edit.part_add, name="programme-part-add"),
    path("programme-outcomes/<uuid:id>/open/", edit.estimate_ask, name="estimate-ask"),
    path("programme-estimates/<uuid:id>/", views.estimate, name="programme-estimate"),
    path("programme-estimates/<uuid:id>/page.html", views.estimate_page, name="estimate-page"),
    path("programme-parts/<uuid:id>/<programme_move:move>/", edit.part_move, name="programme-part"),
]
