-- Reads a page of a search, newest first, before :before_seq. A null parameter leaves its field open; :text is
-- taken letter by letter.
-- Columns: all that a reader sees. No rows: nothing (more) matches.
-- Walks the primary key from the newest until the page is full: a search that matches little reads much. It locks no
-- row.
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
  and (cast(:status as text) is null or status = :status)
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
