"""What is kept elsewhere and put back from there: the backup, the exported log, single rows; it makes no key and begins no epoch."""
