"""Django's settings, from the environment alone."""

import os

from careplace.web.shell import security
from careplace.web.shell.configuration import from_environment
from careplace.web.shell.release import STATIC, static_address

CAREPLACE = from_environment(os.environ)

SECRET_KEY = CAREPLACE.secret_key
ALLOWED_HOSTS = list(CAREPLACE.hosts)
# Django's own debug pages would print settings and break the security policy; a fault is told in the log.
DEBUG = False
ROOT_URLCONF = "careplace.web.public.urls"
WSGI_APPLICATION = "careplace.web.public.wsgi.application"
APPEND_SLASH = True
# No database, no sessions, no cookies: what people write is on the staff site, a project of its own.
INSTALLED_APPS: list[str] = []
DATABASES: dict[str, dict] = {}

MIDDLEWARE = [
    "careplace.web.shell.logs.RequestLog",
    *security.MIDDLEWARE,
    "careplace.web.public.api.origins.OpenToOrigins",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "careplace.web.shell.security.SoundRequest",
    "careplace.web.shell.limits.KindLimit",
    "careplace.web.shell.page_cache.Maintenance",
    # Within it no middleware may put another answer in place of one: the edition is let go of when its answer closes.
    "careplace.web.public.editions.ReadsEdition",
    "careplace.web.public.publications.catalogue.ReadsPublications",
    "django.middleware.common.CommonMiddleware",
    "careplace.web.shell.page_cache.PageCache",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "careplace.web.shell.templating.environment",
            "pages": "careplace.web.public",
        },
    }
]

STATIC_URL = static_address()
STATIC_ROOT = str(STATIC)
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
# The address holds the files' digest, so what a browser once had it need never ask for again.
WHITENOISE_IMMUTABLE_FILE_TEST = lambda _path, url: url.startswith(STATIC_URL)  # noqa: E731

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

# A reader sends no form larger than a search.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 << 10
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CAREPLACE.proxies else None
# careplace.web.shell.security redirects to HTTPS itself, once it knows that the address is sound.
SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS = CAREPLACE.hsts_seconds, True
SECURE_REFERRER_POLICY = security.HEADERS["Referrer-Policy"]
SECURE_CROSS_ORIGIN_OPENER_POLICY = security.HEADERS["Cross-Origin-Opener-Policy"]
X_FRAME_OPTIONS = security.HEADERS["X-Frame-Options"]
CONTENT_SECURITY_POLICY = {"DIRECTIVES": security.DIRECTIVES}
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING_CONFIG = None  # careplace.web.shell.logs writes JSON, and is set up by whoever starts the site
