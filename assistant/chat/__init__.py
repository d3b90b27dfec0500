"""What a clerk says and does at the desk: a message becomes one call of a stage below."""
