"""procflow: auditable procedures of party-branch points administration; this file gives the version and imports nothing."""

__version__ = "0.1.0"
