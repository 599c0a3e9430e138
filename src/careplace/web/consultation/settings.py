"""Django's settings of the site for responses, from the environment alone."""

import os

from careplace.web.shell import security
from careplace.web.shell.configuration import from_environment
from careplace.web.shell.release import STATIC, static_address

CAREPLACE = from_environment(os.environ)

SECRET_KEY = CAREPLACE.secret_key
ALLOWED_HOSTS = list(CAREPLACE.hosts)
DEBUG = False
ROOT_URLCONF = "careplace.web.consultation.urls"
WSGI_APPLICATION = "careplace.web.consultation.wsgi.application"
APPEND_SLASH = True
INSTALLED_APPS: list[str] = []
DATABASES: dict[str, dict[str, str]] = {}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

MIDDLEWARE = [
    "careplace.web.shell.logs.RequestLog",
    *security.MIDDLEWARE,
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "careplace.web.consultation.middleware.NeverStored",
    "careplace.web.shell.security.SoundRequest",
    "careplace.web.shell.page_cache.Maintenance",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "careplace.web.consultation.templating.environment"},
    }
]

STATIC_URL = static_address()
STATIC_ROOT = str(STATIC)
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = lambda _path, url: url.startswith(STATIC_URL)  # noqa: E731

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CAREPLACE.proxies else None
SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS = CAREPLACE.hsts_seconds, True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = security.HEADERS["Cross-Origin-Opener-Policy"]
X_FRAME_OPTIONS = security.HEADERS["X-Frame-Options"]
CONTENT_SECURITY_POLICY = {"DIRECTIVES": security.DIRECTIVES}
SILENCED_SYSTEM_CHECKS: list[str] = []

# The one cookie of the site: it ends with the browser's session, and only the form reads it.
CSRF_COOKIE_NAME = "careplace_response"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = CAREPLACE.https
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "careplace.web.consultation.errors.form_refused"

LEAST_SECONDS = 4
"""Between the form and what is sent: a person takes longer to read one question."""
RESPONSES_AN_HOUR = 30
"""From one network address: a library or a day centre may send more, and is asked to wait, with nothing lost."""
LOG_SECRETS = ("/survey-",)
"""Who has the key of a survey can answer it."""
LOGGING_CONFIG = None  # careplace.web.shell.logs writes JSON, and is set up by whoever starts the site
