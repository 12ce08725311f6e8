"""`python -m procflow` is `procflow`; nothing else stands here."""

from procflow.cli import main

main()
