"""What a WSGI server runs: careplace.web.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

from careplace.web import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careplace.web.settings")
application = get_wsgi_application()
logs.begin()
