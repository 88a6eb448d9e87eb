-- Lists the pods that can hold claims, oldest first, each with the age of the fleet's last full recovery pass.
-- Columns: a pod's row with the age of its beat; attention; recovery_age_ms, null when there was no pass yet.
-- No rows: no pod lives.
-- Reads all of pod_health, which is as long as the fleet.
select
  pod_id,
  incarnation,
  state,
  birth_ts,
  beat,
  beat_ts,
  cast(unixepoch('subsec') * 1000 + 0.5 as integer) - beat_ts as beat_age_ms,
  attention,
  capacity_max,
  running,
  version,
  host_name,
  task_types,
  plugins,
  cast(unixepoch('subsec') * 1000 + 0.5 as integer) - (
    select last_recovery_ts
    from fleet_state
    where id = 1) as recovery_age_ms
from pod_health
where state in ('active', 'draining')
order by birth_ts, pod_id
