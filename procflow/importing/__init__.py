"""From a sheet to the write door: what is on file beside it, what it would change, and the change, all or nothing; it decides no rule."""
