from tests.web.filled_site import *  # noqa: F403
