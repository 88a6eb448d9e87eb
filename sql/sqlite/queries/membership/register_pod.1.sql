-- Writes the row of a new incarnation over that of an old one; repeated for the same incarnation, it changes what
-- the pod says of
-- itself, never its birth or its state.
-- :task_types and :plugins are JSON arrays. The row count is 1. Relies on the primary key.
insert into pod_health (
  pod_id, incarnation, state, birth_ts, beat_ts, capacity_max, version, host_name, task_types, plugins)
values (
  :pod_id,
  :incarnation,
  'active',
  cast(unixepoch('subsec') * 1000 + 0.5 as integer),
  cast(unixepoch('subsec') * 1000 + 0.5 as integer),
  :capacity_max,
  :version,
  :host_name,
  :task_types,
  :plugins)
on conflict (pod_id) do update set
  incarnation = excluded.incarnation,
  state = iif(incarnation = excluded.incarnation, state, excluded.state),
  birth_ts = iif(incarnation = excluded.incarnation, birth_ts, excluded.birth_ts),
  beat = iif(incarnation = excluded.incarnation, beat, 0),
  beat_ts = excluded.beat_ts,
  attention = iif(incarnation = excluded.incarnation, attention, 0),
  capacity_max = excluded.capacity_max,
  running = iif(incarnation = excluded.incarnation, running, 0),
  version = excluded.version,
  host_name = excluded.host_name,
  left_ts = iif(incarnation = excluded.incarnation, left_ts, null),
  task_types = excluded.task_types,
  plugins = excluded.plugins
