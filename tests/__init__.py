"""Tests, name for name as the package; servers and fixtures here, no product code."""
