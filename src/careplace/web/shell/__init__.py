"""What every site of Careplace shares: base templates, static files, security, logs, the server. It knows no page."""
