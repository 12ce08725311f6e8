"""Django's migrations of the approval; none of them makes a table."""
