-- Makes a driver's new session one that the queries can count on. The SQL API has no sessions: there the same
-- parameters go with each request.
alter session set
  timezone = 'UTC',
  lock_timeout = 30,
  statement_timeout_in_seconds = 60,
  query_tag = 'fleetq'
