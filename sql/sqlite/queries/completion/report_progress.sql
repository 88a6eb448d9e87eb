-- Stores the latest progress of claims; one whose claim is lost is left alone.
-- :reports is a JSON array of objects: step_id, epoch, progress (JSON as text).
-- Columns: step_id and claim_epoch of each claim that is still held. No rows: all were lost.
-- Relies on the unique index of step_id.
with report as materialized (
  select value ->> 'step_id' as step_id, value ->> 'epoch' as epoch, value ->> 'progress' as progress
  from json_each(:reports)
)
update step_tracker as step
set
  progress = report.progress,
  updated_ts = cast(unixepoch('subsec') * 1000 + 0.5 as integer)
from report
where step.step_id = report.step_id
  and step.claim_epoch = report.epoch
  and step.status = 'claimed'
returning step_id, claim_epoch
