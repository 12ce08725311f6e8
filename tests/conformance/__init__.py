"""Conformance, held against years whose every fault is known."""
