"""Questions and complaints: sent, answered, settled, passed up once, taken back."""
