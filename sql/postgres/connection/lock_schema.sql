-- Lets one host at a time change the schema; the lock ends with the transaction. The number is FleetQ's.
select pg_advisory_xact_lock(5063012790514041)
