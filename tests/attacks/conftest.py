"""What the attacks share: a branch with people, its pages, its programs and its command line, over one database."""

from __future__ import annotations

from tests.cli.conftest import call
from tests.web.conftest import lived

__all__ = ["call", "lived"]
