"""Reports: rows for people to read, print or count, gathered from tables and records; they decide nothing and write nothing."""
