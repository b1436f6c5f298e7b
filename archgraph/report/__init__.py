"""The last stage: an Analysis becomes tables, texts, pages and files."""
