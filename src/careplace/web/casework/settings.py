"""Django's settings of the staff site, from the environment alone."""

import os

from careplace.web.casework.account.council import council_sign_in
from careplace.web.casework.configuration import ladder_of, mail_of, scheme_of
from careplace.web.shell import security
from careplace.web.shell.configuration import from_environment
from careplace.web.shell.release import STATIC, static_address

CAREPLACE = from_environment(os.environ)
MAIL = mail_of(os.environ)
LADDER = ladder_of(os.environ)
PRIORITY_SCHEME = scheme_of(os.environ)
COUNCIL_SIGN_IN = council_sign_in(os.environ)

SECRET_KEY = CAREPLACE.secret_key
ALLOWED_HOSTS = list(CAREPLACE.hosts)
DEBUG = False
ROOT_URLCONF = "careplace.web.casework.urls"
WSGI_APPLICATION = "careplace.web.casework.wsgi.application"
APPEND_SLASH = True
INSTALLED_APPS = [
    "careplace.casework.accounts",
    "careplace.casework.scope",
    "careplace.casework.audit",
    "careplace.casework.tick",
    "careplace.casework.digest",
    "careplace.casework.assurance",
    "careplace.casework.assurance.visits",
    "careplace.casework.assurance.sharing",
    "careplace.casework.assurance.planning",
    "careplace.casework.consultation",
    "careplace.casework.retention",
    "careplace.casework.assurance.campaigns",
    "careplace.casework.assurance.proof",
    "careplace.casework.assurance.panels",
    "careplace.casework.assurance.escalation",
    "careplace.casework.assurance.contingency",
    "careplace.casework.assurance.overrides",
    "careplace.casework.assurance.edition_changes",
    "careplace.casework.assurance.signal_files",
    "careplace.casework.programmes",
    "careplace.casework.programmes.survey",
    "careplace.casework.programmes.local",
    "careplace.casework.programmes.publication",
    "careplace.casework.reviews",
    "careplace.casework.reviews.coding",
    "careplace.casework.reviews.judgements",
    "careplace.casework.reviews.report",
    "careplace.casework.reviews.followup",
    "careplace.casework.reviews.closing",
    "careplace.web.casework.drafts",
    "careplace.web.casework.submissions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATABASES = {"default": CAREPLACE.database}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "careplace.web.shell.logs.RequestLog",
    *security.MIDDLEWARE,
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "careplace.web.casework.middleware.NeverStored",
    "careplace.web.shell.security.SoundRequest",
    "careplace.web.shell.page_cache.Maintenance",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "careplace.web.casework.middleware.SignedIn",
    "careplace.web.casework.middleware.SecondFactor",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "careplace.web.casework.templating.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "careplace.web.casework.templating.signed_in",
            ],
        },
    },
    {
        # The mails of django-allauth are templates of Django's own engine.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
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

# Imports of a list of services, and the long texts of a visit; the public site takes 64 KiB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 << 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CAREPLACE.proxies else None
# careplace.web.shell.security redirects to HTTPS itself, once it knows that the address is sound.
SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS = CAREPLACE.hsts_seconds, True
SECURE_REFERRER_POLICY = security.HEADERS["Referrer-Policy"]
SECURE_CROSS_ORIGIN_OPENER_POLICY = security.HEADERS["Cross-Origin-Opener-Policy"]
X_FRAME_OPTIONS = security.HEADERS["X-Frame-Options"]
# A browser applies form-action to the redirect that follows a form too: the button of the council's sign-in is one.
FORM_ACTION = [*security.DIRECTIVES["form-action"], *([COUNCIL_SIGN_IN.origin] if COUNCIL_SIGN_IN else [])]
CONTENT_SECURITY_POLICY = {"DIRECTIVES": security.DIRECTIVES | {"form-action": FORM_ACTION}}
SILENCED_SYSTEM_CHECKS: list[str] = []

SESSION_COOKIE_NAME = "careplace_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CAREPLACE.https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "careplace_form"
CSRF_FAILURE_VIEW = "careplace.web.casework.errors.form_refused"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "careplace.web.casework.account.adapter.ClosedSignUp"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# By code: a token in an address would be in logs, histories and the address that the next site is told of.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Careplace: "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if CAREPLACE.https else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = CAREPLACE.proxies
MFA_TOTP_ISSUER = "Careplace"
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "careplace.web.casework.account.factors.Factors"
MFA_FORMS = {
    "add_webauthn": "careplace.web.casework.account.factors.AddPasskeyForm",
    "authenticate_webauthn": "careplace.web.casework.account.factors.SecondPasskeyForm",
    "login_webauthn": "careplace.web.casework.account.factors.LoginPasskeyForm",
    "reauthenticate_webauthn": "careplace.web.casework.account.factors.ReauthenticatePasskeyForm",
}
# A person is known by the subject of the issuer, which they connected themselves: never by an e-mail address that the
# provider states (docs/adr/0040-council-sign-in.md).
SOCIALACCOUNT_ADAPTER = "careplace.web.casework.account.adapter.ConnectedOnly"
SOCIALACCOUNT_PROVIDERS = COUNCIL_SIGN_IN.providers() if COUNCIL_SIGN_IN else {}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_LOGIN_ON_GET = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
USERSESSIONS_TRACK_ACTIVITY = False

# Mails that leave without a request have links too.
SITE_ADDRESS = f"{ACCOUNT_DEFAULT_HTTP_PROTOCOL}://{ALLOWED_HOSTS[0]}"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL.sender
EMAIL_BACKEND, EMAIL_FILE_PATH = MAIL.backend, MAIL.folder or None
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS = MAIL.host, MAIL.port, MAIL.tls
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password

# Whoever has the rest of such an address reads a calendar: it is in no log.
LOG_SECRETS = ("/calendar/",)
LOGGING_CONFIG = None  # careplace.web.shell.logs writes JSON, and is set up by whoever starts the site
