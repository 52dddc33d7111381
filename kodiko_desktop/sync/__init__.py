"""The shared folder: laptops that work alone for days meet in it and agree. It needs no trust and loses nothing."""
