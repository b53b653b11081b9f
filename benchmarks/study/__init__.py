"""Quizzes and files handed in, beside check-ins."""
