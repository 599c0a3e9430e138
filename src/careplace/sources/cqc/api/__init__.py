"""CQC's public API v1: a client, a harvest that resumes, and the reader of what it saved."""

from careplace.sources.cqc.api.reader import ApiPayloads

PUBLICATIONS = (ApiPayloads(),)

__all__ = ["PUBLICATIONS", "ApiPayloads"]
