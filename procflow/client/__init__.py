"""A client for programs: the operations of a server as methods that answer with the read door's own types. It holds no rule and keeps no copy."""

from __future__ import annotations

from procflow.client.caller import Caller, rows
from procflow.client.client import Client
from procflow.client.line import TIMEOUT, TRIES, Reply
from procflow.client.problems import Attempt, NoAnswer

__all__ = ["TIMEOUT", "TRIES", "Attempt", "Caller", "Client", "NoAnswer", "Reply", "rows"]
