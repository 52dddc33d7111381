"""One person, two files: every table shows one id, what was truly written stays (docs/decisions/0007)."""
