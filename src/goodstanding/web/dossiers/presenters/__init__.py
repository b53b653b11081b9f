"""Dossiers as pages say them."""
