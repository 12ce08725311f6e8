"""Attacks that must fail, a file for each kind; docs/security.md says which requirement each one stands for."""
