-- Evicts pods that still show the beat they were seen silent at, and whose beat is older than :threshold_ms. Step 2
-- reads back which.
-- :pods is a JSON array of objects: pod_id, incarnation, beat. The row count tells how many.
-- A beat that commits first changes the number, so the row is spared.
update pod_health
set
  state = 'evicted',
  left_ts = silent.now_ms,
  write_token = :token
from (
  select
    as_varchar(get(element.value, 'pod_id')) as silent_id,
    as_varchar(get(element.value, 'incarnation')) as incarnation,
    as_integer(get(element.value, 'beat')) as beat,
    date_part(epoch_millisecond, sysdate()) as now_ms
  from table(flatten(input => parse_json(:pods))) as element
  qualify row_number() over (
    partition by as_varchar(get(element.value, 'pod_id'))
    order by element.index) = 1) as silent
where pod_health.pod_id = silent.silent_id
  and pod_health.incarnation = silent.incarnation
  and pod_health.beat = silent.beat
  and pod_health.state in ('active', 'draining')
  and silent.now_ms - pod_health.beat_ts > :threshold_ms
