"""The settings that the site is tested with."""

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "careplace.web.public.settings",
    "CAREPLACE_SECRET_KEY": "not a secret, for this key is only ever used in tests of the site",
    "CAREPLACE_ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
}
