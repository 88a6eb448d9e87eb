-- Evicts pods that still show the beat they were seen silent at, and whose beat is older than :threshold_ms.
-- :pods is a JSON array of objects: pod_id, incarnation, beat.
-- Columns: pod_id and incarnation of each that this call evicted. No rows: all beat again, or others were faster.
-- Relies on the primary key; locks only the rows that it changes.
with silent as materialized (
  select value ->> 'pod_id' as pod_id, value ->> 'incarnation' as incarnation, value ->> 'beat' as beat
  from json_each(:pods)
)
update pod_health as pod
set
  state = 'evicted',
  left_ts = cast(unixepoch('subsec') * 1000 + 0.5 as integer)
from silent
where pod.pod_id = silent.pod_id
  and pod.incarnation = silent.incarnation
  and pod.beat = silent.beat
  and pod.state in ('active', 'draining')
  and cast(unixepoch('subsec') * 1000 + 0.5 as integer) - pod.beat_ts > :threshold_ms
returning pod_id, incarnation
