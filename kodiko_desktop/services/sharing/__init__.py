"""What a coordinator does with the shared folder: the team, its laptops, exchanges, what they bring, what disagrees."""
