"""Service: activities, the community, wishes, needs, pairs and visits."""
