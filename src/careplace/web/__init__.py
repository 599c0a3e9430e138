"""The site: pages and an API over the edition that serves. Nothing is reckoned here, and nothing is written."""
