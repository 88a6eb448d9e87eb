-- Stores the latest progress of claims; one whose claim is lost is left alone.
-- :reports is a JSON array of objects: step_id, epoch, progress (JSON as text).
-- Columns: step_id and claim_epoch of each claim that is still held. No rows: all were lost.
-- Relies on the unique index of step_id. Changes no indexed column.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
),
report as materialized (
  select step_id, epoch, progress
  from json_to_recordset(cast(:reports as json)) as element (step_id text, epoch bigint, progress text)
)
update step_tracker as step
set
  progress = report.progress,
  updated_ts = clock.now_ms
from report
cross join clock
where step.step_id = report.step_id
  and step.claim_epoch = report.epoch
  and step.status = 'claimed'
returning step.step_id, step.claim_epoch
