"""The public site: pages and API over one edition, without a database, sessions or cookies."""
