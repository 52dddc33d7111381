"""A form on screen: its questions, its answers saved one by one; every page that asks uses it."""
