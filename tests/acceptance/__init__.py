"""What everybody may expect of every page, measured in Chromium over the routes and the tables themselves: a new page or procedure needs no new test."""
