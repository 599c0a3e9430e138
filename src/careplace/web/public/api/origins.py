"""Lets pages of other sites read the API and the downloads: all of it is public, and nothing is told by cookie."""

OPEN = ("/api/v1/", "/downloads/")
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-Request-ID",
}


class OpenToOrigins:
    """Middleware: the headers of CORS on every answer of the API and the downloads, errors too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith(OPEN):
            for name, value in HEADERS.items():
                response.headers[name] = value
        return response
