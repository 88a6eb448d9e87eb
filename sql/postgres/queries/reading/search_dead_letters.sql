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
  and (cast(:task_type as text) is null or task_type = :task_type)
  and (cast(:tenant as text) is null or tenant = :tenant)
  and (cast(:pod_id as text) is null or claimed_by = :pod_id)
  and (cast(:created_from_ts as bigint) is null or created_ts >= :created_from_ts)
  and (cast(:created_before_ts as bigint) is null or created_ts < :created_before_ts)
  and (cast(:tag as text) is null or exists (
    select 1
    from json_array_elements_text(cast(tags as json)) as tag (value)
    where tag.value = :tag))
  and (
    cast(:text as text) is null
    or position(:text in step_id) > 0
    or position(:text in payload) > 0
    or position(:text in metadata) > 0
    or position(:text in error) > 0)
order by seq desc
limit :limit
