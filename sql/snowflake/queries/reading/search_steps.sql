-- Reads a page of a search, newest first, before :before_seq. A null parameter leaves its field open; :text is
-- taken letter by letter.
-- Columns: all that a reader sees. No rows: nothing (more) matches.
-- A search that matches little reads much; it takes no lock.
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
  and (cast(:status as varchar) is null or status = :status)
  and (cast(:task_type as varchar) is null or task_type = :task_type)
  and (cast(:tenant as varchar) is null or tenant = :tenant)
  and (cast(:pod_id as varchar) is null or claimed_by = :pod_id)
  and (cast(:created_from_ts as bigint) is null or created_ts >= cast(:created_from_ts as bigint))
  and (cast(:created_before_ts as bigint) is null or created_ts < cast(:created_before_ts as bigint))
  and (
    cast(:tag as varchar) is null
    or array_contains(to_variant(cast(:tag as varchar)), to_array(parse_json(tags))))
  and (
    cast(:text as varchar) is null
    or contains(step_id, cast(:text as varchar))
    or contains(payload, cast(:text as varchar))
    or contains(metadata, cast(:text as varchar))
    or contains(error, cast(:text as varchar)))
qualify row_number() over (order by seq desc) <= :limit
order by seq desc
