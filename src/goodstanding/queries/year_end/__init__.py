"""The end of the year: what is left to do, and the report that the records already hold."""
