"""Regimes: rule files as data, read and checked, and the arithmetic of points; it knows no case, no database and no clock."""
