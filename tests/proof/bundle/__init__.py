"""The evidence bundle: made, checked away from here, forged."""
