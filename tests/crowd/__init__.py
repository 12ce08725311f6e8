"""A branch whose people do anything at all: every procedure at once, legal and illegal steps by anybody, and laws that must hold whatever they did."""
