"""Use cases: one act of a coordinator is one keyword-only function and one transaction."""
