"""What holds for every page of the site for responses."""

from careplace.web.shell.page_cache import PRIVATE


class NeverStored:
    """Middleware: no browser and no proxy keeps an answer: a form may have what somebody wrote."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers["Cache-Control"] = PRIVATE
        return response
