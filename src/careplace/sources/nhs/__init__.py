"""NHS England's statistics of flow between hospital and home, and where trusts' patients come from."""

from careplace.sources.nhs.files import PUBLICATIONS

__all__ = ["PUBLICATIONS"]
