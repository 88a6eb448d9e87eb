-- Reads back the steps that the first statement claimed.
-- Columns: what a claim needs, in no order; waited_ms counts from when the step was ready. No rows: none was claimed.
select
  seq,
  step_id,
  claim_epoch,
  task_type,
  attempt,
  max_retries,
  losses,
  priority,
  tenant,
  timeout_ms,
  retry,
  trace_parent,
  payload_form,
  metadata,
  payload,
  greatest(0, claimed_ts - greatest(created_ts, coalesce(not_before_ts, 0))) as waited_ms
from step_tracker
where claim_token = :token
