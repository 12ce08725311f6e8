"""Backup, exported log and restored rows, tested on both databases."""
