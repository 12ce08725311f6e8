"""The approval as a Django application with django-viewflow; only the peers' environment can import what is in it."""
