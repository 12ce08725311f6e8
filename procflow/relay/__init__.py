"""From the outbox to other programs: gives committed records their place in the feed. It records no act and decides nothing.

Its small transactions are its own and touch no record.
"""

from procflow.relay.numbering import number

__all__ = ["number"]
