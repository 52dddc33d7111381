"""How the window looks: colours, sizes, one stylesheet, one palette, one family of icons."""
