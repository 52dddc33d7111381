"""Before the pages: opening, first start, locking. Imports only what a first paint needs."""
