"""The command line: one module a command. Commands read options, call one flow and show what came out."""
