"""Proofs, tried."""
