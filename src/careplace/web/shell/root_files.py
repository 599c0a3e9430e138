"""Small files that browsers and robots ask for."""

from pathlib import PurePosixPath

from django.http import Http404, HttpResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from careplace.web.shell import redirects
from careplace.web.shell.release import STATIC, static_address

_ROBOTS = "User-agent: *\nDisallow: /figures/\nDisallow: /search\nDisallow: /places/*/reports/\n"
# The name of the site is one of CAREPLACE_ALLOWED_HOSTS, which have no character that CSS would read as its end.
_PRINTED = """main .govuk-link[href^="/"]::after {{ content: " ({site}" attr(href) ")"; }}
.cp-printed::after {{ content: "{site}" attr(data-path); }}
"""


@require_safe
def robots(request):
    """Robots may read everything but what is endless."""
    return HttpResponse(_ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
def robots_none(request):
    """Robots have nothing to read on a site that people sign in to."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@require_safe
def print_styles(request):
    """On paper a link shows its whole address: a path alone leads nowhere from there."""
    site = f"{request.scheme}://{request.get_host()}"
    response = HttpResponse(_PRINTED.format(site=site), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def favicon(request):
    """To our own sign."""
    return redirects.to(static("favicon.svg"))


@require_safe
def moved(request, path: str):
    """A static file of an earlier release, asked for by a page that was kept somewhere: to today's."""
    inside = PurePosixPath(path)
    if ".." in inside.parts or request.path.startswith(static_address()) or not (STATIC / inside).is_file():
        raise Http404
    return redirects.to(static(path))
