"""People accompanied: their files, households, journeys, contacts, notes and documents."""
