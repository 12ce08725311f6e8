"""Seals of periods, and a member's own line of one."""
