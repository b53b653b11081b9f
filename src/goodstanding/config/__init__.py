"""How the house is put together: options, settings, addresses and servers."""
