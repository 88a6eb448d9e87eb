-- Lists the pods that can hold claims, oldest first, each with the age of the fleet's last full recovery pass.
-- Columns: a pod's row with the age of its beat; attention; recovery_age_ms, null when there was no pass yet.
-- No rows: no pod lives.
select
  pod.pod_id,
  pod.incarnation,
  pod.state,
  pod.birth_ts,
  pod.beat,
  pod.beat_ts,
  fleet.now_ms - pod.beat_ts as beat_age_ms,
  pod.attention,
  pod.capacity_max,
  pod.running,
  pod.version,
  pod.host_name,
  pod.task_types,
  pod.plugins,
  fleet.now_ms - fleet.last_recovery_ts as recovery_age_ms
from pod_health as pod
cross join (
  select date_part(epoch_millisecond, sysdate()) as now_ms, last_recovery_ts
  from fleet_state
  where id = 1) as fleet
where pod.state in ('active', 'draining')
order by pod.birth_ts, pod.pod_id
