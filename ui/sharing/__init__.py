"""The shared folder in the window: the exchange that goes on by itself, and what joining a team asks."""
