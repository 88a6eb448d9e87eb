-- Starts a transaction that may write. Immediate: a transaction that reads first and writes later can fail at once
-- and for good.
begin immediate
