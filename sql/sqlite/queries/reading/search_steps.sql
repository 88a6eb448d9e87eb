-- Reads a page of a search, newest first, before :before_seq. A null parameter leaves its field open; :text is
-- taken letter by letter.
-- Columns: all that a reader sees. No rows: nothing (more) matches.
-- Walks the rows from the newest until the page is full: a search that matches little reads much. It takes no lock
-- in WAL mode.
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
  and (:status is null or status = :status)
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
