-- Ends a transaction; its changes are undone.
rollback
