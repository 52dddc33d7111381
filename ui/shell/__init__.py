"""The frame every page stands in: rail, header, history, command palette, notices. It knows no person and no store."""
