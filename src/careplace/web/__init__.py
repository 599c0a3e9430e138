"""The site: pages and an API over the edition that serves. Nothing is calculated here, and nothing is written."""
