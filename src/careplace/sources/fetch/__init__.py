"""Finds the current files on their publishers' pages, and downloads those that are new."""

from careplace.sources.fetch.fetching import Fetched, fetch
from careplace.sources.fetch.links import Link, NoLink, find_link
from careplace.sources.fetch.pages import Page, load_pages
from careplace.sources.fetch.web import FetchError

__all__ = ["FetchError", "Fetched", "Link", "NoLink", "Page", "fetch", "find_link", "load_pages"]
