"""The plan: objectives in the person's words, and what is done for them."""
