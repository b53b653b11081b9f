"""Who may see and do what, where. Every query and every action asks here."""
