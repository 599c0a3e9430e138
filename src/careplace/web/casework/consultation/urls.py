"""The addresses of consultations, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.consultation import files, responses, views


class ConsultationStep:
    """A step of a consultation that has a form of its own."""

    regex = "|".join(views.STEPS)
    to_python = to_url = staticmethod(str)


class ResponseDecision:
    """A decision about a response."""

    regex = "|".join(responses.DECISIONS)
    to_python = to_url = staticmethod(str)


class PartChange:
    """A change of a question, or of what was said and done."""

    regex = "edit|remove"
    to_python = to_url = staticmethod(str)


register_converter(ConsultationStep, "consultation_step")
register_converter(ResponseDecision, "response_decision")
register_converter(PartChange, "part_change")

urlpatterns = [
    path("consultations/", views.consultations, name="consultations"),
    path("consultations/add/", views.add, name="consultation-add"),
    path("consultations/<uuid:id>/", views.consultation, name="consultation"),
    path("consultations/<uuid:id>/questions/add/", views.question_add, name="question-add"),
    path("consultations/<uuid:id>/questions/import/", views.questions_import, name="questions-import"),
    path("consultations/<uuid:id>/themes/add/", views.theme_add, name="theme-add"),
    path("consultations/<uuid:id>/responses/", responses.responses, name="responses"),
    path("consultations/<uuid:id>/responses/add/", responses.type_in, name="response-add"),
    path("consultations/<uuid:id>/responses/import/", files.upload, name="responses-import"),
    path("consultations/<uuid:id>/responses/accept/", responses.accept, name="responses-accept"),
    path("consultations/<uuid:id>/alike/", responses.alike, name="responses-alike"),
    path("consultations/<uuid:id>/results/", files.results, name="consultation-results"),
    path("consultations/<uuid:id>/results.csv", files.results_csv, name="consultation-results-csv"),
    path("consultations/<uuid:id>/<consultation_step:action>/", views.step, name="consultation-step"),
    path("consultation-questions/<uuid:id>/<part_change:change>/", views.question, name="question-change"),
    path("consultation-themes/<uuid:id>/<part_change:change>/", views.theme, name="theme-change"),
    path("responses/<uuid:id>/", responses.response, name="response"),
    path("responses/<uuid:id>/repeat/", responses.repeat, name="response-repeat"),
    path("responses/<uuid:id>/<response_decision:action>/", responses.decide, name="response-decision"),
    path("answers/<uuid:id>/read/", responses.read_answer, name="answer-read"),
    path("originals/<uuid:id>/", responses.original, name="original"),
    path("response-files/<uuid:id>/", files.columns, name="response-file"),
    path("response-files/<uuid:id>/discard/", files.discard, name="response-file-discard"),
]
