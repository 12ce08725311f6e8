"""The same four-step approval by procflow, django-viewflow and SpiffWorkflow, side by side; nothing of the product knows of it."""
