-- Evicts pods that still show the beat they were seen silent at, and whose beat is older than :threshold_ms.
-- :pods is a JSON array of objects: pod_id, incarnation, beat.
-- Columns: pod_id and incarnation of each that this call evicted. No rows: all beat again, or others were faster.
-- Relies on the primary key; locks only the rows that it changes. A beat that commits first changes the number, so
-- the row is judged again and spared.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
),
silent as materialized (
  select pod_id, incarnation, beat
  from json_to_recordset(cast(:pods as json)) as element (pod_id text, incarnation text, beat bigint)
)
update pod_health as pod
set
  state = 'evicted',
  left_ts = clock.now_ms
from silent
cross join clock
where pod.pod_id = silent.pod_id
  and pod.incarnation = silent.incarnation
  and pod.beat = silent.beat
  and pod.state in ('active', 'draining')
  and clock.now_ms - pod.beat_ts > :threshold_ms
returning pod.pod_id, pod.incarnation
