"""What a scheme can have wrong, section by section; check.py asks them all."""
