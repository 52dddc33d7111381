"""Discreet mode: what stands for a name when someone may be looking over the shoulder."""


def initials(name: str) -> str:
    """« Ștefan Munteanu » → « Ș. M. »; hyphenated names keep each letter (« J.-P. D. »); "" for an empty name."""
    return " ".join(
        "-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in name.split() if word.strip("-")
    )


def shown_name(name: str, *, discreet: bool) -> str:
    """The name, or its initials in discreet mode."""
    return initials(name) if discreet else name
