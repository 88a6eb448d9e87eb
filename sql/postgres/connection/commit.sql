-- Ends a transaction; its changes are durable.
commit
