-- Reads a page of dead letters, newest first: search_steps for the status failed, which must not walk a long history of
-- completed steps to find a few.
-- Columns: those of search_steps. No rows: nothing (more) matches. Relies on step_tracker_failed_idx.
select
  seq,
  step_id,
  status,
  task_type,
  tenant,
  priority,
  attempt,
  max_retries,
  losses,
  claim_epoch,
  claimed_by,
  claimed_ts,
  not_before_ts,
  expires_ts,
  created_ts,
  updated_ts,
  ended_ts,
  payload_form,
  idempotency_key,
  plugin,
  plugin_version,
  plugin_sha256,
  tags,
  error_type,
  error,
  progress,
  error_stack,
  metadata,
  attempts,
  result,
  payload
from step_tracker
where seq < :before_seq
  and status = 'failed'
  and (:task_type is null or task_type = :task_type)
  and (:tenant is null or tenant = :tenant)
  and (:pod_id is null or claimed_by = :pod_id)
  and (:created_from_ts is null or created_ts >= :created_from_ts)
  and (:created_before_ts is null or created_ts < :created_before_ts)
  and (:tag is null or exists (
    select 1
    from json_each(tags) as tag
    where tag.value = :tag))
  and (
    :text is null
    or instr(step_id, :text) > 0
    or instr(payload, :text) > 0
    or instr(metadata, :text) > 0
    or instr(error, :text) > 0)
order by seq desc
limit :limit
