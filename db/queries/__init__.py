"""What the screens read: plain SQL in, frozen dataclasses out."""
