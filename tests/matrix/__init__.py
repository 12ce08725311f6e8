"""Who may open what: every route and operation, asked by every role, of their own unit and of another's."""
