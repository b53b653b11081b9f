"""Names of people: how they are written, how they are said. Pure: text in, text out."""
