"""Tests of the engine, with a second engine to compare it to."""
