"""Forms answered: about a person or a place, on screen and on paper."""
