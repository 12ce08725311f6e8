"""Workbooks as people fill them in: opened with care, their columns matched, their rows checked, written again; it reads no database."""
