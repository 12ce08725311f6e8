"""What a bundle is checked with, away from here: parts that know the standard library alone and are put together into one file, verify.py."""
