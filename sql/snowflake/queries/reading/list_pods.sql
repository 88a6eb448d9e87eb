-- Lists all pods whose rows are kept, oldest first.
-- Columns: a pod's row with the age of its beat. No rows: no pod was ever there, or all were forgotten.
select
  pod_id,
  incarnation,
  state,
  birth_ts,
  beat,
  beat_ts,
  date_part(epoch_millisecond, sysdate()) - beat_ts as beat_age_ms,
  capacity_max,
  running,
  version,
  host_name,
  task_types,
  plugins
from pod_health
order by birth_ts, pod_id
