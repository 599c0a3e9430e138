"""The site: pages and an API over the edition that serves. Nothing is calculated here, and nothing is written but the
reports that readers ask for, in a folder of their own."""
