"""A report's page as the source of a document for paper, which Typst lays out."""
