"""A witness of other people's logs (C2SP tlog-witness), run by a second party: it remembers, checks and cosigns; it knows no database and no record."""
