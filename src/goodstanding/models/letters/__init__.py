"""Letters: questions and complaints of members, and their answers."""
