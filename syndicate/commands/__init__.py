"""What each command does: one module a command. Each parses, makes one library call, and prints."""
