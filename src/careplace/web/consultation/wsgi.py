"""What a WSGI server runs: careplace.web.consultation.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from careplace.web.shell import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careplace.web.consultation.settings")
application = get_wsgi_application()
# Every page's code is read here, once for all workers.
get_resolver().url_patterns  # noqa: B018
logs.begin()
