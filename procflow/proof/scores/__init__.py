"""The seal of a period's scores: totals and one root over everybody's line, stated by the log; and one member's own line, shown alone."""
