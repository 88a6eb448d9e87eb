-- Stores the latest progress of claims; one whose claim is lost is left alone. Step 2 reads back which are held.
-- :reports is a JSON array of objects: step_id, epoch, progress (JSON as text). The row count tells how many.
update step_tracker
set
  progress = report.progress,
  updated_ts = report.now_ms,
  write_token = :token
from (
  select
    as_varchar(get(element.value, 'step_id')) as report_id,
    as_integer(get(element.value, 'epoch')) as epoch,
    as_varchar(get(element.value, 'progress')) as progress,
    date_part(epoch_millisecond, sysdate()) as now_ms
  from table(flatten(input => parse_json(:reports))) as element
  qualify row_number() over (
    partition by as_varchar(get(element.value, 'step_id')), as_integer(get(element.value, 'epoch'))
    order by element.index desc) = 1) as report
where step_tracker.step_id = report.report_id
  and step_tracker.claim_epoch = report.epoch
  and step_tracker.status = 'claimed'
