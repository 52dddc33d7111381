"""How far apart two colours are for an eye: the ratio of WCAG 2.1, so that no text fades into its ground."""


def luminance(colour: str) -> float:
    """Relative luminance of a `#RRGGBB` colour, 0 (black) to 1 (white). WCAG 2.1, "relative luminance"."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    """Contrast ratio between two `#RRGGBB` colours, 1 to 21, in either order. WCAG 2.1, "contrast ratio"."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
