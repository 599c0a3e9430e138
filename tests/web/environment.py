"""The settings that the sites are tested with."""

from tests import sites

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": f"careplace.web.{sites.SITE}.settings",
    "CAREPLACE_SECRET_KEY": "not a secret, for this key is only ever used in tests of the site",
    "CAREPLACE_ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
}
