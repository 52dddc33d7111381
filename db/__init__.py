"""The store: tables, engine (SQLCipher), migrations, queries, and the one way to write."""
