-- Starts a transaction. Read committed, the default: each statement sees what was committed before it.
begin
