-- Asks to be told of changes, for as long as the connection lives.
listen fleetq_changes
