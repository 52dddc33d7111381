"""Papers to sign: drafted from the store, signed, then never changed."""
