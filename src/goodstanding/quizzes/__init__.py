"""Quizzes: question banks that anybody may have written, read and written; questions shuffled, answered and marked."""
