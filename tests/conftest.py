"""What holds for every test."""

from hypothesis import settings

# Time is measured by `make bench`: a busy machine must not fail a test, as a first example that loads a library once did.
settings.register_profile("careplace", deadline=None)
settings.load_profile("careplace")
