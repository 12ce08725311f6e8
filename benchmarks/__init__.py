"""Side-by-side runs; each prints a ratio measured in one run, and no test asserts any of them."""
